import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { sendJson } from '../../lib/http';
import { refreshUser } from '../../lib/session';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { Card } from './Card';
import { LinkPage } from './LinkPage';
import { useSending } from './useSending';

const STEPS = {
  change: { purpose: 'ADDRESS_CHANGE', done: 'address.agreed' },
  confirm: { purpose: 'ADDRESS_CONFIRMATION', done: 'address.changed' },
} as const;

/** Where the letter to the old address leads. */
export function AgreeToAddress() {
  return <Step step="change" />;
}

/** Where the letter to the new address leads. */
export function ConfirmAddress() {
  return <Step step="confirm" />;
}

function Step({ step }: { step: keyof typeof STEPS }) {
  const { t } = useI18n();
  return (
    <LinkPage purpose={STEPS[step].purpose} title={t('address.title')}>
      {({ newEmail }, token) => <Confirm step={step} email={newEmail ?? ''} token={token} />}
    </LinkPage>
  );
}

function Confirm({ step, email, token }: { step: keyof typeof STEPS; email: string; token: string }) {
  const { t } = useI18n();
  const [done, setDone] = useState(false);
  const { busy, problem, errorOf, onSubmit } = useSending(async () => {
    await sendJson(`/auth/address/${step}`, { method: 'POST', body: { token } });
    await refreshUser();
    setDone(true);
  });
  const refused = problem ?? errorOf('email');
  return (
    <Card title={t('address.title')} text={done ? undefined : t('address.text', { email })}>
      {done ? (
        <Notice tone="good" icon="check" urgent>
          {t(STEPS[step].done, { email })}
        </Notice>
      ) : (
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="md">
            <Problems sentences={refused ? [refused] : []} />
            <Button type="submit" loading={busy} fullWidth>
              {t('address.submit')}
            </Button>
          </Stack>
        </form>
      )}
      <LinkAnchor to="/">{t('nav.home')}</LinkAnchor>
    </Card>
  );
}
