import type { Catalogue } from '..';
import { requirements } from './requirements';
import { screens } from './screens';
import { ui } from './ui';
import { words } from './words';

export const nl: Catalogue = { messages: { ...ui, ...screens }, words, requirements };
