import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { sendJson } from '../../lib/http';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { Card } from './Card';
import { LinkPage } from './LinkPage';
import { NewPassword } from './NewPassword';
import { useSending } from './useSending';

/** Where the letter to somebody who forgot the password leads. */
export function Reset() {
  const { t } = useI18n();
  return (
    <LinkPage purpose="PASSWORD_RESET" title={t('reset.title')}>
      {({ email }, token) => <Choose email={email} token={token} />}
    </LinkPage>
  );
}

function Choose({ email, token }: { email: string; token: string }) {
  const { t } = useI18n();
  const [done, setDone] = useState(false);
  const { busy, problem, errorOf, onSubmit } = useSending(async (text) => {
    await sendJson('/auth/reset', { method: 'POST', body: { token, password: text('password') } });
    setDone(true);
  });
  return (
    <Card title={t('reset.title')} text={done ? undefined : t('reset.text', { email })}>
      {done ? (
        <Notice tone="good" icon="check" urgent>
          {t('reset.done')}
        </Notice>
      ) : (
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="md">
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <NewPassword error={errorOf('password')} />
            <Problems sentences={problem ? [problem] : []} />
            <Button type="submit" loading={busy} fullWidth>
              {t('reset.submit')}
            </Button>
          </Stack>
        </form>
      )}
      <LinkAnchor to="/sign-in">{t('signIn.title')}</LinkAnchor>
    </Card>
  );
}
