"""Hashes of commands' inputs were plain SHA-256: who had the database could guess a PIN inside one until the hash was right.

Here each becomes a code under the key ring, of the hash it was, so that a repeated command is still known as the same.
"""

from __future__ import annotations

import json
from typing import Final

from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations.steps import MigrationRefused, StepConnection

VERSION: Final = 1
BATCH: Final = 1000
_EACH: Final = {"sqlite": "json_each($1)", "postgres": "jsonb_each_text($1::text::jsonb)"}


async def run(conn: StepConnection, keyring: KeyRing | None) -> int:
    """Replaces every hash, a batch at a time; answers how many there were."""
    count, last = 0, ""
    read = f"SELECT id, input_hash FROM idempotency_key WHERE id > $1 ORDER BY id LIMIT {BATCH}"
    write = f"""UPDATE idempotency_key SET input_hash = given.value FROM {_EACH[conn.dialect]} AS given
        WHERE idempotency_key.id = given.key RETURNING idempotency_key.id"""
    while batch := await conn.fetch(read, last):
        if keyring is None:
            raise MigrationRefused("commands' inputs are to be hashed under a key: migrate with PORTICO_SECRET_KEYS, by `portico migrate`")
        await conn.fetch(write, json.dumps({row["id"]: keyring.mac(row["input_hash"]) for row in batch}))
        count, last = count + len(batch), batch[-1]["id"]
    return count
