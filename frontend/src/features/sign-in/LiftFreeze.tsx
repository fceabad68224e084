import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { sendJson } from '../../lib/http';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { Card } from './Card';
import { LinkPage } from './LinkPage';
import { useSending } from './useSending';

/** Where the letter to an address from before the change leads. */
export function LiftFreeze() {
  const { t } = useI18n();
  return (
    <LinkPage purpose="LIFT_FREEZE" title={t('freeze.lift')}>
      {({ accountName }, token) => <Confirm account={accountName ?? ''} token={token} />}
    </LinkPage>
  );
}

function Confirm({ account, token }: { account: string; token: string }) {
  const { t } = useI18n();
  const [done, setDone] = useState(false);
  const { busy, problem, onSubmit } = useSending(async () => {
    await sendJson('/auth/freeze/lift', { method: 'POST', body: { token } });
    setDone(true);
  });
  return (
    <Card title={t('freeze.lift')} text={done ? undefined : t('freeze.linkText', { account })}>
      {done ? (
        <Notice tone="good" icon="check" urgent>
          {t('freeze.lifted')}
        </Notice>
      ) : (
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="md">
            <Problems sentences={problem ? [problem] : []} />
            <Button type="submit" loading={busy} fullWidth>
              {t('freeze.lift')}
            </Button>
          </Stack>
        </form>
      )}
      <LinkAnchor to="/">{t('nav.home')}</LinkAnchor>
    </Card>
  );
}
