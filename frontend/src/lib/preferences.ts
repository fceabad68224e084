import { useSyncExternalStore } from 'react';

/** What a person chose for this browser: how dense rows are, in which language, whether single keys act. */
export interface Preferences {
  density: 'compact' | 'comfortable';
  singleKeys: boolean;
  locale: 'en' | 'nl' | 'de' | null;
}

const KEY = 'portico.preferences';
const DEFAULTS: Preferences = { density: 'compact', singleKeys: true, locale: null };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    // A browser without storage, or somebody's broken value: the defaults serve.
    return DEFAULTS;
  }
}

function preferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Kept for this page at least.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
