"""Every lifecycle of Portico, by subject: what mutations, screens, docs, mails and tests are read off."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from portico.domain import events
from portico.domain.effects import EFFECTS
from portico.domain.internal_moves.internal_move_table import INTERNAL_MOVE
from portico.domain.inventory.phone_number import PHONE_NUMBER
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.port_ins.documents.document import DOCUMENT
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.domain.port_outs.port_out_order import PORT_OUT_ORDER
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.snapbacks.snapback_table import SNAPBACK
from portico.domain.statuses import Role
from portico.domain.words import titles


def put_together(lifecycles: Iterable[AnyLifecycle], effects: Collection[str]) -> dict[str, AnyLifecycle]:
    """The lifecycles by subject. Raises ValueError where one follows what is neither a verb nor an effect, or where a name is both."""
    tables = {lifecycle.subject: lifecycle for lifecycle in lifecycles}
    verbs = {f"{lifecycle.subject}.{verb}" for lifecycle in tables.values() for verb in lifecycle.verbs}
    followed = {str(follow) for lifecycle in tables.values() for row in lifecycle.transitions for follow in row.then}
    if unknown := followed - verbs - set(effects):
        raise ValueError(f"followed, but neither a verb nor an effect: {', '.join(sorted(unknown))}")
    if both := verbs & set(effects):
        raise ValueError(f"a verb and an effect: {', '.join(sorted(both))}")
    return tables


def labelled(tables: Mapping[str, AnyLifecycle], catalogue: Mapping[str, str]) -> Mapping[str, AnyLifecycle]:
    """The same tables. Raises ValueError for a verb or variant without a label, a label of neither, and one variant with two labels."""
    rows = {(subject, row.verb, row.variant) for subject, lifecycle in tables.items() for row in lifecycle.transitions}
    keys = {titles.key(*row): row[2] for row in rows} | {titles.key(subject, verb): None for subject, verb, _ in rows}
    if differing := keys.keys() ^ catalogue.keys():
        raise ValueError(f"domain.words.titles: a verb without a label, or a label without a verb: {', '.join(sorted(differing))}")
    said = {(variant, catalogue[key]) for key, variant in keys.items() if variant}
    if len(said) > len({variant for variant, _ in said}):
        raise ValueError(f"one variant, several labels: {sorted(said)}")
    return tables


def every_event(tables: Mapping[str, AnyLifecycle], catalogue: Mapping[str, str]) -> tuple[str, ...]:
    """Everything that can be said to have happened, each once. Raises ValueError where the catalogue has not words for exactly these."""
    rows = [row for lifecycle in tables.values() for row in lifecycle.transitions]
    for owed in sorted({row.owes for row in rows if row.owes}):
        events.task(owed)
    if both := {row.event for row in rows} & set(events.Happening):
        raise ValueError(f"a row's event and a happening: {', '.join(sorted(both))}")
    found = dict.fromkeys([*(str(row.event) for row in rows), *(str(each) for each in events.Happening)])
    if differing := found.keys() ^ catalogue.keys():
        raise ValueError(f"domain.words.titles: an event without words, or words without an event: {', '.join(sorted(differing))}")
    return tuple(found)


_PORTS: Final = (PORTING_REQUEST, PORTING_NUMBER, PORT_OUT_REQUEST, PORT_OUT_ORDER)
_AFTERWARDS: Final = (SNAPBACK, INTERNAL_MOVE)
LIFECYCLES: Final[Mapping[str, AnyLifecycle]] = labelled(
    put_together((*_PORTS, *_AFTERWARDS, PHONE_NUMBER, DOCUMENT), EFFECTS), titles.LABELS
)
EVENTS: Final = every_event(LIFECYCLES, titles.EVENTS)
"""What journal entries, deliveries and callbacks may be about. It grows: whoever reads it takes what it does not know yet."""
ACTS_OF_CARRIERS: Final = frozenset(
    str(row.event) for lifecycle in LIFECYCLES.values() for row in lifecycle.transitions if row.whose is Role.CARRIER
)
"""The events of what a carrier did, whoever recorded it: no carrier has to be told of them."""
