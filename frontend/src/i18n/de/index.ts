import type { Catalogue } from '..';
import { requirements } from './requirements';
import { screens } from './screens';
import { ui } from './ui';
import { words } from './words';

export const de: Catalogue = { messages: { ...ui, ...screens }, words, requirements };
