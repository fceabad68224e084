"""SQL stands in `storage/` and nowhere else: read off the code, as import contracts see neither words nor calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

import portico
from portico.storage import models
from portico.storage.engine import listing

PACKAGE: Final = Path(portico.__file__).parent
STATEMENT: Final = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|TRUNCATE|CREATE|ALTER|DROP|GRANT|REVOKE|COPY|LOCK|SET|VACUUM|ANALYZE|EXPLAIN)[\s(]+\S"
    r"|^\s*(select|insert\s+into|update|delete\s+from|truncate|values|with)[\s(]+\w+(?:.*\b(from|set|values|select|as)\b|\s*[,)])"
    r"|^\s*select\s+\S.*\sfrom\s|(?i:^\s*select\s+(distinct\s+)?(\*|\w+\.|\w+\(|\w+(\s+as\s+\w+)?\s*,).*\sfrom\s)"
    r"|(?i:^\s*(insert\s+into|delete\s+from)\s+\S|^\s*update\s+[\w.]+(\s+(as\s+)?\w+)?\s+set\s+[\w.]+\s*=)"
    r"|\bSELECT\s+\S.*\bFROM\b|\bINSERT\s+INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|\bON\s+CONFLICT\b"
    r"|\b(CREATE|ALTER|DROP)\s+(TABLE|INDEX)\b|^\s*(PRAGMA|NOTIFY|LISTEN|BEGIN|COMMIT|ROLLBACK)\b"
    r"|\b(LEFT|INNER|CROSS)?\s*JOIN\s+\w+.*\bON\b|\bWHERE\s+\w|\bORDER\s+BY\b|\bIS\s+(NOT\s+)?NULL\b"
    r"|^\s*\d+\s*(=|<>)\s*\d+\s*$"
    r"|\$\d+\b|\b[a-z_]+\.[a-z_]+\s*(=|<>|!=|[<>]=?)\s*('|\d|[a-z_]+\.[a-z_]|now\()|\b(NOT\s+)?(IN|ANY)\s*\(|\bNOT\s+EXISTS\b"
    r"|\b[a-z_)]+\s+(NOT\s+)?I?LIKE\s|\b(?i:count)\(\*\)|\b(?i:coalesce|nullif|now|lower|upper)\(\w*\)\s*(=|<>|[<>]=?|\bIS\b|\bLIKE\b)"
    r"|^\s*[a-z_.]+\s+(ASC|DESC)\b|\b[a-z_.]+\s+(ASC|DESC)\s*(,|$)|\b(LIMIT|OFFSET)\s+(\d|_)|\b(GROUP|PARTITION)\s+BY\b|\bHAVING\s+\w"
    r"|\bBETWEEN\s+\S+\s+AND\s|^\s*(AND|OR|NOT)\s+[a-z(]",
    re.DOTALL,
)
RUNS: Final = {
    *("fetch", "fetchrow", "fetchval", "fetchone", "fetchall", "executemany", "executescript"),
    *("execute", "execute_count", "execute_many", "execute_query", "execute_query_dict", "execute_script"),
}
"""What runs a statement, whatever the connection is called."""
SELECTS: Final = {listing.Select.__name__, listing.Select.demand.__name__}
"""What makes a list's statement, and narrows it: outside it is handed on only."""
RUNS_GRAPHQL: Final = ("schema", "super()")
"""A schema executes documents of GraphQL, and ours asks its own class to."""
WRITERS: Final = {
    "portico.storage.engine.sql",
    "portico.storage.models",
    "portico.storage.engine.scope.Params",
    "portico.storage.engine.scope.visible",
}
"""What makes statements: set-based writes, tables, conditions. Beside each file that may, which names of theirs it may."""
ADMITTED: Final = {
    ("operations/engine/moves.py", "portico.storage.engine.sql"): {"Change", "update_versioned"},  # the one write of every move
    ("operations/subjects.py", "portico.storage"): {"models"},  # the table each lifecycle writes to
}


