import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let wanted = false;

/** Whether there has been a message yet: until then the place they stand in is not even loaded. */
export function useToastsWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}

/** A short message in the corner; refusals stay until they are read. */
export function toast(kind: 'done' | 'refused', title: string, message?: string): void {
  wanted = true;
  for (const listener of listeners) listener();
  // Shown as soon as its place is there: the messages wait in a store.
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      title,
      message: message ?? '',
      color: kind === 'done' ? 'petrol' : 'red',
      autoClose: kind === 'done' ? 5_000 : false,
      withBorder: true,
    }),
  );
}
