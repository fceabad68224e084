import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../../actions/useSend';
import { type DocumentKind, type PeriodPartsFragment, RetentionChangeDocument, type RetentionKind } from '../../../gql';
import { useI18n } from '../../../i18n';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { toast } from '../../../ui/toast';

interface PeriodFormProps {
  /** Without one: a new one, of documents by kind and country. */
  period?: PeriodPartsFragment;
  /** Of what a new one is. */
  kind?: RetentionKind;
  name?: string;
  onSaved: () => void;
  onClose: () => void;
}

/** For how many days something is kept; what staff chose can be given back to what is shipped. */
export function PeriodForm({ period, kind = period?.kind ?? 'DOCUMENT', name, onSaved, onClose }: PeriodFormProps) {
  const { t } = useI18n();
  const [days, setDays] = useState<number | string>(period?.days ?? '');
  const [documentKind, setDocumentKind] = useState<DocumentKind | null>(period?.documentKind ?? null);
  const [country, setCountry] = useState(period?.country ?? '');
  const byDocument = !period && kind === 'DOCUMENT';
  const change = useSend(RetentionChangeDocument, 'Retention');
  const send = async (wanted: number | null) => {
    const input = { kind, documentKind, country: country.trim() || null, days: wanted };
    if (!(await change.send(input)).done) return;
    toast('done', t('retention.saved'));
    onSaved();
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={name ?? t('retention.add')}
      consequence={t('retention.consequence')}
      confirmLabel={t('retention.save')}
      ready={
        typeof days === 'number' &&
        (period !== undefined || !byDocument || documentKind !== null || country.trim() !== '')
      }
      busy={change.busy}
      problems={change.problems}
      onConfirm={() => void send(Number(days))}
      onClose={onClose}
    >
      {byDocument && (
        <WhichDocuments kind={documentKind} onKind={setDocumentKind} country={country} onCountry={setCountry} />
      )}
      <NumberInput
        label={t('retention.daysLabel')}
        description={period && t('retention.bounds', { least: period.leastDays, most: period.mostDays })}
        min={period?.leastDays ?? 1}
        max={period?.mostDays}
        clampBehavior="none"
        allowDecimal={false}
        value={days}
        onChange={setDays}
        data-autofocus
      />
      {period?.chosen && (
        <Button variant="default" onClick={() => void send(null)}>
          {t('retention.reset')}
        </Button>
      )}
    </ConfirmDialog>
  );
}

interface WhichDocumentsProps {
  kind: DocumentKind | null;
  onKind: (kind: DocumentKind | null) => void;
  country: string;
  onCountry: (country: string) => void;
}

function WhichDocuments({ kind, onKind, country, onCountry }: WhichDocumentsProps) {
  const { t, words } = useI18n();
  const kinds = Object.entries(words.documentKind).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Select
        label={t('retention.documentKind')}
        placeholder={t('retention.any')}
        data={kinds}
        value={kind}
        onChange={(value) => onKind(value as DocumentKind | null)}
        clearable
      />
      <TextInput
        label={t('retention.country')}
        placeholder={t('retention.any')}
        maxLength={2}
        value={country}
        onChange={(event) => onCountry(event.currentTarget.value.toUpperCase())}
      />
    </>
  );
}
