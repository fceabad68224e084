import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { CarrierSelect } from '../../actions/CarrierSelect';
import { CarriersDocument, PortOutRequestReceiveDocument } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { Judgement, placeOf, refusedBy, unclearOf } from '../../subjects/numbersRead/Judgement';
import { NumbersField } from '../../subjects/numbersRead/NumbersField';
import { type Entry, entries } from '../../subjects/numbersRead/readings';
import { type Reading, useNumbersRead } from '../../subjects/numbersRead/useNumbersRead';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { HINT_BELOW } from '../../ui/hintBelow';
import { Problems } from '../../ui/Problems';
import { toast } from '../../ui/toast';

/** What the letter says beside the numbers, in its order. */
const TEXTS = [
  'endUser',
  'authorisedName',
  'serviceStreet',
  'servicePostalCode',
  'serviceCity',
  'serviceRegion',
  'accountNumber',
  'pin',
] as const;
const AT_THEIR_FIELD: readonly string[] = [
  'gainingCarrierId',
  'carrierReference',
  'carrierVersion',
  'numbers',
  'requestedDate',
  ...TEXTS,
];
const LABELS: Record<(typeof TEXTS)[number], MessageKey> = {
  endUser: 'portOut.endUser',
  authorisedName: 'portOut.authorisedName',
  serviceStreet: 'portOut.street',
  servicePostalCode: 'portOut.postalCode',
  serviceCity: 'portOut.city',
  serviceRegion: 'portOut.region',
  accountNumber: 'portOut.accountNumber',
  pin: 'portOut.pin',
};
const HINTS: Partial<Record<(typeof TEXTS)[number], MessageKey>> = {
  accountNumber: 'portOut.accountNumberHint',
  pin: 'portOut.pinHint',
};

interface ReceivePortOutProps {
  onReceived: (request: { id: string }) => void;
  onClose: () => void;
}

/** A request that came by letter or mail: the door asks of it what it asks of a carrier's machine. */
export function ReceivePortOut({ onReceived, onClose }: ReceivePortOutProps) {
  const { t } = useI18n();
  const [carrier, setCarrier] = useState<string | null>(null);
  const [text, setText] = useState('');
  const country = useCountryOf(carrier);
  const reading = useNumbersRead(text, country ? { country } : null);
  const { sent, problems, busy, forget, send } = useReceiving(onReceived);
  const numbers = problems.length > 0 ? sent : entries(reading.read?.lines ?? []);
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const others = problems.filter((each) => !AT_THEIR_FIELD.includes(each.path) && placeOf(each) === null);
  const write = (to: string) => {
    forget();
    setText(to);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(carrier, numbers, new FormData(event.currentTarget));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('portOut.receive')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('portOut.receiveText')}</Text>
          <CarrierSelect
            label={t('portOut.gaining')}
            required
            data-autofocus
            country={undefined}
            value={carrier}
            onChange={(to) => {
              forget();
              setCarrier(to);
            }}
            error={errorOf('gainingCarrierId')}
          />
          <Reference errorOf={errorOf} />
          <NumbersField
            label={t('portOut.numbers')}
            hint={t(carrier ? 'portOut.numbersHint' : 'portOut.carrierFirst')}
            text={text}
            onText={write}
            error={errorOf('numbers')}
          />
          <Judgement
            text={text}
            reading={reading}
            numbers={numbers}
            judged={refusedBy(problems, numbers)}
            onText={write}
          />
          <Claimed errorOf={errorOf} />
          <Problems sentences={others.map(({ message }) => message)} />
          <Group justify="flex-end">
            <Button type="submit" loading={busy} disabled={isOpen(reading)}>
              {t('portOut.receive')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ErrorOf = (path: string) => string | undefined;

/** Under which reference the carrier knows it, and which version of it this is. */
function Reference({ errorOf }: { errorOf: ErrorOf }) {
  const { t } = useI18n();
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <TextInput
        name="carrierReference"
        label={t('portOut.carrierReference')}
        required
        autoComplete="off"
        error={errorOf('carrierReference')}
      />
      <TextInput
        name="carrierVersion"
        label={t('portOut.carrierVersion')}
        description={t('portOut.carrierVersionHint')}
        inputWrapperOrder={HINT_BELOW}
        inputMode="numeric"
        defaultValue="1"
        autoComplete="off"
        error={errorOf('carrierVersion')}
      />
    </Group>
  );
}

/** Whom the carrier names, what it proves itself by, and when it would like to have the numbers. */
function Claimed({ errorOf }: { errorOf: ErrorOf }) {
  const { t } = useI18n();
  const inputs = TEXTS.map((name) => (
    <TextInput
      key={name}
      name={name}
      label={t(LABELS[name])}
      description={HINTS[name] && t(HINTS[name])}
      autoComplete="off"
      error={errorOf(name)}
    />
  ));
  return (
    <>
      {inputs}
      <TextInput type="date" name="requestedDate" label={t('requests.requested')} error={errorOf('requestedDate')} />
    </>
  );
}

/** National spellings are those of the country of the carrier that asks. */
function useCountryOf(carrier: string | null): string | null {
  const [{ data }] = useQuery({ query: CarriersDocument });
  return data?.carriers.find(({ id }) => id === carrier)?.country ?? null;
}

/** Whether something of the text is still to be read or explained. */
function isOpen(reading: Reading): boolean {
  return reading.busy || reading.unanswered !== null || unclearOf(reading).length > 0;
}

/** Hands it in; `sent` is what the answer is about. */
function useReceiving(onReceived: ReceivePortOutProps['onReceived']) {
  const { t } = useI18n();
  const [{ fetching }, receive] = useMutation(PortOutRequestReceiveDocument);
  const [sent, setSent] = useState<readonly Entry[]>([]);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const send = async (gainingCarrierId: string | null, numbers: readonly Entry[], form: FormData) => {
    const filled = (name: string) => String(form.get(name) ?? '').trim() || null;
    const texts = Object.fromEntries(TEXTS.map((name) => [name, filled(name)]));
    setSent(numbers);
    const { data } = await receive({
      input: {
        ...texts,
        gainingCarrierId,
        carrierReference: filled('carrierReference') ?? '',
        carrierVersion: Math.trunc(Number(filled('carrierVersion') ?? 1)) || 0,
        numbers: numbers.map(({ written }) => ({ number: written })),
        requestedDate: filled('requestedDate'),
      },
    });
    const result = data?.portOutRequestReceive;
    if (result?.__typename !== 'PortOutRequest') {
      setProblems(problemsOf(result, t('action.notSent')));
      return;
    }
    toast('done', t('portOut.receivedNow', { reference: result.reference }));
    onReceived(result);
  };
  return { sent, problems, busy: fetching, forget: () => setProblems([]), send };
}