def spoken(source: str, file: str = "") -> list[str]:
    """What in this module is SQL or runs it, each with its line."""
    tree = ast.parse(source)
    words = [(line, text[:60]) for line, text in _strings(tree) if STATEMENT.search(text)]
    calls = [(node.lineno, f"….{node.attr}") for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _runs(node)]
    imports = [(line, name) for line, module, name in _imports(tree) if _writes(module, name) and not _admitted(file, module, name)]
    made = [(node.lineno, f"{ast.unparse(node.func)}(") for node in ast.walk(tree) if isinstance(node, ast.Call) and _makes(node)]
    return [f"{file}:{line} {what}" for line, what in sorted({*words, *calls, *imports, *made})]


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text but docstrings; an f-string whole, each of its values as a word."""
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    passed = {id(statement.value) for body in bodies for statement in body if isinstance(statement, ast.Expr)}
    for node in ast.walk(tree):  # outer ones first
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "_" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.lineno, node.value


def _runs(node: ast.Attribute) -> bool:
    return node.attr in RUNS and ast.unparse(node.value).rpartition(".")[2] not in RUNS_GRAPHQL


def _makes(node: ast.Call) -> bool:
    """A statement in the making, or a further condition of one."""
    return ast.unparse(node.func).rpartition(".")[2] in SELECTS


def _imports(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)


def _writes(module: str, name: str) -> bool:
    return any(f"{module}.{name}".startswith(writer) for writer in WRITERS)


def _admitted(file: str, module: str, name: str) -> bool:
    return name in ADMITTED.get((file, module), set())


def outside() -> Iterable[Path]:
    return (file for file in sorted(PACKAGE.rglob("*.py")) if file.relative_to(PACKAGE).parts[0] != "storage")


ONE_BY_ONE: Final = {
    "account": "Account",
    "app_user": "User",
    "company_profile": "CompanyProfile",
    "configuration_profile": "ConfigurationProfile",
    "carrier": "Carrier",
    "comment": "Comment",
    "requirement_override": "RequirementOverride",
    "business_day_override": "BusinessDayOverride",
    "calendar_feed": "CalendarFeed",
    "fee_schedule": "FeeSchedule",
    "reason_text": "ReasonText",
    "legal_hold": "LegalHold",
    "retention_period": "RetentionPeriod",
    "webhook_endpoint": "WebhookEndpoint",
    "single_use_link": "SingleUseLink",
    "second_factor": "SecondFactor",
    "recovery_code": "RecoveryCode",
    "account_export": "AccountExport",
    "operator_settings": "OperatorSettings",
    "operator_logo": "OperatorLogo",
    "installation_demands": "InstallationDemands",
}
"""Tables whose rows are made, changed and looked up through their models (decision 0011)."""
READ_BY_EVERY_CREATE: Final = {
    ("carriers.py", "SELECT c.* FROM carrier c WHERE c.retired_at IS NULL AND c.n"),
    ("requirement_overrides.py", "SELECT o.* FROM requirement_override o _"),
}
"""But for what a create reads of the operator's: through their models these two were written anew by every one of them."""
OF_ONE_TABLE: Final = re.compile(rf"^\s*(SELECT\s.*\bFROM|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+({'|'.join(ONE_BY_ONE)})\b", re.DOTALL)


def by_hand(source: str) -> list[str]:
    """Statements about one of these tables alone, but for an actor's reads and those for many; and its rows given to what writes sets."""
    tree = ast.parse(source)
    reads = [
        each for each in ast.walk(tree) if isinstance(each, ast.AsyncFunctionDef) and re.search(r"\b(visible|any_of)\(", ast.unparse(each))
    ]
    seen = {text for each in reads for _, text in _strings(each)}
    words = {text for _, text in _strings(tree) if OF_ONE_TABLE.match(text) and not re.search(r"\bJOIN\b", text)} - seen
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("sql.")]
    named = {each.id for call in calls for each in call.args if isinstance(each, ast.Name)}
    return sorted(text[:60] for text in words) + sorted(named & set(ONE_BY_ONE.values()))


def test_where_a_row_is_a_row_it_goes_through_its_model() -> None:
    files = [file for file in sorted((PACKAGE / "storage").rglob("*.py")) if "migrations" not in file.parts]
    found = {(file.name, text) for file in files for text in by_hand(file.read_text(encoding="utf-8"))}
    assert found == READ_BY_EVERY_CREATE


def test_sessions_that_end_together_went_through_their_model() -> None:
    through = re.compile(r"\bSession\.(filter|get|all|create)\b|\brecords\.\w+\(\w+, Session\b")
    files = sorted((PACKAGE / "storage").rglob("*.py"))
    assert [file.name for file in files if through.search(file.read_text(encoding="utf-8"))] == []


