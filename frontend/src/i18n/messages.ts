import type { messages } from './en/messages';

export type MessageKey = keyof typeof messages;
/** Every language has every message. */
export type Messages = Record<MessageKey, string>;
