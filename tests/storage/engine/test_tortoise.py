"""What Tortoise keeps to itself and is used all the same: each such name in one file, and still there after an upgrade."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import asyncpg
import pytest
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base import executor
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.context import TortoiseContext
from tortoise.fields.base import Field

import portico
from portico.storage.models import Account

PACKAGE: Final = Path(portico.__file__).parent
# File → the names of Tortoise's it uses. `self._…` counts where the class is made of one of Tortoise's.
USED: Final[Mapping[str, set[str]]] = {
    "engine/rows.py": {"_meta"},
    "engine/database.py": {"_enable_global_fallback"},
    "engine/engines/sqlite.py": {"_connection", "_finalized", "_in_transaction", "_lock", "_trxlock"},
    "engine/engines/postgres.py": {
        *("_close", "_connection", "_expire_connections", "_in_transaction", "_parent"),
        *("_pool", "_pool_init_lock", "_post_connect"),
    },
}
KNOWS_MODELS: Final = re.compile(r"\btortoise\b|\bstorage\.models\b|\bstorage import .*\bmodels\b|\brows import .*\bTable\b")
OURS: Final = {"_at_hand", "_marked", "_share", "_turns", "_waiting"}
OVERRIDDEN: Final = {"_close", "_expire_connections", "_in_transaction"}


def private_names(file: Path) -> set[str]:
    """Names beginning with an underscore, of other objects or of classes made of Tortoise's, that are nothing of this file's own.

    Of files that know Tortoise, or a model, which is one of its classes; of others the names that are known to be Tortoise's.
    """
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    if not KNOWS_MODELS.search(text):
        return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_anothers(node)} & set().union(
            *USED.values()
        )
    own = set(_defined(tree)) | OURS
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    said = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    overridden = OVERRIDDEN & {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in read | said if name.startswith("_") and not name.startswith("__")} - own | overridden


def _is_anothers(node: ast.Attribute) -> bool:
    return not (isinstance(node.value, ast.Name) and node.value.id == "self")


def _defined(tree: ast.AST) -> Iterator[str]:
    """What the file itself sets on `self` outside of classes made of Tortoise's, and the functions it has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef) and not node.bases:
            yield from (each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store))


def test_private_names_of_tortoise_stand_in_one_file_each() -> None:
    found = {str(file.relative_to(PACKAGE)): private_names(file) for file in sorted(PACKAGE.rglob("*.py"))}
    assert {file: names for file, names in found.items() if names} == {f"storage/{file}": names for file, names in USED.items()}


@pytest.mark.parametrize(
    "known",
    [
        "from tortoise.models import Model",
        "from portico.storage.models import PhoneNumber as Model",
        "from portico.storage.models.accounts import Account as Model",
        "from portico.storage import models, orders",
        "from portico.storage.engine.rows import Row, Table",
    ],
)
def test_a_planted_private_name_is_found(tmp_path: Path, known: str) -> None:
    """Where a model was asked and the word `tortoise` did not stand, nothing was found."""
    planted = tmp_path / "planted.py"
    planted.write_text(f"{known}\n\n\ndef table(model: type[Model]) -> str:\n    return model._meta.db_table\n")
    assert private_names(planted) == {"_meta"}


def test_a_planted_private_name_is_found_in_a_file_that_names_no_model(tmp_path: Path) -> None:
    """A model handed in was asked in `storage/lists.py`, and nothing was found."""
    planted = tmp_path / "planted.py"
    planted.write_text("def table(model: Any) -> str:\n    return model._meta.db_table\n")
    assert private_names(planted) == {"_meta"}


def test_a_model_still_says_of_itself_what_is_read() -> None:
    told = Account._meta
    for name in ("db_table", "db_pk_column", "fields_map", "fields_db_projection", "fk_fields"):
        assert hasattr(told, name), name
    for name in ("pk", "null", "generated", "default", "source_field"):
        assert hasattr(next(iter(told.fields_map.values())), name), name
    assert issubclass(type(told.fields_map["id"]), Field)


def test_a_context_still_falls_back_to_the_global_one() -> None:
    assert "_enable_global_fallback" in inspect.signature(TortoiseContext.init).parameters
    assert isinstance(executor.EXECUTOR_CACHE, dict)


@pytest.mark.parametrize("method", ["execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script"])
def test_the_guards_stand_before_every_way_to_say_a_statement(method: str) -> None:
    """A new one would be a way around them."""
    for client in (SqliteClient, AsyncpgDBClient):
        assert inspect.iscoroutinefunction(getattr(client, method))
        ways = {name for name in dir(client) if name.startswith("execute_")}
        assert ways == {*GUARDED, "execute_query_dict_with_affected"}


GUARDED: Final = {"execute_query", "execute_query_dict", "execute_insert", "execute_many", "execute_script"}


def test_the_clients_still_have_what_the_engines_reach_for() -> None:
    sqlite = SqliteClient("file", connection_name="default")
    assert {"_connection", "_lock"} <= vars(sqlite).keys()
    assert {"_finalized", "_connection", "_parent"} <= vars(SqliteTransactionWrapper(sqlite)).keys()
    assert {"_trxlock", "connection", "token"} <= set(SqliteTransactionContext.__slots__)
    pool = AsyncpgDBClient(connection_name="default")
    assert {"_pool", "_pool_init_lock", "_connection", "pool_minsize", "pool_maxsize"} <= vars(pool).keys()
    assert {"_parent", "_connection", "_lock"} <= vars(TransactionWrapper(pool)).keys()
    for client in (SqliteClient, AsyncpgDBClient):
        assert callable(client._in_transaction)
        assert callable(client._post_connect)
    for each in (AsyncpgDBClient._close, AsyncpgDBClient._expire_connections):
        assert inspect.iscoroutinefunction(each)
    assert asyncpg.__version__


def test_a_model_has_the_columns_of_its_keys_whoever_asks_first() -> None:
    """Tortoise adds them when it has seen all models; what is one to one with another was not waited for."""
    asked = (
        "from portico.storage import models; from portico.storage.engine import rows; print('user_id' in rows.columns(models.SecondFactor))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "True\n"
