import type { Translate } from '../i18n';

/** What a form holds of the losing carrier: the one chosen, or the name typed instead; null while none is to be typed. */
export interface LosingCarrier {
  id: string | null;
  typed: string | null;
}

/** In the list of carriers, the choice that none of them is it. */
export const UNLISTED = 'unlisted';

interface Named {
  losingCarrierName?: string | null;
  losingCarrierUnknown: boolean;
}

/** The carrier a request has already. */
export function losingCarrierOf(request: Named & { losingCarrier?: { id: string } | null }): LosingCarrier {
  return request.losingCarrierUnknown
    ? { id: null, typed: request.losingCarrierName ?? '' }
    : { id: request.losingCarrier?.id ?? null, typed: null };
}

/** The part of an update that says it. */
export function losingCarrierInput({ id, typed }: LosingCarrier) {
  return { losingCarrierId: id, losingCarrierName: typed?.trim() || null };
}

/** The carrier's name, marked where it was typed and is not on the list yet. */
export function losingCarrierText(row: Named, t: Translate): string | null {
  if (!row.losingCarrierName) return null;
  return row.losingCarrierUnknown
    ? t('requests.carrierUnlisted', { name: row.losingCarrierName })
    : row.losingCarrierName;
}
