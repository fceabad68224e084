import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../../actions/IfMay';
import { BusinessDayOverrideRemoveDocument, BusinessDayOverrideSetDocument } from '../../../gql';
import { useI18n } from '../../../i18n';
import { formatDate } from '../../../lib/time';
import { type FieldProblem, problemsOf } from '../../../subjects/profiles/problems';
import { Facts } from '../../../ui/Facts';
import { Problems } from '../../../ui/Problems';
import { toast } from '../../../ui/toast';
import { calendarWord, type Day } from './days';
import { Effect } from './Effect';

const FIELDS = ['day', 'isBusinessDay', 'note'];

interface DayFormProps {
  country: string;
  /** What the calendar has on the day that was opened; nothing where another day is to be set. */
  day: Day | undefined;
  asked: string;
  onDone: () => void;
}

/** A day counts as free or as a working day, with why; what was set is taken back here. */
export function DayForm({ country, day, asked, onDone }: DayFormProps) {
  const { t } = useI18n();
  const [on, setOn] = useState(asked);
  const [free, setFree] = useState(day ? day.isBusinessDay === (day.override === null) : true);
  const { set, remove, busy, problems } = useSaving(country, onDone);
  const errorOf = (name: string) => problems.find(({ path }) => path === name)?.message;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim() || null;
    await set(on, !free, note);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="BUSINESS_DAY_OVERRIDE">
        <Stack gap="md">
          {day ? (
            <About day={day} />
          ) : (
            <TextInput
              type="date"
              required
              data-autofocus
              label={t('businessDay.day')}
              value={on}
              onChange={(event) => setOn(event.currentTarget.value)}
              error={errorOf('day')}
            />
          )}
          <Radio.Group
            label={t('businessDay.counts')}
            description={t('businessDay.wholeCountryHint')}
            value={free ? 'free' : 'working'}
            onChange={(value) => setFree(value === 'free')}
            error={errorOf('isBusinessDay')}
          >
            <Group mt="xs">
              <Radio value="free" label={t('businessDay.free')} />
              <Radio value="working" label={t('businessDay.working')} />
            </Group>
          </Radio.Group>
          <TextInput
            name="note"
            label={t('businessDay.note')}
            description={t('businessDay.noteHint')}
            defaultValue={day?.override?.note ?? ''}
            error={errorOf('note')}
          />
          {free && on !== '' && <Effect country={country} day={on} />}
          <Problems sentences={problems.filter(({ path }) => !FIELDS.includes(path)).map(({ message }) => message)} />
          <IfMay permission="BUSINESS_DAY_OVERRIDE">
            <Group justify="space-between">
              {day?.override ? (
                <Button variant="default" loading={busy} onClick={() => void remove(day)}>
                  {t('businessDay.remove')}
                </Button>
              ) : (
                <span />
              )}
              <Button type="submit" loading={busy} disabled={on === ''}>
                {t('businessDay.save')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

function About({ day }: { day: Day }) {
  const i18n = useI18n();
  const { t, formatLocale } = i18n;
  return (
    <Facts
      facts={[
        { label: t('businessDay.day'), value: <Text size="sm">{formatDate(day.day, formatLocale)}</Text> },
        { label: t('businessDay.calendar'), value: calendarWord(day, i18n) },
      ]}
    />
  );
}

function useSaving(country: string, onDone: () => void) {
  const { t } = useI18n();
  const [{ fetching: setting }, put] = useMutation(BusinessDayOverrideSetDocument);
  const [{ fetching: removing }, takeBack] = useMutation(BusinessDayOverrideRemoveDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const told = (result: { __typename: string } | undefined, done: string, said: string) => {
    if (result?.__typename !== done) return setProblems(problemsOf(result, t('action.notSent')));
    toast('done', said);
    onDone();
  };
  const set = async (day: string, isBusinessDay: boolean, note: string | null) => {
    const { data } = await put({ input: { country, day, isBusinessDay, note } });
    told(data?.businessDayOverrideSet, 'BusinessDayOverride', t('businessDay.saved'));
  };
  const remove = async ({ override }: Day) => {
    if (!override) return;
    const { data } = await takeBack({ input: { id: override.id } });
    told(data?.businessDayOverrideRemove, 'BusinessDayOverrideRemoved', t('businessDay.removed'));
  };
  return { set, remove, busy: setting || removing, problems };
}
