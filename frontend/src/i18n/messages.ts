import type { messages } from './en/messages';
import type { screens } from './en/screens';
import type { ui } from './en/ui';

export type MessageKey = keyof typeof messages;

/** What stands on Home as well, and is there from the first screen on. */
export type FirstMessageKey = keyof typeof ui | keyof typeof screens;
/** Every language has every message. */
export type Messages = Record<MessageKey, string>;