def test_these_tables_are_called_so() -> None:
    assert {getattr(models, name)._meta.db_table: name for name in ONE_BY_ONE.values()} == ONE_BY_ONE


@pytest.mark.parametrize(
    "planted",
    [
        'found = "SELECT account_id, name FROM configuration_profile WHERE id = $1"',
        'STATEMENT = f"UPDATE account SET {columns} WHERE id = $1"',
        "sql.insert(conn, Carrier, [row])",
    ],
)
def test_a_row_by_hand_is_found(planted: str) -> None:
    assert by_hand(planted)


def test_no_room_but_storage_speaks_sql() -> None:
    found = [line for file in outside() for line in spoken(file.read_text(encoding="utf-8"), str(file.relative_to(PACKAGE)))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        'STATEMENT = "SELECT id FROM account"',
        'statement = f"SELECT {columns} FROM {tables}"',
        "async def gone(unit):\n    await unit.connection.execute(text)",
        "async def found(reader):\n    return await reader.fetch(text)",
        "from portico.storage.engine import sql",
        "from portico.storage.engine.sql import insert",
        "from portico.storage.models import Account",
        "import portico.storage.models",
        'CONDITION = "n.status = $1 ORDER BY n.id"',
        'OPEN = "ended_at IS NULL"',
        'EVERYTHING = "1 = 1"',
        'CONDITION = "n.status = $1"',
        'OWN = "r.account_id = a.id"',
        'SOME = "d.order_id IN ($1, $2)"',
        "KINDS = \"d.kind IN ('WEBHOOK')\"",
        "LATE = \"d.created_at > now() AND d.kind = 'WEBHOOK'\"",
        'ALIKE = "lower(name) LIKE $1"',
        "ALIKE = \"lower(name) LIKE 'a%'\"",
        'HOW_MANY = "count(*)"',
        'NEWEST = "created_at DESC"',
        'NEWEST = "d.created_at DESC, d.id DESC"',
        'FEW = "LIMIT 10"',
        'further = f"LIMIT {most}"',
        'KIND = "status BETWEEN 1 AND 2"',
        'ALSO = "AND closed"',
        "found = Select('d.*', 'delivery d')",
        "found = listing.Select(columns, tables)",
        'def narrowed(found):\n    found.demand("closed")',
        'ENDED = "UPDATE session AS s SET ended_at = $1"',
        'GONE = "TRUNCATE x"',
        'ONE = "VALUES (1)"',
        'FOUND = "WITH found AS (SELECT 1) DELETE FROM x"',
        'found = "select id from account"',
        'ended = f"update {table} set ended_at = $1"',
        'found = "select * from account"',
        'found = "Select * From account"',
        'found = "Select id, name From account"',
        'found = f"select {columns} from {tables}"',
        'found = "  select count(*) from account"',
        'ended = "Update session As s Set ended_at = $1"',
        'ended = "update session set ended_at = $1"',
        'made = "insert into account default values"',
        'gone = "delete from account"',
        'gone = "Delete From account where id = $1"',
        "async def found(db):\n    return await db.fetch(text)",
        "async def found(self):\n    await self.work.anything.execute_script(text)",
        "async def found(source):\n    return await source().fetchrow(text)",
    ],
)
def test_a_planted_statement_is_found(planted: str) -> None:
    assert spoken(planted)


@pytest.mark.parametrize(
    "innocent",
    [
        '"""Rows SELECT themselves FROM nothing."""',
        'WORDS = "Select a carrier from the list; update what is set."',
        "result = await_me.schema.execute(query)",
        'WORDS = "Update what is set."',
        'WORDS = "Update the dates set by the carrier."',
        'WORDS = "Select the numbers, then choose one from the list."',
        'WORDS = "Delete what came from another request."',
        'KIND = "VALUES"',
        'WORDS = "Ask for it in (or before) the letter; e.g. 10 = ten."',
        'ORDER = "CREATED_DESC"',
        'WORDS = "It costs $ 10 or more."',
        'WORDS = "And what is not in the list?"',
        "found = names.add('passed')",
        'WORDS = "with the losing carrier, nothing for you to do"',
        "from portico.storage.engine.rows import Row",
    ],
)
def test_words_for_people_are_no_sql(innocent: str) -> None:
    assert not spoken(innocent)
