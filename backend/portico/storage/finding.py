"""What a search box finds of each list: its keys, and what is true of each row that is found (`listing.Sieve`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portico.domain.actors import Actor
from portico.domain.inventory.sought import Sought
from portico.storage import searching
from portico.storage.engine.listing import Sieve
from portico.storage.engine.rows import Dialect
from portico.storage.engine.scope import Params, visible
from portico.storage.engine.sql import among


@dataclass(frozen=True, slots=True)
class _Search:
    dialect: Dialect
    wanted: Sought

    def number(self, params: Params, column: str) -> Iterator[str]:
        """That a column, E.164, is a number that is meant, where one can be."""
        is_it = searching.number(params, self.dialect, column, self.wanted)
        yield from () if is_it is None else (is_it,)

    def orders(self, params: Params, table: str) -> Iterator[str]:
        """Statements of the ids of orders that are called so."""
        named = searching.reference(params, self.dialect, "so.reference", self.wanted)
        yield from () if named is None else (f"SELECT so.id FROM {table} so WHERE {named}",)
        yield from self._with_words(params, table)

    def is_order(self, params: Params, table: str, alias: str, key: str) -> Iterator[str]:
        """That the order of this key, a row of the table under an alias, is called so."""
        named = searching.reference(params, self.dialect, f"{alias}.reference", self.wanted)
        yield from () if named is None else (named,)
        # a sub-select that is looked into for each row: as a join it could be begun with
        yield from (f"({key} IN ({path})) IS TRUE" for path in self._with_words(params, table))

    def _with_words(self, params: Params, table: str) -> Iterator[str]:
        path = searching.with_words(params, self.dialect, table, self.wanted)
        yield from () if path is None else (path,)


def numbers_found(dialect: Dialect, wanted: Sought) -> Sieve:
    """Numbers that are meant, and all numbers of requests that are."""
    search = _Search(dialect, wanted)

    def alone(params: Params) -> Iterator[str]:
        return (f"SELECT sn.id FROM porting_number sn WHERE {is_it}" for is_it in search.number(params, "sn.e164"))

    def few(params: Params) -> Iterator[str]:
        for path in alone(params):
            yield among(dialect, "n.id", [path])
        orders = list(search.orders(params, "porting_request"))
        if orders:
            yield among(dialect, "n.request_id", orders)

    def many(params: Params) -> Iterator[str]:
        yield from search.number(params, "n.e164")
        yield from search.is_order(params, "porting_request", "r", "n.request_id")

    def counted(params: Params) -> Iterator[str]:
        yield from alone(params)
        yield from search.orders(params, "porting_request")

    return Sieve(few, many, counted)


def numbers_of(dialect: Dialect, country: str) -> Sieve:
    """Numbers of a country's requests: of a country that is rarely ported in, all there ever were had to be walked."""

    def requests(params: Params) -> Iterator[str]:
        yield f"SELECT so.id FROM porting_request so WHERE so.country = {params.add(country)}"

    return Sieve(
        lambda params: [among(dialect, "n.request_id", requests(params))],
        lambda params: [f"r.country = {params.add(country)}"],
        requests,
    )


def requests_found(dialect: Dialect, actor: Actor, wanted: Sought) -> Sieve:
    search = _Search(dialect, wanted)

    def by_number(params: Params) -> Iterator[str]:
        for is_it in search.number(params, "sn.e164"):  # a carrier may not know every number of what it sees
            yield f"({is_it})" + (f" AND {visible(actor, 'porting_number', 'sn', params)}" if actor.carrier_id else "")

    def keys(params: Params) -> Iterator[str]:
        yield from search.orders(params, "porting_request")
        yield from (f"SELECT sn.request_id FROM porting_number sn WHERE {is_it}" for is_it in by_number(params))

    def many(params: Params) -> Iterator[str]:
        yield from search.is_order(params, "porting_request", "r", "r.id")
        for is_it in by_number(params):
            yield f"EXISTS (SELECT 1 FROM porting_number sn WHERE sn.request_id = r.id AND {is_it})"

    return Sieve(lambda params: [among(dialect, "r.id", keys(params))], many, keys)


def port_outs_found(dialect: Dialect, wanted: Sought) -> Sieve:
    search = _Search(dialect, wanted)

    def by_carrier(params: Params) -> Iterator[str]:
        yield from (text_in(params, " ".join(wanted.words), "sg.name"),) if wanted.words else ()

    def keys(params: Params) -> Iterator[str]:
        yield from search.orders(params, "port_out_request")
        for is_it in search.number(params, "sn.e164"):
            yield f"SELECT sn.port_out_request_id FROM port_out_number sn WHERE {is_it}"
        for named in by_carrier(params):
            yield f"SELECT so.id FROM port_out_request so JOIN carrier sg ON sg.id = so.gaining_carrier_id WHERE {named}"

    def many(params: Params) -> Iterator[str]:
        yield from search.is_order(params, "port_out_request", "q", "q.id")
        for is_it in search.number(params, "sn.e164"):
            yield f"EXISTS (SELECT 1 FROM port_out_number sn WHERE sn.port_out_request_id = q.id AND ({is_it}))"
        for named in by_carrier(params):
            yield f"EXISTS (SELECT 1 FROM carrier sg WHERE sg.id = q.gaining_carrier_id AND {named})"

    return Sieve(lambda params: [among(dialect, "q.id", keys(params))], many, keys)


def in_service_found(dialect: Dialect, wanted: Sought) -> Sieve:
    search = _Search(dialect, wanted)

    def keys(params: Params) -> Iterator[str]:
        return (f"SELECT sp.id FROM phone_number sp WHERE {is_it}" for is_it in search.number(params, "sp.e164"))

    return Sieve(lambda params: [among(dialect, "p.id", keys(params))], lambda params: search.number(params, "p.e164"), keys)


def text_in(params: Params, text: str, *columns: str) -> str:
    """The text in one of the columns, wherever it stands: of tables that are never long."""
    escaped = re.sub(r"([\\%_])", r"\\\1", text.strip().lower())
    place = params.add(f"%{escaped}%")
    return "(" + " OR ".join(f"LOWER({column}) LIKE {place} ESCAPE '\\'" for column in columns) + ")"
