"""What is done with what is kept: an account's export, legal holds, and how long things stay."""

from __future__ import annotations

from typing import Final

from portico.graphql.desk import keeping
from portico.graphql.engine.command import Command, result_of
from portico.operations.exports import links

AccountExportResult = result_of("AccountExportResult", keeping.AccountExport, "link to the export")

KEEPING: Final = (
    Command("account_export", "account.export",
            "Get a link to all that is kept of an account, as JSON and CSV in a ZIP with its documents: for you alone, once, for a quarter "
            "of an hour. The account's addresses are written to.",
            AccountExportResult, None, links.ask, asks=links.ExportAccount, kind="account", repeatable=False, answer=keeping.exported),
)  # fmt: skip
