import type { I18n, MessageKey } from '../i18n';
import { plainLabel } from './requestFields';

interface Labelled {
  label: string;
  labelCode?: string | null;
}

const SHIPPED = 'requirement.label.';
/** The labels that come with the shipped requirements, as their codes end. */
const KNOWN = [
  'extra_fields.ABN.AU',
  'extra_fields.CVP.PT',
  'extra_fields.FISCAL_CODE.IT',
  'extra_fields.LINE_TYPE.GB',
  'extra_fields.MIGRATION_CODE.IT',
  'extra_fields.NIF.ES',
  'extra_fields.NIF.PT',
  'extra_fields.PAC.GB',
  'extra_fields.PORT_CATEGORY.AU',
  'extra_fields.RIO.FR',
  'extra_fields.SERVICE_TYPE.AU',
  'extra_fields.SIM_NUMBER.BE',
  'extra_fields.SIRET.FR',
  'subscriber.account_number',
  'subscriber.account_number.BE',
  'subscriber.authorised_person',
  'subscriber.btn',
  'subscriber.name',
  'subscriber.pin',
  'subscriber.service_address.city',
  'subscriber.service_address.country',
  'subscriber.service_address.postal_code',
  'subscriber.service_address.postal_code.GB',
  'subscriber.service_address.region',
  'subscriber.service_address.region.CA',
  'subscriber.service_address.region.US',
  'subscriber.service_address.street',
] as const;
/** Fields of a company profile that a country insists on. */
const OF_PROFILES: Partial<Record<string, MessageKey>> = {
  registration_number: 'profile.registrationNumber',
  vat_id: 'profile.vatId',
};

/** What a field is called in the reader's language; what staff have called it themselves stays as they wrote it. */
export function labelOf({ label, labelCode }: Labelled, { t, locale }: I18n): string {
  const known = KNOWN.find((key) => SHIPPED + key === labelCode);
  return known && locale !== 'en' ? t(`field.${known}`) : label;
}

export function profileFieldLabel(name: string, { t }: I18n): string {
  const key = OF_PROFILES[name];
  return key ? t(key) : plainLabel(name);
}
