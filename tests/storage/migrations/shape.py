"""What a database really looks like, as a set of facts that two schemas can be compared by; names of constraints do not count."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

Fact = tuple[Any, ...]

_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
           coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS initial
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"""
_INDEXES = """
    SELECT c.relname, i.indisunique, i.indisprimary, coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS predicate,
           coalesce((SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number), ARRAY[c.relname || ': an expression']) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace"""
_FOREIGN_KEYS = """
    SELECT c.relname, f.relname AS target, k.confdeltype::text AS deletion,
           (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)) AS columns
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
    WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace"""
# without what keeps the full-text search, which is SQLite's own
_TABLES_OF_SQLITE = """SELECT m.name, m.sql FROM sqlite_master m JOIN pragma_table_list t ON t.name = m.name
    WHERE m.type = 'table' AND t.type = 'table' AND m.name NOT LIKE 'sqlite_%'"""
_DELETION = {"r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "a": "NO ACTION"}


async def of_postgres(url: str) -> set[Fact]:
    connection = await asyncpg.connect(url)
    try:
        return {
            *(("column", r["relname"], r["attname"], r["type"], r["attnotnull"], r["initial"]) for r in await connection.fetch(_COLUMNS)),
            *(
                _index(r["relname"], r["columns"], r["indisprimary"], r["indisunique"], r["predicate"])
                for r in await connection.fetch(_INDEXES)
            ),
            *(
                ("foreign key", r["relname"], tuple(r["columns"]), r["target"], _DELETION[r["deletion"]])
                for r in await connection.fetch(_FOREIGN_KEYS)
            ),
        }
    finally:
        await connection.close()


def of_sqlite(path: Path) -> set[Fact]:
    facts: set[Fact] = set()
    with closing(sqlite3.connect(path)) as connection:
        for table, text in connection.execute(_TABLES_OF_SQLITE).fetchall():
            if "AUTOINCREMENT" in text:
                facts.add(("autoincrement", table))
            for _, name, kind, notnull, initial, key in connection.execute(f"PRAGMA table_info({table})"):
                facts.add(("column", table, name, kind, bool(notnull), initial or ""))
                if key:
                    facts.add(("key", table, (name,)))
            for _, _, target, column, _, _, deletion, _ in connection.execute(f"PRAGMA foreign_key_list({table})"):
                facts.add(("foreign key", table, (column,), target, deletion))
            for _, name, unique, origin, _ in connection.execute(f"PRAGMA index_list({table})"):
                columns = [column or f"{table}: an expression" for _, _, column in connection.execute(f"PRAGMA index_info('{name}')")]
                created = connection.execute("SELECT coalesce(sql, '') FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
                facts.add(_index(table, columns, origin == "pk", bool(unique), created.partition(" WHERE ")[2]))
    return facts


def _index(table: str, columns: list[str], is_key: bool, unique: bool, predicate: str) -> Fact:
    if is_key:
        return ("key", table, tuple(columns))
    return ("unique" if unique else "index", table, tuple(columns), predicate.strip("()"))
