import { Button, Group, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { InstallationTestMailDocument, MailSettingsDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useUser } from '../../lib/session';
import { problemsOf } from '../../subjects/profiles/problems';
import { Failed } from '../../ui/Failed';
import { Section } from '../../ui/Page';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';

const NO_VARIABLES = {};

/** Whether mails leave this installation, and a letter to see that they arrive. */
export function Mail() {
  const { t } = useI18n();
  const read = useRead(MailSettingsDocument, NO_VARIABLES);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={3} />;
  return (
    <Section title={t('settings.mail')}>
      <Text size="sm">{t(read.data?.mailsLeave ? 'settings.mailsLeave' : 'settings.mailsStay')}</Text>
      <OnlyFor permission="INSTALLATION_TEST_MAIL">
        <TestLetter />
      </OnlyFor>
    </Section>
  );
}

function TestLetter() {
  const { t } = useI18n();
  const user = useUser();
  const [{ fetching }, send] = useMutation(InstallationTestMailDocument);
  const [problem, setProblem] = useState<string>();
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const to = String(new FormData(event.currentTarget).get('to') ?? '').trim();
    const { data } = await send({ input: { to } });
    const result = data?.installationTestMail;
    if (result?.__typename === 'Installation') {
      setProblem(undefined);
      toast('done', t('settings.testSent', { to }));
    } else {
      const found = problemsOf(result, t('action.notSent'));
      setProblem(found.map(({ message }) => message).join(' '));
    }
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Group align="flex-start" mt="md">
        <TextInput
          name="to"
          type="email"
          label={t('settings.testTo')}
          defaultValue={user?.email ?? ''}
          error={problem}
          w={320}
        />
        <IfMay permission="INSTALLATION_TEST_MAIL">
          <Button type="submit" variant="default" loading={fetching} mt={25}>
            {t('settings.testSend')}
          </Button>
        </IfMay>
      </Group>
    </form>
  );
}
