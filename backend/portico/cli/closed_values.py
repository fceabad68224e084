"""Options that take one of a few values: what is none of them is refused with the option's name, for a script as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NoReturn

from typer.exceptions import TyperException

from portico.cli.running import FOR_A_SCRIPT, REFUSED, plainly
from portico.domain import formats
from portico.domain.refusals import invalid
from portico.domain.sentences import quoted


def refuse_option(option: str, message: str, code: str = "INVALID") -> NoReturn:
    """As what the operations refuse, so that a script gets it as JSON, too."""
    raise invalid(field_of(option), code, quoted(f"{option}: {message}"))


def field_of(option: str) -> str:
    """What the API calls the field that `--valid-from` stands for."""
    first, *more = option.removeprefix("--").replace("_", "-").split("-")
    return "".join([first, *map(str.capitalize, more)])


@contextmanager
def wrongly_typed(*, as_json: bool) -> Iterator[None]:
    """What the command line itself cannot read is a `problem` for a script, too; people get it as they do everywhere."""
    before = FOR_A_SCRIPT.set(as_json)
    try:
        yield
    except TyperException as problem:
        if not as_json or problem.exit_code != REFUSED:
            raise
        parameter = getattr(problem, "param", None)
        option = parameter.opts[0] if parameter else getattr(problem, "option_name", "")
        with plainly(as_json=True):
            raise invalid(field_of(option), "INVALID", quoted(problem.format_message())) from None
    finally:
        FOR_A_SCRIPT.reset(before)


def one_of(option: str, text: str, known: Collection[str]) -> str:
    """The one of these that is meant, in any letters."""
    found = next((each for each in known if each.casefold() == text.strip().casefold()), None)
    return found or refuse_option(option, f"{text} is none of {', '.join(known)}.", "UNKNOWN")


def country(option: str, text: str) -> str:
    """The code of a country that there is."""
    try:
        return formats.country(text)
    except formats.Malformed as problem:
        refuse_option(option, problem.message, problem.code)
