import { Button, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { type MessageKey, useI18n } from '../../i18n';
import { HttpProblem } from '../../lib/http';
import { type SessionEnd, signIn, whySignedOut } from '../../lib/session';
import { Brand } from '../../ui/Brand';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import classes from './SignIn.module.css';

const route = getRouteApi('/sign-in');
const CODE_REQUIRED = 'ONE_TIME_CODE_REQUIRED';
const WHY: Record<SessionEnd, MessageKey> = { idle: 'signIn.idle', elsewhere: 'signIn.ended' };
const OF_THE_CODE = new Set(['WRONG_ONE_TIME_CODE', 'ONE_TIME_CODE_USED']);

export function SignIn() {
  const { t } = useI18n();
  const router = useRouter();
  const { redirect } = route.useSearch();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HttpProblem | 'offline' | null>(null);
  const [asksCode, setAsksCode] = useState(false);
  const [why] = useState(whySignedOut);
  useEffect(() => {
    document.title = `${t('signIn.title')} · Portico`;
  }, [t]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const code = String(form.get('oneTimeCode') ?? '') || undefined;
      await signIn(String(form.get('email')), String(form.get('password')), code);
      router.history.push(isOwnPath(redirect) ? redirect : '/');
    } catch (failure) {
      const known = failure instanceof HttpProblem && failure.message !== '' ? failure : null;
      setAsksCode((asked) => asked || known?.code === CODE_REQUIRED);
      setProblem(known?.code === CODE_REQUIRED ? null : (known ?? 'offline'));
      setBusy(false);
    }
  };
  const ofCode = problem instanceof HttpProblem && OF_THE_CODE.has(problem.code);
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <form onSubmit={(event) => void onSubmit(event)}>
          <Stack gap="md">
            <Brand size={26} />
            <Title order={1}>{t('signIn.title')}</Title>
            {why && !problem && <Notice tone="info">{t(WHY[why])}</Notice>}
            <TextInput name="email" type="email" label={t('signIn.email')} autoComplete="username" required autoFocus />
            <PasswordInput
              name="password"
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
            />
            {asksCode && <Code error={ofCode ? problem.message : undefined} />}
            {problem && !ofCode && (
              <Notice tone="bad" urgent>
                {problem === 'offline' ? t('ui.errorOffline') : problem.message}
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

/** Asked once the server has said that this person has a second factor. */
function Code({ error }: { error?: string }) {
  const { t } = useI18n();
  return (
    <TextInput
      name="oneTimeCode"
      label={t('secondFactor.code')}
      description={t('secondFactor.codeHint')}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      autoFocus
      error={error}
    />
  );
}

/** Only a path of this site may be gone to after sign-in; "//elsewhere" is another host. */
function isOwnPath(path: string | undefined): path is string {
  return path?.startsWith('/') === true && !path.startsWith('//') && !path.startsWith('/\\');
}
