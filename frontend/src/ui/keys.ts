import { useEffect, useRef } from 'react';
import { usePreferences } from '../lib/preferences';

const ELSEWHERE =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]';

/** Whether a key press belongs to the page and not to a field, a menu or a dialog that has the focus. */
function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target;
  if (!(target instanceof Element)) return true;
  const field = target.closest(ELSEWHERE);
  return field === null || (field instanceof HTMLInputElement && field.type === 'checkbox');
}

/**
 * Single keys that act anywhere on the page. People who dictate or shake can switch them off in the keyboard overview
 * (WCAG 2.1.4), so nothing may be reachable by them alone.
 */
export function useSingleKeys(keys: Record<string, (event: KeyboardEvent) => void>, enabled = true): void {
  const { singleKeys } = usePreferences();
  const handlers = useRef(keys);
  useEffect(() => {
    handlers.current = keys;
  });
  const active = enabled && singleKeys;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const handler = handlers.current[event.key];
      if (handler && isForPage(event)) {
        event.preventDefault();
        handler(event);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [active]);
}
