import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { LOCALES, localeOf, useI18n } from '../../i18n';
import { sendJson } from '../../lib/http';
import { useOperator } from '../../lib/operator';
import { setPreferences } from '../../lib/preferences';
import { refreshUser } from '../../lib/session';
import { timeZones } from '../../lib/time';
import { useTimeZone } from '../../lib/zone';
import { Problems } from '../../ui/Problems';
import { Card } from './Card';
import { LinkPage } from './LinkPage';
import { NewPassword } from './NewPassword';
import type { LinkFacts } from './useLink';
import { useSending } from './useSending';

/** Where an invitation leads: whoever comes chooses a password, and is in. */
export function Invitation() {
  const { t } = useI18n();
  return (
    <LinkPage purpose="INVITATION" title={t('invitation.title')}>
      {(facts, token) => <Accept facts={facts} token={token} />}
    </LinkPage>
  );
}

function Accept({ facts, token }: { facts: LinkFacts; token: string }) {
  const { t } = useI18n();
  const router = useRouter();
  const here = useTimeZone();
  const [locale, setLocale] = useState(localeOf(facts.locale));
  const [timeZone, setTimeZone] = useState(here);
  const { busy, problem, errorOf, onSubmit } = useSending(async (text) => {
    const body = { token, name: text('name'), password: text('password'), locale, timeZone };
    await sendJson('/auth/invitation', { method: 'POST', body });
    setPreferences({ locale });
    await refreshUser();
    router.history.push('/');
  });
  const operator = useOperator();
  const place = facts.accountName ?? operator?.name ?? 'Portico';
  return (
    <Card title={t('invitation.title')} text={t('invitation.text', { place, email: facts.email })}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <input type="hidden" name="username" autoComplete="username" value={facts.email} readOnly />
          <TextInput name="name" label={t('people.name')} required defaultValue={facts.name} error={errorOf('name')} />
          <NewPassword error={errorOf('password')} />
          <Select
            label={t('app.language')}
            data={LOCALES.map(({ value, label }) => ({ value, label }))}
            value={locale}
            allowDeselect={false}
            onChange={(value) => value && setLocale(localeOf(value))}
            error={errorOf('locale')}
          />
          <Select
            label={t('people.timeZone')}
            data={timeZones(timeZone)}
            value={timeZone}
            allowDeselect={false}
            searchable
            onChange={(value) => value && setTimeZone(value)}
            error={errorOf('timeZone')}
          />
          <Problems sentences={problem ? [problem] : []} />
          <Button type="submit" loading={busy} fullWidth>
            {t('invitation.accept')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
