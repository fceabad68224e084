import type { Available, Setting, Subject } from '../../actions/subjects';
import type { NumberRowFragment, PortingNumberAction } from '../../gql';

/** A row as a command's subject. */
export function numberSubject(
  row: NumberRowFragment,
): Subject & { availableActions: readonly Available<PortingNumberAction>[] } {
  return { id: row.id, version: row.version, name: row.display, availableActions: row.availableActions };
}

/** What dialogs about these rows need to know: the carrier's clock where all share it, and the reasons that stand against them. */
export function numberSetting(rows: readonly NumberRowFragment[]): Setting {
  const first = rows[0];
  const oneCarrier = first && rows.every((row) => row.losingCarrierId === first.losingCarrierId);
  const shared = first && rows.every((row) => row.losingCarrierTimeZone === first.losingCarrierTimeZone);
  const oneAccount = first && rows.every((row) => row.accountId === first.accountId);
  const reasons = new Map(rows.flatMap((row) => row.statusReasons.map((reason) => [reason.code, reason])));
  return {
    timeZone: shared ? (first.losingCarrierTimeZone ?? undefined) : undefined,
    timeZoneOf: shared ? (first.losingCarrierName ?? undefined) : undefined,
    carrierId: oneCarrier ? (first.losingCarrierId ?? undefined) : undefined,
    reasons: [...reasons.values()],
    accountId: oneAccount ? first.accountId : undefined,
  };
}
