import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { sendJson } from '../../lib/http';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { Card } from './Card';
import { useSending } from './useSending';

/** Who forgot the password asks for a link; nobody learns here who has which address. */
export function Forgot() {
  const { t } = useI18n();
  const [asked, setAsked] = useState<string | null>(null);
  const { busy, problem, errorOf, onSubmit } = useSending(async (text) => {
    await sendJson('/auth/forgot', { method: 'POST', body: { email: text('email') } });
    setAsked(text('email'));
  });
  return (
    <Card title={t('forgot.title')} text={asked ? undefined : t('forgot.text')}>
      {asked ? (
        <Notice tone="good" icon="check" urgent>
          {t('forgot.asked', { email: asked })}
        </Notice>
      ) : (
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="md">
            <TextInput
              name="email"
              type="email"
              label={t('signIn.email')}
              autoComplete="username"
              required
              autoFocus
              error={errorOf('email')}
            />
            <Problems sentences={problem ? [problem] : []} />
            <Button type="submit" loading={busy} fullWidth>
              {t('forgot.submit')}
            </Button>
          </Stack>
        </form>
      )}
      <LinkAnchor to="/sign-in">{t('signIn.title')}</LinkAnchor>
    </Card>
  );
}
