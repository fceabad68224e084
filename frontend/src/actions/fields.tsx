import { Checkbox, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { type Language, PortInReasonsDocument, PortOutRejectReasonsDocument } from '../gql';
import { type Locale, type Translate, useI18n } from '../i18n';
import { zoneName } from '../lib/time';
import { linesOf } from './answers';
import { CarrierToMatch, Profile, ReasonOrCode } from './choices';
import { DaysOff } from './DaysOff';
import type { FieldName } from './dialogs';
import { PasswordAgain } from './PasswordAgain';
import type { Setting } from './subjects';
import { type FieldProps, instantOf, type Values } from './values';

interface Field {
  /** Whether the answer is complete enough to be sent; what it is worth is the server's judgement. */
  ready: (values: Values, setting: Setting) => boolean;
  draw: (props: FieldProps) => ReactNode;
}

const always = () => true;
const ofOneAccount = (_values: Values, setting: Setting) => !setting.severalAccounts;
const dated = (values: Values) => values.date !== '' && values.time !== '';

/** Every question a dialog can ask: how it looks and when it is answered. */
export const FIELDS: Record<FieldName, Field> = {
  reason: { ready: (v) => v.reason.trim() !== '', draw: (p) => <Reason {...p} required /> },
  note: { ready: always, draw: (p) => <Reason {...p} /> },
  reasonOrCode: {
    ready: (v) => v.reason.trim() !== '' || (v.code !== null && !v.commentNeeded),
    draw: (p) => <ReasonOrCode {...p} />,
  },
  carrier: { ready: (v) => v.carrierId !== null, draw: (p) => <CarrierToMatch {...p} /> },
  codes: { ready: (v) => v.codes.length > 0, draw: (p) => <Codes {...p} /> },
  foc: { ready: dated, draw: (p) => <Moment {...p} label="field.focDate" required /> },
  override: { ready: always, draw: (p) => <Override {...p} /> },
  confirmed: { ready: always, draw: (p) => <Confirmed {...p} /> },
  profile: { ready: ofOneAccount, draw: (p) => <Profile {...p} none="field.profileOfRequest" /> },
  profileOrNowhere: { ready: ofOneAccount, draw: (p) => <Profile {...p} none="field.profileNowhere" /> },
  rejectCode: {
    ready: (v) => v.rejectCode !== null && (!v.commentNeeded || v.comment.trim() !== ''),
    draw: (p) => <RejectCode {...p} />,
  },
  releaseAt: { ready: always, draw: (p) => <Moment {...p} label="field.releaseDate" /> },
  answerDue: { ready: dated, draw: (p) => <Moment {...p} label="field.answerDue" required /> },
  firstDate: { ready: (v) => v.firstDate !== '', draw: (p) => <Day {...p} label="field.firstDate" required /> },
  firstDateKnown: { ready: always, draw: (p) => <Day {...p} label="field.firstDateKnown" /> },
  blockingCode: { ready: (v) => /^\d{1,2}$/.test(v.blockingCode), draw: (p) => <BlockingCode {...p} /> },
  performAt: { ready: always, draw: (p) => <Moment {...p} label="field.performAt" hint="field.performAtHint" /> },
  newNumbers: { ready: always, draw: (p) => <NewNumbers {...p} /> },
  password: { ready: (v) => v.password !== '', draw: (p) => <Password {...p} /> },
  someNumbers: {
    ready: (v, setting) =>
      v.chosen.length > 0 && v.chosen.length < (setting.numbers?.length ?? Number.POSITIVE_INFINITY),
    draw: (p) => <SomeNumbers {...p} />,
  },
  requestedDate: { ready: always, draw: (p) => <Day {...p} label="field.requestedDate" /> },
};

type LabelKey = Extract<Parameters<Translate>[0], `field.${string}`>;

function Reason({ values, set, required }: FieldProps & { required?: boolean }) {
  const { t } = useI18n();
  return (
    <Textarea
      label={t(required ? 'field.reason' : 'field.note')}
      description={t('field.reasonHint')}
      required={required}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={2000}
      value={values.reason}
      onChange={(event) => set({ reason: event.currentTarget.value })}
    />
  );
}

function Moment({
  values,
  set,
  setting,
  label,
  hint,
  required,
}: FieldProps & { label: LabelKey; hint?: LabelKey; required?: boolean }) {
  const { t, formatLocale } = useI18n();
  const zone = zoneName(values.timeZone, formatLocale, dated(values) ? new Date(instantOf(values)) : undefined);
  const of = setting.timeZoneOf
    ? t('field.onTheClockOf', { name: setting.timeZoneOf, zone })
    : t('field.onTheClock', { zone });
  return (
    <div>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <TextInput
          type="date"
          label={t(label)}
          required={required}
          style={{ flex: 1 }}
          value={values.date}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('field.time')}
          required={required}
          value={values.time}
          onChange={(event) => set({ time: event.currentTarget.value })}
        />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {of}
        {hint && ` ${t(hint)}`}
      </Text>
      <DaysOff carrierId={setting.carrierId} day={values.date} />
    </div>
  );
}

