import { Select, Stack, Title } from '@mantine/core';
import { type MessageKey, useI18n } from '../../i18n';
import { BesideText, Shipped } from './BesideText';
import type { PartProps } from './EntriesPart';
import classes from './Override.module.css';
import { daysOf, type Interval, textOf } from './parts';

const FACTS = {
  partial_port: 'requirement.partialPort',
  po_box_allowed: 'requirement.poBox',
  business_only: 'requirement.businessOnly',
} as const satisfies Record<string, MessageKey>;
type Fact = keyof typeof FACTS;
const UNKNOWN: Interval = { min: null, max: null, unit: 'BUSINESS_DAYS' };
const KNOWN = { true: 'ui.yes', false: 'ui.no', null: 'requirement.unknown' } as const satisfies Record<
  string,
  MessageKey
>;
const UNITS = { BUSINESS_DAYS: 'override.businessDays', CALENDAR_DAYS: 'override.calendarDays' } as const;

/** How long it takes, what is allowed, and what else is said. */
export function RulesPart(props: PartProps) {
  const { t } = useI18n();
  const { shipped, own, problems, onChange } = props;
  const errorOf = (part: string) => problems.find(({ path }) => path.startsWith(`changes.${part}`))?.message;
  return (
    <Stack gap="sm">
      <Title order={3}>{t('requirement.rules')}</Title>
      <Times {...props} />
      <BesideText
        label={t('override.answerDays')}
        days
        shipped={textOf(shipped?.answer_business_days)}
        value={textOf(own.answer_business_days)}
        error={errorOf('answer_business_days')}
        onChange={(text) => onChange({ answer_business_days: daysOf(text) })}
      />
      {(Object.keys(FACTS) as Fact[]).map((fact) => (
        <div key={fact} className={classes.beside}>
          <Select
            label={t(FACTS[fact])}
            allowDeselect={false}
            data={Object.entries(KNOWN).map(([value, word]) => ({ value, label: t(word) }))}
            value={String(own[fact])}
            onChange={(chosen) => onChange({ [fact]: chosen === 'null' ? null : chosen === 'true' })}
          />
          <Shipped text={t(KNOWN[String(shipped?.[fact] ?? null) as keyof typeof KNOWN])} />
        </div>
      ))}
      <BesideText
        label={t('override.notes')}
        lines
        shipped={(shipped?.notes ?? []).join('\n')}
        value={own.notes.join('\n')}
        error={errorOf('notes')}
        onChange={(text) => onChange({ notes: text === '' ? [] : text.split('\n') })}
      />
    </Stack>
  );
}

/** The interval; without a least and a most it is unknown. */
function Times({ shipped, own, problems, onChange }: PartProps) {
  const { t } = useI18n();
  const times = own.interval ?? UNKNOWN;
  const before = shipped?.interval;
  const errorOf = (part: string) => problems.find(({ path }) => path === `changes.interval.${part}`)?.message;
  const put = (part: Partial<Interval>) => {
    const next: Interval = { ...times, ...part };
    const said = next.min !== null || next.max !== null || next.note;
    onChange({ interval: said ? next : null });
  };
  return (
    <>
      {(['min', 'max'] as const).map((end) => (
        <BesideText
          key={end}
          label={t(`override.${end}`)}
          days
          shipped={textOf(before?.[end])}
          value={textOf(times[end])}
          error={errorOf(end)}
          onChange={(text) => put({ [end]: daysOf(text) })}
        />
      ))}
      <div className={classes.beside}>
        <Select
          label={t('override.unit')}
          allowDeselect={false}
          data={Object.entries(UNITS).map(([value, word]) => ({ value, label: t(word) }))}
          value={times.unit}
          onChange={(unit) => unit && put({ unit })}
        />
        <Shipped text={before ? t(UNITS[before.unit as keyof typeof UNITS]) : t('override.nothing')} />
      </div>
      <BesideText
        label={t('override.intervalNote')}
        shipped={textOf(before?.note)}
        value={textOf(times.note)}
        error={errorOf('note')}
        onChange={(note) => put({ note: note || null })}
      />
    </>
  );
}
