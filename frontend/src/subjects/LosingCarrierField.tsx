import { Stack, TextInput } from '@mantine/core';
import { CarrierSelect } from '../actions/CarrierSelect';
import { useI18n } from '../i18n';
import { type LosingCarrier, UNLISTED } from './losingCarrier';

interface LosingCarrierFieldProps {
  value: LosingCarrier;
  country: string;
  error?: string;
  onChange: (value: LosingCarrier) => void;
}

/** Where the numbers are now: a carrier of the list, or the name of one that is not on it. */
export function LosingCarrierField({ value, country, error, onChange }: LosingCarrierFieldProps) {
  const { t } = useI18n();
  const typing = value.typed !== null;
  return (
    <Stack gap="xs">
      <CarrierSelect
        label={t('numbers.carrier')}
        description={t('new.carrierHint')}
        clearable
        country={country}
        other={{ value: UNLISTED, label: t('new.carrierUnlisted') }}
        value={typing ? UNLISTED : value.id}
        error={typing ? undefined : error}
        onChange={(chosen) => onChange(chosen === UNLISTED ? { id: null, typed: '' } : { id: chosen, typed: null })}
      />
      {typing && (
        <TextInput
          label={t('new.carrierName')}
          description={t('new.carrierNameHint')}
          error={error}
          maxLength={120}
          autoComplete="off"
          value={value.typed ?? ''}
          onChange={(event) => onChange({ id: null, typed: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
