import type { Available, Setting, Subject } from '../../actions/subjects';
import type { NumberRowFragment } from '../../gql';

/** A row of numbers, on their way in or in service. */
export interface NumberRow<Verb> {
  id: string;
  version: number;
  display: string;
  availableActions: readonly Available<Verb>[];
}

/** A row as a command's subject. */
export function numberSubject<Verb>(row: NumberRow<Verb>): Subject & { availableActions: readonly Available<Verb>[] } {
  return { id: row.id, version: row.version, name: row.display, availableActions: row.availableActions };
}

/** What dialogs about these rows need to know: the carrier's clock where all share it, and the reasons that stand against them. */
export function numberSetting(rows: readonly NumberRowFragment[]): Setting {
  const first = rows[0];
  const oneCarrier = first && rows.every((row) => row.losingCarrierId === first.losingCarrierId);
  const shared = first && rows.every((row) => row.losingCarrierTimeZone === first.losingCarrierTimeZone);
  const reasons = new Map(rows.flatMap((row) => row.statusReasons.map((reason) => [reason.code, reason])));
  return {
    timeZone: shared ? (first.losingCarrierTimeZone ?? undefined) : undefined,
    timeZoneOf: shared ? (first.losingCarrierName ?? undefined) : undefined,
    carrierId: oneCarrier ? (first.losingCarrierId ?? undefined) : undefined,
    reasons: [...reasons.values()],
    ...profileSetting(rows),
  };
}

/** What the choice of a configuration for these rows needs to know: whose they are, and what the first of them has. */
export function profileSetting(
  rows: readonly { accountId: string; configurationProfile: { id: string } | null }[],
): Setting {
  const first = rows[0];
  const severalAccounts = rows.some((row) => row.accountId !== first?.accountId);
  return {
    severalAccounts,
    accountId: severalAccounts ? undefined : first?.accountId,
    profileId: first?.configurationProfile?.id,
  };
}
