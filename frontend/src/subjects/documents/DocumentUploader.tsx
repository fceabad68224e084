import { Button, Group, Progress, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DocumentKind } from '../../gql';
import { useI18n } from '../../i18n';
import { HttpProblem } from '../../lib/http';
import { uploadDocument } from '../../lib/upload';
import { DropZone } from '../../ui/DropZone';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toast';

/** What the file is a paper of; of a port-out staff say whether it came from the gaining carrier. */
type PaperOrder = { requestId: string } | { portOutRequestId: string; mayBeCarriers: boolean };

interface DocumentUploaderProps {
  order: PaperOrder;
  /** The kinds to choose from, the likeliest first. */
  kinds?: readonly DocumentKind[];
  onUploaded: () => void;
}

const MAX_BYTES = 20 * 1_048_576;
const ACCEPT = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
};
const ALL_KINDS: readonly DocumentKind[] = [
  'LOA',
  'INVOICE',
  'CSR',
  'ID',
  'COMPANY_REGISTRATION',
  'PROOF_OF_ADDRESS',
  'OTHER',
];

interface Details {
  kind: DocumentKind;
  issueDate: string;
  signer: string;
  signedAt: string;
  fromCarrier: boolean;
}

const UNSAID = { issueDate: '', signer: '', signedAt: '', fromCarrier: false };

/** Takes a file, asks what the desk must know about it, and sends it. */
export function DocumentUploader({ order, kinds = ALL_KINDS, onUploaded }: DocumentUploaderProps) {
  const { t } = useI18n();
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<string[]>([]);
  return file ? (
    <StagedFile
      order={order}
      file={file}
      kinds={kinds}
      onLeave={() => setFile(null)}
      onUploaded={() => {
        setFile(null);
        onUploaded();
      }}
    />
  ) : (
    <Stack gap="xs">
      <DropZone
        accept={ACCEPT}
        maxBytes={MAX_BYTES}
        onFiles={(files) => {
          setRefused([]);
          setFile(files[0] ?? null);
        }}
        onRefused={setRefused}
      />
      {refused.length > 0 && (
        <Notice tone="bad" urgent>
          {t('document.refused', { names: refused.join(', ') })}
        </Notice>
      )}
    </Stack>
  );
}

interface StagedFileProps extends Required<Pick<DocumentUploaderProps, 'order' | 'kinds' | 'onUploaded'>> {
  file: File;
  onLeave: () => void;
}

function StagedFile({ order, file, kinds, onLeave, onUploaded }: StagedFileProps) {
  const { t } = useI18n();
  const [details, setDetails] = useState(() => ({ ...UNSAID, kind: guessKind(file.name, kinds) }));
  const set = (change: Partial<Details>) => setDetails({ ...details, ...change });
  const { send, share, problems } = useSending(order, file, onUploaded);
  return (
    <Stack gap="sm" pt="sm">
      <Text fw={600} size="sm">
        {file.name}
      </Text>
      <Group gap="sm" align="flex-end">
        <KindAndDate kinds={kinds} details={details} set={set} />
        {details.kind === 'LOA' && <Signature details={details} set={set} />}
      </Group>
      {'mayBeCarriers' in order && order.mayBeCarriers && (
        <Switch
          label={t('document.fromCarrier')}
          description={t('document.fromCarrierText')}
          checked={details.fromCarrier}
          onChange={(event) => set({ fromCarrier: event.currentTarget.checked })}
        />
      )}
      {share !== null && <Progress value={share * 100} aria-label={t('document.sending')} />}
      <WrongWithIt problems={problems} />
      <Group gap="xs">
        <Button loading={share !== null} onClick={() => void send(details)}>
          {t('document.upload')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t('ui.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Sends the file; `share` is how much of it has gone, null while it rests. */
function useSending(order: PaperOrder, file: File, onUploaded: () => void) {
  const { t } = useI18n();
  const [share, setShare] = useState<number | null>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const send = async (details: Details) => {
    setShare(0);
    setProblems([]);
    try {
      const { fromCarrier, ...said } = details;
      const of = 'requestId' in order ? order : { portOutRequestId: order.portOutRequestId, fromCarrier };
      await uploadDocument({ ...of, file, ...said }, setShare);
      toast('done', t('document.uploaded'), file.name);
      onUploaded();
    } catch (failure) {
      setProblems(sentences(failure as HttpProblem, t('action.notSent')));
      setShare(null);
    }
  };
  return { send, share, problems };
}

interface DetailsProps {
  details: Details;
  set: (change: Partial<Details>) => void;
}

function KindAndDate({ kinds, details, set }: DetailsProps & Pick<StagedFileProps, 'kinds'>) {
  const { t, words } = useI18n();
  return (
    <>
      <Select
        label={t('document.kind')}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: words.documentKind[value] }))}
        value={details.kind}
        onChange={(kind) => kind && set({ kind: kind as DocumentKind })}
      />
      <TextInput
        type="date"
        label={t('document.issueDate')}
        value={details.issueDate}
        onChange={(event) => set({ issueDate: event.currentTarget.value })}
      />
    </>
  );
}

/** Who signed a letter of authorization, and when. */
function Signature({ details, set }: DetailsProps) {
  const { t } = useI18n();
  return (
    <>
      <TextInput
        label={t('document.signer')}
        value={details.signer}
        onChange={(event) => set({ signer: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('document.signedAt')}
        value={details.signedAt}
        onChange={(event) => set({ signedAt: event.currentTarget.value })}
      />
    </>
  );
}

function WrongWithIt({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Notice tone="bad" urgent>
      {problems.map((problem) => (
        <div key={problem}>{problem}</div>
      ))}
    </Notice>
  );
}

function sentences(problem: HttpProblem, fallback: string): string[] {
  if (problem.fields?.length) return problem.fields.map((field) => field.message);
  return [problem instanceof HttpProblem && problem.message !== '' ? problem.message : fallback];
}

/** People name their files after what they are: a good first guess saves a click. */
function guessKind(name: string, kinds: readonly DocumentKind[]): DocumentKind {
  const guesses: readonly [RegExp, DocumentKind][] = [
    [/loa|authori[sz]|machtiging|vollmacht/i, 'LOA'],
    [/invoice|bill|factuur|rechnung/i, 'INVOICE'],
    [/csr|service.?record/i, 'CSR'],
    [/passport|licen[cs]e|ausweis|paspoort/i, 'ID'],
    [/kvk|registration|handelsregister|chamber/i, 'COMPANY_REGISTRATION'],
  ];
  const guess = guesses.find(([pattern]) => pattern.test(name))?.[1];
  return guess && kinds.includes(guess) ? guess : (kinds[0] ?? 'OTHER');
}