function Day({ values, set, setting, label, required }: FieldProps & { label: LabelKey; required?: boolean }) {
  const { t } = useI18n();
  return (
    <div>
      <TextInput
        type="date"
        label={t(label)}
        required={required}
        value={values.firstDate}
        onChange={(event) => set({ firstDate: event.currentTarget.value })}
      />
      <DaysOff carrierId={setting.carrierId} day={values.firstDate} />
    </div>
  );
}

function Override({ values, set }: FieldProps) {
  const { t } = useI18n();
  return (
    <Checkbox
      label={t('field.override')}
      description={t('field.overrideHint')}
      checked={values.override}
      onChange={(event) => set({ override: event.currentTarget.checked })}
    />
  );
}

/** In which language the operator's own words are asked for. */
const SAID_IN: Record<Locale, { language: Language }> = {
  en: { language: 'EN' },
  nl: { language: 'NL' },
  de: { language: 'DE' },
};

function Codes({ values, set }: FieldProps) {
  const { t, locale } = useI18n();
  const [{ data, fetching }] = useQuery({ query: PortInReasonsDocument, variables: SAID_IN[locale] });
  return (
    <Checkbox.Group label={t('field.codes')} required value={values.codes} onChange={(codes) => set({ codes })}>
      <Stack gap={6} mt={6} mah={240} style={{ overflowY: 'auto' }} p={2}>
        {fetching && <Text size="sm">{t('ui.loading')}</Text>}
        {data?.portInReasons.map((reason) => (
          <Checkbox key={reason.code} value={reason.code} label={reason.ownText ?? reason.text} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** Reasons whose data is right as it stands: each needs a comment on what was checked. */
function Confirmed({ values, set, setting }: FieldProps) {
  const { t } = useI18n();
  if (!setting.reasons?.length) return null;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('field.confirmedIntro')}</Text>
      {setting.reasons.map((reason) => (
        <TextInput
          key={reason.code}
          label={reason.text}
          placeholder={t('field.confirmedPlaceholder')}
          value={values.confirmed[reason.code] ?? ''}
          onChange={(event) => set({ confirmed: { ...values.confirmed, [reason.code]: event.currentTarget.value } })}
        />
      ))}
    </Stack>
  );
}

function RejectCode({ values, set }: FieldProps) {
  const { t, locale } = useI18n();
  const [{ data, fetching }] = useQuery({ query: PortOutRejectReasonsDocument, variables: SAID_IN[locale] });
  const choose = (rejectCode: string) => {
    const reason = data?.portOutRejectReasons.find((found) => found.code === rejectCode);
    set({ rejectCode, commentNeeded: reason?.commentNeeded ?? false });
  };
  return (
    <Stack gap="sm">
      <Radio.Group label={t('field.rejectCode')} required value={values.rejectCode} onChange={choose}>
        <Stack gap={6} mt={6}>
          {fetching && <Text size="sm">{t('ui.loading')}</Text>}
          {data?.portOutRejectReasons.map((reason) => (
            <Radio key={reason.code} value={reason.code} label={reason.ownText ?? reason.text} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('field.comment')}
        required={values.commentNeeded}
        autosize
        minRows={2}
        value={values.comment}
        onChange={(event) => set({ comment: event.currentTarget.value })}
      />
    </Stack>
  );
}

function BlockingCode({ values, set }: FieldProps) {
  const { t } = useI18n();
  return (
    <TextInput
      label={t('field.blockingCode')}
      description={t('field.blockingCodeHint')}
      required
      inputMode="numeric"
      maxLength={2}
      value={values.blockingCode}
      onChange={(event) => set({ blockingCode: event.currentTarget.value })}
    />
  );
}

/** Those that are approved; where a list does not know the numbers, they are written. */
function SomeNumbers({ values, set, setting }: FieldProps) {
  const { t } = useI18n();
  if (!setting.numbers)
    return (
      <Textarea
        label={t('field.someNumbers')}
        description={t('field.someNumbersWritten')}
        autosize
        minRows={3}
        maxRows={8}
        value={values.numbers}
        onChange={({ currentTarget: { value } }) => set({ numbers: value, chosen: linesOf(value) })}
      />
    );
  return (
    <Checkbox.Group
      label={t('field.someNumbers')}
      description={t('field.someNumbersHint')}
      required
      value={values.chosen}
      onChange={(chosen) => set({ chosen })}
    >
      <Stack gap={6} mt={6} mah={280} style={{ overflowY: 'auto' }} p={2}>
        {setting.numbers.map(({ e164, display }) => (
          <Checkbox key={e164} value={e164} label={display} className="tabular" />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function NewNumbers({ values, set }: FieldProps) {
  const { t } = useI18n();
  return (
    <Textarea
      label={t('field.newNumbers')}
      description={t('field.newNumbersHint')}
      autosize
      minRows={3}
      maxRows={8}
      value={values.numbers}
      onChange={(event) => set({ numbers: event.currentTarget.value })}
    />
  );
}

function Password({ values, set }: FieldProps) {
  return (
    <PasswordAgain
      password={values.password}
      onPassword={(password) => set({ password })}
      onCode={(oneTimeCode) => set({ oneTimeCode })}
    />
  );
}
