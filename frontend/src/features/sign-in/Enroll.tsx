import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Provider } from 'urql';
import { useI18n } from '../../i18n';
import { plainClient } from '../../lib/client';
import { refreshUser, signOut } from '../../lib/session';
import { Enrolment } from '../../subjects/users/Enrolment';
import { Card } from './Card';

/** Where somebody is led of whom a second factor is demanded: nothing else is open to them before they have one. */
export function Enroll() {
  const { t } = useI18n();
  const router = useRouter();
  const client = useMemo(plainClient, []);
  const go = async (first: () => Promise<void>, to: string) => {
    await first();
    router.history.push(to);
  };
  return (
    <Card title={t('secondFactor.enrollTitle')} text={t('secondFactor.enrollText')}>
      <Provider value={client}>
        <Enrolment onDone={() => void go(refreshUser, '/')} />
      </Provider>
      <Button variant="subtle" onClick={() => void go(signOut, '/sign-in')}>
        {t('app.signOut')}
      </Button>
    </Card>
  );
}
