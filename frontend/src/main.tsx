import '@mantine/core/styles.layer.css';
import './styles.css';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider, localeOf } from './i18n';
import { watchForAttention } from './lib/attention';
import { usePreferences } from './lib/preferences';
import { useUser } from './lib/session';
import { router } from './routes/router';
import { cssVariables, theme } from './theme';
import { Optional } from './ui/Optional';
import { useToastsWanted } from './ui/toast';

const Toasts = lazy(async () => ({ default: (await import('./ui/Toasts')).Toasts }));

/** The person's own choice first, then what their account says, then the browser. */
function Language({ children }: { children: ReactNode }) {
  const chosen = usePreferences().locale;
  const user = useUser();
  return <I18nProvider locale={chosen ?? localeOf(user?.locale ?? navigator.language)}>{children}</I18nProvider>;
}

function Messages() {
  return useToastsWanted() ? (
    <Optional>
      <Toasts />
    </Optional>
  ) : null;
}

watchForAttention();
const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Language>
        <Messages />
        <RouterProvider router={router} />
      </Language>
    </MantineProvider>
  </StrictMode>,
);
