import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { ViewerChangeDocument } from '../../gql';
import { LOCALES, useI18n } from '../../i18n';
import { setPreferences } from '../../lib/preferences';
import { refreshUser, useUser } from '../../lib/session';
import { timeZones } from '../../lib/time';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { Section } from '../../ui/Page';
import { Problems } from '../../ui/Problems';
import { toast } from '../../ui/toast';

/** What one is called, and in which language and zone one reads. */
export function Profile() {
  const { t, locale } = useI18n();
  const user = useUser();
  const [language, setLanguage] = useState<(typeof LOCALES)[number]['value']>(locale);
  const [timeZone, setTimeZone] = useState(user?.timeZone ?? 'UTC');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [{ fetching }, change] = useMutation(ViewerChangeDocument);
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    const { data } = await change({ input: { name, locale: language, timeZone } });
    const result = data?.viewerChange;
    if (result?.__typename !== 'User') return setProblems(problemsOf(result, t('action.notSent')));
    setProblems([]);
    setPreferences({ locale: language });
    await refreshUser();
    toast('done', t('people.saved'));
  };
  return (
    <Section title={t('settings.profile')}>
      <form onSubmit={(event) => void onSubmit(event)} noValidate>
        <Stack gap="sm" maw={360}>
          <TextInput name="name" label={t('people.name')} required defaultValue={user?.name} error={errorOf('name')} />
          <Select
            label={t('app.language')}
            data={LOCALES.map(({ value, label }) => ({ value, label }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => value && setLanguage(value as typeof language)}
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
          <Problems sentences={problems.filter(({ path }) => path === '').map(({ message }) => message)} />
          <Group>
            <Button type="submit" loading={fetching}>
              {t('settings.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
