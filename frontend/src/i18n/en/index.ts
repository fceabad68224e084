import type { Catalogue } from '..';
import { messages } from './messages';
import { words } from './words';

export const en: Catalogue = { messages, words };
