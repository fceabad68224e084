"""What is done with what is kept: an account's export, legal holds, evidence, and how long things stay."""

from __future__ import annotations

from typing import Final

from portico.graphql.desk.keeping import evidence, keeping
from portico.graphql.engine.command import Command, result_of
from portico.operations.desk.keeping import legal_holds, retention_periods
from portico.operations.exports import evidence_packs, links

AccountExportResult = result_of("AccountExportResult", keeping.AccountExport, "link to the export")
LegalHoldResult = result_of("LegalHoldResult", keeping.LegalHold, "legal hold")
LegalHoldLiftedResult = result_of("LegalHoldLiftedResult", keeping.LegalHoldLifted, "order that is held no more")
EvidencePackResult = result_of("EvidencePackResult", evidence.EvidencePack, "evidence")
RetentionResult = result_of("RetentionResult", keeping.Retention, "periods")

KEEPING: Final = (
    Command("legal_hold_set", "legal_hold.set",
            "Staff: let nothing of an order be deleted, by retention or by anybody. The account does not hear of it.",
            LegalHoldResult, None, legal_holds.set_hold, asks=legal_holds.SetLegalHold, answer=keeping.held),
    Command("legal_hold_lift", "legal_hold.set",
            "Staff: let an order go its way again.",
            LegalHoldLiftedResult, None, legal_holds.lift_hold, asks=legal_holds.LiftLegalHold, answer=keeping.lifted),
    Command("evidence_pack_make", "evidence_pack.make",
            "Staff: put together all that is kept of an order that ended, as one ZIP. It is made once: done again, it answers the same.",
            EvidencePackResult, None, evidence_packs.make_by_command, asks=evidence_packs.MakeEvidencePack, answer=evidence.made),
    Command("retention_change", "retention.change",
            "Staff: keep something longer or shorter, from the next night on; without days as it is shipped.",
            RetentionResult, None, retention_periods.change, asks=retention_periods.ChangeRetention, answer=keeping.retained),
    Command("account_export", "account.export",
            "Get a link to all that is kept of an account, as JSON and CSV in a ZIP with its documents: for you alone, once, for a quarter "
            "of an hour. The account's addresses are written to.",
            AccountExportResult, None, links.ask, asks=links.ExportAccount, kind="account", repeatable=False, answer=keeping.exported),
)  # fmt: skip
