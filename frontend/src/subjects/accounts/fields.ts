import type { AccountPartsFragment, Tier } from '../../gql';
import type { MessageKey } from '../../i18n';

/** The fields of an account that are one line of text, in the order of the form, and who may change them. */
export const TEXTS = [
  { name: 'name', label: 'account.name', whose: 'both', required: true },
  { name: 'slug', label: 'account.slug', whose: 'new', required: false },
  { name: 'notificationEmails', label: 'account.emails', whose: 'both', required: false },
  { name: 'defaultCallbackUrl', label: 'account.callback', whose: 'both', required: false },
  { name: 'currency', label: 'account.currency', whose: 'staff', required: true },
  { name: 'cancelCutoffHours', label: 'account.cutoff', whose: 'staff', required: true },
] as const satisfies readonly { name: string; label: MessageKey; whose: 'both' | 'staff' | 'new'; required: boolean }[];

export const TIERS: Record<Tier, MessageKey> = { STANDARD: 'account.tier.STANDARD', TRIAL: 'account.tier.TRIAL' };
/** Languages by their own names. */
export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'nl', label: 'Nederlands' },
  { value: 'de', label: 'Deutsch' },
];

/** What the operator bills new accounts in, and where they are. */
export interface Usual {
  currency: string;
  timeZone: string;
}

export const USUAL: Usual = { currency: 'EUR', timeZone: 'UTC' };

/** What a field of an account shows to begin with. */
export function shownOf(
  account: AccountPartsFragment | undefined,
  { currency }: Usual,
  name: (typeof TEXTS)[number]['name'],
): string {
  if (!account) return { currency, cancelCutoffHours: '48' }[name as string] ?? '';
  const value = account[name];
  return typeof value === 'object' && value !== null ? value.join(', ') : String(value ?? '');
}

export interface ContactDraft {
  name: string;
  purpose: string;
  email: string;
  phone: string;
}

/** What the form was filled in with, as the API takes it; what is empty is null. */
export function textsOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    name: text('name'),
    timeZone: text('timeZone'),
    locale: text('locale'),
    notificationEmails: text('notificationEmails')
      .split(/[\s,;]+/)
      .filter(Boolean),
    defaultCallbackUrl: text('defaultCallbackUrl') || null,
  };
}

/** What only the operator sets. */
export function termsOf(form: FormData) {
  return {
    tier: String(form.get('tier') || 'STANDARD') as Tier,
    currency: String(form.get('currency') ?? '').trim(),
    cancelCutoffHours: Number.parseInt(String(form.get('cancelCutoffHours') ?? ''), 10) || 0,
  };
}

export function accountContacts(contacts: readonly ContactDraft[]) {
  return contacts
    .filter((each) => Object.values(each).some((text) => text.trim()))
    .map(({ name, purpose, email, phone }) => ({
      name,
      purpose: purpose || null,
      email: email || null,
      phone: phone || null,
    }));
}
