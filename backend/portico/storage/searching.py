"""What a search box asks of the tables: each kind of text by an index of its own, never a pattern over every row.

The keys of what was found come first, in one list; the statement around it sifts and sorts them. Ends of numbers are found by their last
four digits, beginnings as a span of the index, words by the full-text index that each engine has (`tsvector`, FTS5).
"""

from __future__ import annotations

from typing import Final

from portico.domain.inventory.sought import LEAST_DIGITS, REFERENCE_DIGITS, Sought
from portico.storage.engine.rows import Dialect
from portico.storage.engine.scope import Params

WORDS_OF: Final = {
    "porting_request": ("name", "customer_reference", "subscriber_name"),
    "port_out_request": ("carrier_reference", "end_user"),
}
"""The columns whose words are looked for, as migrations 26 and 36 index them."""


def number(params: Params, dialect: Dialect, column: str, wanted: Sought) -> str | None:
    """That the column, E.164, is a number meant by this; None where no number can be."""
    ends = [_ends(params, dialect, column, digits) for digits in wanted.ends]
    return " OR ".join(ends + [begins(params, dialect, column, start) for start in wanted.begins]) or None


def begins(params: Params, dialect: Dialect, column: str, start: str) -> str:
    """That the text begins so: a span of the index, by the order of the bytes, whatever the language of the database."""
    at_least, below = ("~>=~", "~<~") if dialect == "postgres" else (">=", "<")
    after = start[:-1] + chr(ord(start[-1]) + 1)
    return f"({column} {at_least} {params.add(start)} AND {column} {below} {params.add(after)})"


def reference(params: Params, dialect: Dialect, column: str, wanted: Sought) -> str | None:
    """That the reference is meant: it begins so, or ends with this number, filled up with zeros."""
    if wanted.reference:
        return begins(params, dialect, column, wanted.reference)
    if wanted.reference_number:
        return f"{last(dialect, column, REFERENCE_DIGITS)} = {params.add(wanted.reference_number)}"
    return None


def with_words(params: Params, dialect: Dialect, table: str, wanted: Sought) -> str | None:
    """A statement of the ids of the table's rows that have all these words, each whole or begun; None where there are none."""
    if not wanted.words:
        return None
    if dialect == "postgres":
        query = " & ".join(f"'{word.replace('ς', 'σ')}':*" for word in wanted.words)  # the one letter that is small in two ways
        return f"SELECT words.id FROM {table} words WHERE {_indexed_words(table)} @@ CAST(CAST({params.add(query)} AS text) AS tsquery)"
    query = " ".join(f'"{word}"*' for word in wanted.words)
    return f"""SELECT text.{table}_id FROM {table}_words words JOIN {table}_text text ON text.no = words.rowid
        WHERE words.words MATCH {params.add(query)}"""


def _indexed_words(table: str) -> str:
    """PostgreSQL's expression for the words of a row `words`, exactly as it is indexed."""
    text = " || ' ' || ".join(f"COALESCE(words.{column}, '')" for column in WORDS_OF[table])
    return f"words_of({text})"


def _ends(params: Params, dialect: Dialect, column: str, digits: str) -> str:
    found = f"{last(dialect, column, LEAST_DIGITS)} = {params.add(digits[-LEAST_DIGITS:])}"
    return f"({found} AND {column} LIKE {params.add('%' + digits)})" if len(digits) > LEAST_DIGITS else found


def last(dialect: Dialect, column: str, signs: int) -> str:
    """What the column ends with, exactly as it is indexed."""
    return f"right({column}, {signs})" if dialect == "postgres" else f"substr({column}, -{signs})"
