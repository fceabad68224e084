import '@mantine/notifications/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { createRoot } from 'react-dom/client';
import { cssVariables, theme } from '../theme';

let mounted = false;

/** The corner the messages stand in, put into the page when there is a first one. */
function mount(): void {
  if (mounted) return;
  mounted = true;
  const place = document.body.appendChild(document.createElement('div'));
  createRoot(place).render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
    </MantineProvider>,
  );
}

export function showToast({
  kind,
  title,
  message,
}: {
  kind: 'done' | 'refused';
  title: string;
  message: string;
}): void {
  mount();
  notifications.show({
    title,
    message,
    color: kind === 'done' ? 'petrol' : 'red',
    autoClose: kind === 'done' ? 5_000 : false,
    withBorder: true,
  });
}
