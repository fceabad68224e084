import type { later } from './later';
import { screens } from './screens';
import { ui } from './ui';

type AllMessages = typeof ui & typeof screens & typeof later;

/** All messages, by their type; those of `later` are laid into it when `withWords` has loaded them. */
export const messages = { ...ui, ...screens } as { -readonly [Key in keyof AllMessages]: string };
