import { screens } from './screens';
import { ui } from './ui';

export const messages = { ...ui, ...screens };
