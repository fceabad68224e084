import { notifications } from '@mantine/notifications';

/** A short message in the corner; refusals stay until they are read. */
export function toast(kind: 'done' | 'refused', title: string, message?: string): void {
  notifications.show({
    title,
    message: message ?? '',
    color: kind === 'done' ? 'petrol' : 'red',
    autoClose: kind === 'done' ? 5_000 : false,
    withBorder: true,
  });
}
