"""What `portico init` asks of carriers: which well-known ones are added, which of the operator's own, and through whom port-ins go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import typer

from portico.cli.init.questions import asked
from portico.domain.formats import Malformed, country, required_line
from portico.domain.port_ins.losing_carriers import called_alike
from portico.domain.reference.carrier_codes import CODES, code
from portico.domain.reference.places import called
from portico.domain.sentences import Sentence
from portico.domain.setting_up.starter import STARTERS, StarterCarrier
from portico.operations.desk.carrier_fields import ALIKE, NAME_LENGTH
from portico.operations.desk.setting_up.wanted import Wanted
from portico.storage.engine.rows import Row

_RETIRED: Final = Sentence("init.carrier_retired", "{name} is retired: restore it first, or name another.")
ALL: Final = frozenset({"all", "y", "yes"})
NONE: Final = frozenset({"", "none", "n", "no"})


class _Answers:
    """What has been answered so far, and what every name has to be told from."""

    def __init__(self, kept: Sequence[Row]) -> None:
        self.kept = kept
        self.starters: list[str] = []
        self.added: list[Row] = []

    def known(self) -> dict[str, str]:
        """What can be named, by how it is found."""
        offered = [row["name"] for row in self.kept if not row["retired_at"]] + [row["name"] for row in self.added]
        offered += [each.name for place in self.starters for each in STARTERS[place]]
        return {name.casefold(): name for name in offered}

    def add(self, text: str, place: str) -> str:
        """What is called so: what is known, what is well known in this country, or what is new and asked about."""
        name = required_line(NAME_LENGTH)(text)
        if found := self.known().get(name.casefold()):
            return found
        if any(row["name"].casefold() == name.casefold() for row in self.kept):
            raise Malformed(_RETIRED.said(name=name))
        well_known = next((each for each in STARTERS.get(place, ()) if each.name.casefold() == name.casefold()), None)
        if well_known:
            self.added.append({"name": well_known.name, "country": well_known.country, **well_known.codes})
        else:
            self.added.append(self._own(name, place))
        return str(self.added[-1]["name"])

    def _own(self, name: str, place: str) -> Row:
        """A carrier that no list has: what it needs is asked for."""
        typer.echo(f"{name} is new here.")
        where = asked(f"Country of {name}", country, place)
        names = [row["name"] for row in (*self.kept, *self.added) if row["country"] == where and not row.get("retired_at")]
        names += [each.name for each in STARTERS.get(where, ()) if where in self.starters]
        if alike := next((other for other in names if called_alike(name, other)), None):
            raise Malformed(ALIKE.said(other=alike))
        forms = {field: form for field, form in CODES.items() if where in form.known_in}
        codes = {field: asked(f"{form.name} of {name}, or nothing", code(field), "") for field, form in forms.items()}
        return {"name": name, "country": where, **{field: value for field, value in codes.items() if value}}


def ask(countries: Sequence[str], kept: Sequence[Row]) -> Wanted:
    """Carriers and network carriers that are wanted, as the person at the terminal says."""
    answers = _Answers(kept)
    for place in countries:
        _ask_carriers(place, answers)
    networks = {place: name for place in countries if (name := _ask_network(place, answers))}
    return Wanted(carriers=answers.added, starters=answers.starters, networks=networks)


def _ask_carriers(place: str, answers: _Answers) -> None:
    known = answers.known()
    new = [each for each in STARTERS.get(place, ()) if each.name.casefold() not in known]
    where = called(place).text
    if new:
        question = f"Carriers of {where} to add: {_named(new)} – all, none, or names with commas between, your own among them"
    else:
        question = f"More carriers of {where}, names with commas between, or nothing"
    asked(question, _adding(place, answers, new), "all" if new else "")


def _adding(place: str, answers: _Answers, new: Sequence[StarterCarrier]) -> Callable[[str], None]:
    def add(text: str) -> None:
        if text.strip().casefold() in NONE:
            return
        if new and text.strip().casefold() in ALL:
            answers.starters.append(place)
            return
        for name in text.split(","):
            if name.strip():
                answers.add(name, place)

    return add


def _named(carriers: Iterable[StarterCarrier]) -> str:
    return ", ".join(each.name for each in carriers)


def _ask_network(place: str, answers: _Answers) -> str | None:
    holder = next((row["name"] for row in answers.kept if not row["retired_at"] and place in row["network_for"]), "")
    question = f"Carrier through which port-ins of {called(place).text} go, one that is kept or a new one, or nothing"
    return asked(question, lambda text: answers.add(text, place) if text.strip() else None, holder)
