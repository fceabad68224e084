import { Anchor, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from 'urql';
import { ConfigurationProfilesDocument, type Language, PortInReasonsDocument } from '../gql';
import { type MessageKey, useI18n } from '../i18n';
import { Notice } from '../ui/Notice';
import { CarrierSelect } from './CarrierSelect';
import type { FieldProps } from './values';

/** Why a request is rejected: a reason with a text of its own, one's own words, or both. */
export function ReasonOrCode({ values, set }: FieldProps) {
  const { t, locale } = useI18n();
  const [{ data }] = useQuery({
    query: PortInReasonsDocument,
    variables: { language: locale.toUpperCase() as Language },
  });
  const reasons = data?.portInReasons ?? [];
  const choose = (code: string | null) =>
    set({ code, commentNeeded: reasons.find((reason) => reason.code === code)?.commentNeeded ?? false });
  return (
    <Stack gap="sm">
      <Select
        label={t('field.reasonCode')}
        clearable
        searchable
        data={reasons.map((reason) => ({ value: reason.code, label: reason.text }))}
        value={values.code}
        onChange={choose}
      />
      <Textarea
        label={t('field.ownWords')}
        description={t('field.reasonOrCodeHint')}
        required={values.code === null || values.commentNeeded}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </Stack>
  );
}

/** The carrier of the list that was meant by a name somebody typed. */
export function CarrierToMatch({ values, set, setting }: FieldProps) {
  const { t } = useI18n();
  return (
    <Stack gap="xs">
      {setting.typedCarrier && <Text size="sm">{t('field.carrierTyped', { name: setting.typedCarrier })}</Text>}
      <CarrierSelect
        label={t('numbers.carrier')}
        required
        country={setting.country}
        value={values.carrierId}
        onChange={(carrierId) => set({ carrierId })}
      />
      <Text size="xs" c="dimmed">
        {t('field.carrierMissing')}{' '}
        <Anchor href="/carriers" size="xs">
          {t('field.carrierAdd')}
        </Anchor>
      </Text>
    </Stack>
  );
}

/** A configuration of theirs, or none, which means what `none` says; numbers of several accounts have no configuration in common. */
export function Profile({ values, set, setting, none }: FieldProps & { none: MessageKey }) {
  const { t } = useI18n();
  const [{ data }] = useQuery({
    query: ConfigurationProfilesDocument,
    variables: { accountId: setting.accountId ?? null },
    pause: setting.severalAccounts ?? false,
  });
  if (setting.severalAccounts) return <Notice tone="warn">{t('field.profileOneAccount')}</Notice>;
  return (
    <Select
      label={t('field.profile')}
      placeholder={t(none)}
      clearable
      searchable
      data={(data?.configurationProfiles ?? []).map((profile) => ({ value: profile.id, label: profile.name }))}
      value={values.profileId}
      onChange={(profileId) => set({ profileId })}
    />
  );
}
