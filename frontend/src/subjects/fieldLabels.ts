import type { I18n, MessageKey } from '../i18n';
import { plainLabel } from './requestFields';

interface Labelled {
  label: string;
  labelCode?: string | null;
}

const SHIPPED = 'requirement.label.';
const DOCUMENT = 'document.called.';
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
/** Fields that no requirement names, and that are told otherwise: of an attempt, say. */
const SENT = [
  'company_profile',
  'customer_reference',
  'losing_carrier',
  'network_carrier',
  'new_btn',
  'number_blocks',
  'port_type',
  'remaining_numbers',
  'requested_date',
  'subscriber.kind',
] as const;
/** Fields of a company profile that a country insists on. */
const OF_PROFILES: Partial<Record<string, MessageKey>> = {
  registration_number: 'profile.registrationNumber',
  vat_id: 'profile.vatId',
};

/** What a field is called in the reader's language; what staff have called it themselves stays as they wrote it. */
export function labelOf({ label, labelCode }: Labelled, i18n: I18n): string {
  if (i18n.locale === 'en' || !labelCode) return label;
  if (labelCode.startsWith(DOCUMENT)) {
    return (i18n.words.documentKind as Record<string, string>)[labelCode.slice(DOCUMENT.length)] ?? label;
  }
  const name = labelCode.startsWith(SHIPPED) ? labelCode.slice(SHIPPED.length) : labelCode.replace(/^field\./, '');
  return known(name, i18n) ?? label;
}

/** What a field is called of which no requirement and no answer says so. */
export function fieldLabel(name: string, i18n: I18n): string {
  return known(name, i18n) ?? plainLabel(name);
}

function known(name: string, { t }: I18n): string | undefined {
  const key = [...KNOWN, ...SENT].find((each) => each === name);
  return key && t(`field.${key}`);
}

export function profileFieldLabel(name: string, { t }: I18n): string {
  const key = OF_PROFILES[name];
  return key ? t(key) : plainLabel(name);
}
