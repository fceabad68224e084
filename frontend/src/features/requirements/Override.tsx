import { useMemo } from 'react';
import { type NumberType, RequirementPartsDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { Failed } from '../../ui/Failed';
import { SidePanel } from '../../ui/SidePanel';
import { SkeletonRows } from '../../ui/states';
import { OverrideForm } from './OverrideForm';

interface OverrideProps {
  country: string;
  numberType: NumberType | undefined;
  onSaved: () => void;
  onClose: () => void;
}

/** What the operator asks otherwise of one type of number, beside what is shipped. */
export function Override({ country, numberType, onSaved, onClose }: OverrideProps) {
  const { words, formatLocale } = useI18n();
  const named = new Intl.DisplayNames(formatLocale, { type: 'region' }).of(country) ?? country;
  const title = numberType ? `${named} · ${words.numberType[numberType]}` : '';
  return (
    <SidePanel opened={numberType !== undefined} title={title} wide onClose={onClose}>
      {numberType && <Loaded country={country} numberType={numberType} onSaved={onSaved} />}
    </SidePanel>
  );
}

function Loaded({ country, numberType, onSaved }: { country: string; numberType: NumberType; onSaved: () => void }) {
  const read = useRead(
    RequirementPartsDocument,
    useMemo(() => ({ country, numberType }), [country, numberType]),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonRows rows={12} />;
  const { requirementParts: found } = read.data;
  const saved = () => {
    read.refresh();
    onSaved();
  };
  return <OverrideForm key={found.override?.version ?? 0} found={found} onSaved={saved} />;
}
