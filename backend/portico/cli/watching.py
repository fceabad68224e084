"""`portico watch`: what happens, as it happens, from a cursor on or from now; it ends with Ctrl-C and says where to go on."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from portico.cli import printing
from portico.cli.acting import AsJson
from portico.cli.asking import reader
from portico.cli.closed_values import refuse_option
from portico.cli.nouns import BY_NAME
from portico.cli.running import load_plainly, opened, plainly, refuse
from portico.domain.inventory.phone_numbers import display
from portico.live import bells as live_bells
from portico.live.bells import Bell
from portico.live.loops import Loops
from portico.operations.engine.input_problems import path_of
from portico.operations.engine.work import Work
from portico.storage.engine import journal
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor, CursorExpired

PAGE: Final = 100
POLL_SECONDS: Final = 1.0
MOST_REMEMBERED: Final = 200
EXPIRED: Final = "This cursor has expired: begin anew without --since."
_COLUMNS: Final = ("AT", "WHO", "NUMBER", "WHAT", "BECAME", "WHY")


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """One entry as the API has it, and the cursor behind it."""

    cursor: str
    entry: dict[str, Any]

    @property
    def plain(self) -> dict[str, object]:
        """The names as the API has them."""
        found: dict[str, object] = {path_of(name): value for name, value in self.entry.items()}
        actor = {path_of(name): value for name, value in self.entry["actor"].items()}
        return {"cursor": self.cursor, **found, "event": self.entry["event"].name, "actor": actor}

    @property
    def cells(self) -> tuple[str, ...]:
        entry = self.entry
        number = display(entry["number"]) if entry["number"] else ""
        moved = entry["to_status"] if entry["to_status"] != entry["from_status"] else ""
        why = " ".join([entry["reason"], *(fact["text"] for fact in entry["facts"])])
        return f"{entry['at']:%m-%d %H:%M:%S}", entry["actor"]["name"], number, str(entry["event"].value), moved or "", why


@dataclass(slots=True)
class WatchedPlace:
    """How far it has been watched."""

    cursor: Cursor | None


def watch(
    *,
    since: Annotated[str | None, typer.Option(help="Go on behind this cursor, as a watch before said it; default: from now on.")] = None,
    account: Annotated[str | None, typer.Option(help=f"Only what belongs to this account. {BY_NAME['account'].called}")] = None,
    once: Annotated[bool, typer.Option("--once", help="Only what there is, then end.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what happens as it happens; Ctrl-C ends it and prints the cursor to go on from."""
    settings, place = load_plainly(), WatchedPlace(None)
    with plainly(as_json=as_json):
        try:
            place.cursor = Cursor.decode(since) if since else None
        except ValueError:
            refuse_option("--since", f"{since} is no cursor.")

        async def run() -> None:
            _end_when_told()
            async with opened(settings) as work, _bell(work) as bell:
                narrowed = EntryFilter(account_id=await _account(work, account))
                with _shown(as_json=as_json) as show:
                    async for page in follow(work, bell, narrowed, place, once=once):
                        show(page)

        try:
            asyncio.run(run())
        except CursorExpired:
            place.cursor = None  # nothing goes on from there
            refuse(EXPIRED, problem="CURSOR_EXPIRED")
        except (KeyboardInterrupt, asyncio.CancelledError):
            pass
        finally:
            if place.cursor is not None:
                typer.echo(f"portico watch --since {place.cursor.encode()}", err=True)


def _end_when_told() -> None:
    """Ctrl-C, and whoever stops what runs, end the watch as if it had come to its end."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is not None:
        with suppress(NotImplementedError):  # where signals are not like this, Ctrl-C is an exception
            for told in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(told, task.cancel)


async def _account(work: Work, name: str | None) -> Any:
    return (await BY_NAME["account"].named(work, name))["id"] if name else None


async def follow(work: Work, bell: Bell, narrowed: EntryFilter, place: WatchedPlace, *, once: bool) -> AsyncIterator[list[SeenEntry]]:
    """Pages of what comes behind the place, which follows them. Raises CursorExpired."""
    from portico.graphql.desk.journal import entry_node, plainly  # noqa: PLC0415 - the other commands start faster without it

    place.cursor = place.cursor or await journal.head(work.reader)
    where = narrowed.where(reader(), work.reader.dialect)
    while True:
        page = await journal.page(work.reader, place.cursor, PAGE, where)
        epoch = page.cursor.epoch
        yield [SeenEntry(Cursor.at(epoch, row).encode(), plainly(entry_node(row, reader()))) for row in page.entries]
        place.cursor = page.cursor
        if not page.full:
            if once:
                return
            await bell.wait(POLL_SECONDS)


@asynccontextmanager
async def _bell(work: Work) -> AsyncIterator[Bell]:
    """Rung when another process has committed; where a ring is lost the watch looks every second anyway."""
    bells, loops = live_bells.hang_for(work.database, work.settings), Loops()
    loops.start(bells.loop)
    try:
        yield bells.hang()
    finally:
        await loops.stop()
        await bells.close()


class _Lines:
    """A line each: JSON for scripts, tabs into a pipe."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def __enter__(self) -> Callable[[list[SeenEntry]], None]:
        return self._show

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def _show(self, seen: Iterable[SeenEntry]) -> None:
        for each in seen:
            if self._as_json:
                printing.as_line(each.plain)
            else:
                typer.echo("\t".join(each.cells))


class _Screen:
    """A table that lives: the newest entries, as many as there is room for."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._kept: deque[SeenEntry] = deque(maxlen=MOST_REMEMBERED)
        self._live = Live(self._table(), console=console, auto_refresh=False)

    def __enter__(self) -> Callable[[list[SeenEntry]], None]:
        self._live.start(refresh=True)
        return self._show

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def _show(self, seen: list[SeenEntry]) -> None:
        self._kept.extend(seen)
        self._live.update(self._table(), refresh=True)

    def _table(self) -> Table:
        table = Table(header_style="bold", box=None, expand=True)
        for name in _COLUMNS:
            table.add_column(name, no_wrap=True, overflow="ellipsis")
        for each in list(self._kept)[-max(self._console.height - 3, 1) :]:
            table.add_row(*map(escape, each.cells))
        return table


def _shown(*, as_json: bool) -> _Lines | _Screen:
    console = Console()
    return _Screen(console) if console.is_terminal and not as_json else _Lines(as_json=as_json)
