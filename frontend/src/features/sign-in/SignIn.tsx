import { Button, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useI18n } from '../../i18n';
import { HttpProblem } from '../../lib/http';
import { signIn } from '../../lib/session';
import { Brand } from '../../ui/Brand';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import classes from './SignIn.module.css';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { t } = useI18n();
  const router = useRouter();
  const { redirect } = route.useSearch();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${t('signIn.title')} · Portico`;
  }, [t]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await signIn(String(form.get('email')), String(form.get('password')));
      router.history.push(isOwnPath(redirect) ? redirect : '/');
    } catch (failure) {
      setProblem(failure instanceof HttpProblem && failure.message !== '' ? failure.message : t('ui.errorOffline'));
      setBusy(false);
    }
  };
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <form onSubmit={(event) => void onSubmit(event)}>
          <Stack gap="md">
            <Brand size={26} />
            <Title order={1}>{t('signIn.title')}</Title>
            <TextInput name="email" type="email" label={t('signIn.email')} autoComplete="username" required autoFocus />
            <PasswordInput
              name="password"
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
            />
            {problem && (
              <Notice tone="bad" urgent>
                {problem}
              </Notice>
            )}
            <Button type="submit" loading={busy} fullWidth>
              {t('signIn.submit')}
            </Button>
            <LinkAnchor to="/forgot" size="sm">
              {t('forgot.link')}
            </LinkAnchor>
          </Stack>
        </form>
      </Paper>
      <p className={classes.claim}>{t('signIn.claim')}</p>
    </main>
  );
}

/** Only a path of this site may be gone to after sign-in; "//elsewhere" is another host. */
function isOwnPath(path: string | undefined): path is string {
  return path?.startsWith('/') === true && !path.startsWith('//') && !path.startsWith('/\\');
}
