"""How often one may try to sign in: nobody learns which emails exist, and nobody locks out anybody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.refusals import Refusal, TooManyRequests
from portico.domain.statuses import Level, Role
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials, fresh_password, last_seen, passwords
from portico.operations.people.signing_in.password_queue import AT_ONCE, SOON, STRANGERS, PasswordQueue
from portico.operations.people.signing_in.sign_in_limits import (
    FORGIVEN_EVERY,
    FREE_FAILURES,
    FREE_FAILURES_OF_A_NETWORK,
    FREE_TRIES_OF_AN_EMAIL,
    LONGEST_WAIT,
    Allowance,
    FailureCounts,
    SignInLimits,
    _key,
    network_of,
    site_of,
    wait_after,
)
from tests.clock import START, Clock
from tests.forgetting import forget_sign_ins

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
ADA, GONE, NOBODY = "ada@acme.example", "gone@acme.example", "nobody@acme.example"
HOME, OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.9", "198.51.100.10"
CROWDED = ("TOO_MANY_REQUESTS", TooManyRequests(SOON).message, SOON)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has failed to sign in before a test, and nobody waits."""
    forget_sign_ins()
    fresh_password.failures.clear()
    monkeypatch.setattr(passwords, "queue", PasswordQueue())


@pytest.fixture(autouse=True)
async def ada(work: Work) -> UUID:
    """A user, and one who is disabled."""
    gone = await credentials.create_user(work, email=GONE, name="Gone", level=Level.AGENT, password=PASSWORD)
    async with work.database.transaction() as connection:
        await connection.execute("UPDATE app_user SET disabled_at = $1 WHERE id = $2", work.now, gone)
    return await credentials.create_user(work, email=ADA, name="Ada Byron", level=Level.AGENT, password=PASSWORD)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Checking a password costs nothing; which hashes it was compared with."""
    compared: list[str | None] = []

    async def matches(password_hash: str | None, password: str) -> bool:
        compared.append(password_hash)
        return password_hash is not None and password == PASSWORD

    monkeypatch.setattr(passwords, "matches", matches)
    return compared


async def told(work: Work, email: str, password: str = "wrong", ip: str = HOME) -> tuple[str, str, float]:
    """What somebody hears: the code, the words, the wait."""
    try:
        await access.sign_in(work, email, password, ip)
    except Refusal as refusal:
        return refusal.code, refusal.message, getattr(refusal, "retry_after", 0)
    return "SIGNED_IN", "", 0


async def guesses(work: Work, email: str, count: int, networks: Iterable[str] = (HOME,)) -> None:
    for network in networks:
        for _ in range(count):
            await told(work, email, ip=network)


async def life(work: Work, clock: Clock, email: str) -> list[tuple[str, str, float]]:
    """All that a stranger hears about an email over hours, over pauses of every length, a restart and guesses from elsewhere."""
    heard = [await told(work, email) for _ in range(7)]
    for pause in (29, 1, 60, 1, 121, 300, 899, 2, 900, 901, 1800, 3600):
        clock.advance(seconds=pause)
        await last_seen.settle(work)
        heard += [await told(work, email) for _ in range(3)]
    forget_sign_ins()
    heard += [await told(work, email) for _ in range(7)]
    for place in range(FREE_TRIES_OF_AN_EMAIL):
        heard.append(await told(work, email, ip=f"203.0.113.{place}"))
    clock.advance(seconds=61)
    heard += [await told(work, email, ip=ip) for ip in ("203.0.113.1", "203.0.113.2", HOME)]
    return heard


async def test_no_answer_ever_tells_whether_an_email_exists(work: Work, clock: Clock, quick: list[str | None]) -> None:
    heard = {}
    for email in (ADA, NOBODY, GONE, "nul\0@acme.example", "half\ud800@acme.example", "x" * 9000):
        forget_sign_ins()
        heard[email] = await life(work, clock, email)
    assert {answer[0] for answer in heard[ADA]} == {"WRONG_CREDENTIALS", "TOO_MANY_REQUESTS"}
    assert all(answers == heard[ADA] for answers in heard.values())


@pytest.mark.parametrize("elsewhere", [19, 20, 21])
@pytest.mark.parametrize("pause", [0, 31, 901])
async def test_nobody_in_a_network_its_owner_uses_learns_whether_an_email_exists(
    work: Work, clock: Clock, quick: list[str | None], elsewhere: int, pause: int
) -> None:
    assert (await told(work, ADA, PASSWORD, OFFICE))[0] == "SIGNED_IN"
    heard = {}
    for email in (ADA, NOBODY):
        for place in range(elsewhere):
            await told(work, email, ip=f"203.0.113.{place % 7}")
        clock.advance(seconds=pause)
        heard[email] = [await told(work, email, ip=ip) for ip in [OFFICE] * 4 + [ELSEWHERE] * 2 + [OFFICE] * 9]
    assert heard[ADA] == heard[NOBODY]
    assert "TOO_MANY_REQUESTS" in {code for code, *_ in heard[ADA]}


PLACES = (HOME, OFFICE, "2001:db8::1", ELSEWHERE, "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4")
PAUSES = (1, 3, 29, 31, 61, 121, 300, 899, 901, 1801)


def wandering(seed: int) -> list[tuple[str, str, int]]:
    """What is done, where, how often: wrong passwords, pauses, restarts, and the owner at three places."""
    chance = Random(seed)
    kinds = chance.choices(("wrong", "pause", "owner", "restart"), (10, 5, 6, 0.3), k=40)
    counts = {"wrong": (1, 2, 3, 5), "pause": PAUSES, "owner": (1,), "restart": (1,)}
    return [(kind, chance.choice(PLACES[:3] if kind == "owner" else PLACES), chance.choice(counts[kind])) for kind in kinds]


async def heard_on_the_way(work: Work, clock: Clock, steps: list[tuple[str, str, int]], email: str) -> list[tuple[str, str, float]]:
    """What wrong passwords are answered. Where the email has an owner, they come and go meanwhile, and nobody elsewhere keeps them out."""
    forget_sign_ins()
    heard, been, there = [], set(), (access.limits.of_email_and_network, access.limits.known_there)
    for kind, place, count in steps:
        if kind == "wrong":
            heard += [await told(work, email, ip=place) for _ in range(count)]
        elif kind == "pause":
            clock.advance(seconds=count)
        elif kind == "restart":
            forget_sign_ins()
        elif email == ADA:
            by_guesses_from_there = any(counts.wait(_key(email, network_of(place)), work.now) for counts in there)
            code, *_ = await told(work, email, PASSWORD, place)
            assert code == "SIGNED_IN" or by_guesses_from_there or place not in been
            been |= {place} if code == "SIGNED_IN" else set()
    return heard


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(4, 60))])
async def test_wherever_its_owner_signs_in_wrong_passwords_are_answered_as_for_an_email_nobody_has(
    work: Work, clock: Clock, quick: list[str | None], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The limits are counted in memory, so that the engines share the walks."""
    monkeypatch.setattr(access.limits.of_network, "free", 9)
    for walk in range(2):
        steps = wandering(1000 * walk + 500 * (work.database.dialect == "postgres") + seed)
        assert await heard_on_the_way(work, clock, steps, ADA) == await heard_on_the_way(work, clock, steps, NOBODY), steps


async def test_a_wrong_password_inside_makes_strangers_wait_no_longer_than_they_were_told(
    work: Work, clock: Clock, ada: UUID, quick: list[str | None]
) -> None:
    await guesses(work, ADA, 1, [f"203.0.113.{place}" for place in range(FREE_TRIES_OF_AN_EMAIL)])
    assert (await told(work, ADA, ip=ELSEWHERE))[2] == 30
    with pytest.raises(Refusal):
        await fresh_password.confirm(work, person(ada), "wrong")
    assert (await told(work, ADA, ip=ELSEWHERE))[2] == 30
    clock.advance(seconds=30)
    assert (await told(work, ADA, ip=ELSEWHERE))[0] == "WRONG_CREDENTIALS"


def person(user: UUID) -> Actor:
    return Actor(Role.STAFF, Level.AGENT, id=user, name="Ada Byron", kind="user")


async def test_guesses_at_one_who_is_known_there_are_slowed_though_nobody_sees_it(work: Work, quick: list[str | None]) -> None:
    assert (await told(work, ADA, PASSWORD, OFFICE))[0] == "SIGNED_IN"
    await guesses(work, ADA, 1, [f"203.0.113.{place}" for place in range(FREE_TRIES_OF_AN_EMAIL)])
    quick.clear()
    assert {await told(work, ADA, ip=OFFICE) for _ in range(50)} == {("TOO_MANY_REQUESTS", TooManyRequests(30).message, 30)}
    assert len(quick) == FREE_FAILURES


async def test_a_crowd_at_one_address_learns_from_no_answer_who_signs_in_from_there(work: Work, quick: list[str | None]) -> None:
    assert (await told(work, ADA, PASSWORD, ip=OFFICE))[0] == "SIGNED_IN"
    for place in range(FREE_FAILURES_OF_A_NETWORK):
        access.limits.of_network.add(_key(network_of(OFFICE)), work.now)
        access.limits.of_email.add(_key(f"made-up-{place}@acme.example"), work.now)
    assert await told(work, ADA, ip=OFFICE) == await told(work, NOBODY, ip=OFFICE)
    assert (await told(work, ADA, ip=OFFICE))[0] == "TOO_MANY_REQUESTS"
    assert (await told(work, ADA, PASSWORD, ip=OFFICE))[0] == "SIGNED_IN", "and its people go in and out"


def test_one_ipv6_site_has_one_share_of_the_queue() -> None:
    assert site_of(network_of("2001:db8:1:2::9")) == site_of(network_of("2001:db8:1:ffff::9")) == "2001:db8:1::/48"
    assert site_of(network_of("2001:db8:2::9")) != site_of(network_of("2001:db8:1::9"))
    assert site_of(network_of("192.0.2.7")) == "192.0.2.7"


async def test_a_lock_does_not_tell_after_a_restart_that_the_email_exists(work: Work, quick: list[str | None]) -> None:
    for email in (ADA, NOBODY):
        await guesses(work, email, 3 * FREE_FAILURES)
    await last_seen.settle(work)
    forget_sign_ins()
    assert await told(work, ADA) == await told(work, NOBODY) == ("WRONG_CREDENTIALS", "The email or the password is not right.", 0)


async def test_an_unknown_or_disabled_email_costs_the_same_work(work: Work, quick: list[str | None]) -> None:
    for email in (NOBODY, GONE, "nul\0@acme.example"):
        await told(work, email)
    assert quick == [None, None, None]


async def test_a_failed_sign_in_writes_nothing(work: Work, quick: list[str | None]) -> None:
    before = await work.reader.fetch("SELECT * FROM app_user ORDER BY id")
    for place in range(30):
        await told(work, f"made-up-{place}@acme.example")
        await told(work, ADA, ip=f"203.0.113.{place}")
    await last_seen.settle(work)
    assert await work.reader.fetch("SELECT * FROM app_user ORDER BY id") == before


async def test_after_five_failures_the_next_try_from_there_waits(work: Work, clock: Clock, quick: list[str | None]) -> None:
    await guesses(work, ADA, FREE_FAILURES)
    assert await told(work, ADA, PASSWORD) == ("TOO_MANY_REQUESTS", TooManyRequests(30).message, 30)
    clock.advance(seconds=30)
    assert (await told(work, ADA, PASSWORD))[0] == "SIGNED_IN"
    assert (await told(work, ADA))[0] == "WRONG_CREDENTIALS", "the count began anew"


async def test_fifty_wrong_passwords_do_not_lock_out_others_behind_the_same_proxy(work: Work, quick: list[str | None]) -> None:
    for place in range(60):
        await told(work, f"made-up-{place}@acme.example", ip=OFFICE)
    await guesses(work, NOBODY, 60, [OFFICE])
    assert (await told(work, ADA, PASSWORD, OFFICE))[0] == "SIGNED_IN"


async def test_a_network_that_tries_many_people_is_slowed_and_its_regulars_are_not(
    work: Work, clock: Clock, quick: list[str | None]
) -> None:
    await access.sign_in(work, ADA, PASSWORD, OFFICE)
    for place in range(FREE_FAILURES_OF_A_NETWORK):
        await told(work, f"made-up-{place}@acme.example", ip=OFFICE)
    assert await told(work, NOBODY, ip=OFFICE) == ("TOO_MANY_REQUESTS", TooManyRequests(3).message, 3)
    assert (await told(work, ADA, PASSWORD, OFFICE))[0] == "SIGNED_IN"
    clock.advance(seconds=3)
    assert (await told(work, NOBODY, ip=OFFICE))[0] == "WRONG_CREDENTIALS"
    assert (await told(work, NOBODY, ip=HOME))[0] == "WRONG_CREDENTIALS"


async def test_guessing_from_many_networks_is_slowed_and_the_owner_signs_in_from_where_they_do(
    work: Work, clock: Clock, quick: list[str | None]
) -> None:
    await access.sign_in(work, ADA, PASSWORD, HOME)
    strangers = [f"203.0.113.{place}" for place in range(100)]
    heard = [(await told(work, ADA, ip=stranger))[0] for stranger in strangers]
    assert heard.count("WRONG_CREDENTIALS") == FREE_TRIES_OF_AN_EMAIL
    assert (await told(work, ADA, PASSWORD, HOME))[0] == "SIGNED_IN"
    assert (await told(work, ADA, PASSWORD, strangers[-1]))[0] == "TOO_MANY_REQUESTS", "the owner's success is not to be seen from there"
    forget_sign_ins()
    await guesses(work, ADA, 1, strangers)
    assert (await told(work, ADA, PASSWORD, HOME))[0] == "SIGNED_IN", "remembered over a restart"
    for _ in range(20):
        clock.advance(minutes=5)
        await guesses(work, ADA, 1, strangers)
    assert (await told(work, ADA, PASSWORD, HOME))[0] == "SIGNED_IN"


async def test_at_most_five_networks_are_remembered_and_none_in_the_clear(work: Work, ada: UUID, quick: list[str | None]) -> None:
    for place in range(8):
        await access.sign_in(work, ADA, PASSWORD, f"203.0.113.{place}")
    (found,) = await work.reader.fetch("SELECT usual_networks FROM app_user WHERE id = $1", ada)
    assert str(found["usual_networks"]).count(",") == access.USUAL_NETWORKS - 1
    assert "203.0.113" not in str(found)


async def test_many_tries_at_once_are_no_way_around_the_count(work: Work, quick: list[str | None]) -> None:
    heard = await asyncio.gather(*(told(work, ADA) for _ in range(40)))
    assert [code for code, *_ in heard].count("WRONG_CREDENTIALS") == FREE_FAILURES
    assert len(quick) == FREE_FAILURES


@asynccontextmanager
async def crowd(places: Iterable[str], *, known: bool = False) -> AsyncIterator[None]:
    """One at each of these places has a password checked, or waits for it, as long as the block lasts."""

    async def come(place: str) -> None:
        async with passwords.queue.turn(site_of(network_of(place)), known=known):
            await asyncio.Event().wait()

    people = [asyncio.create_task(come(place)) for place in places]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        for each in people:
            each.cancel()
        await asyncio.gather(*people, return_exceptions=True)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - others take their steps
            await asyncio.sleep(0)


def everywhere(count: int) -> list[str]:
    return [f"203.0.113.{place}" for place in range(count)]


async def test_three_sites_that_flood_keep_nobody_else_out(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has all of its IPv6 /48, with an email and a network of its own for every try."""
    going_on = asyncio.Event()

    async def slow(password_hash: str | None, password: str) -> bool:
        await going_on.wait()
        return password_hash is not None and password == PASSWORD

    monkeypatch.setattr(passwords, "matches", slow)
    flood = [
        asyncio.create_task(told(work, f"made-up-{place}@acme.example", ip=f"2001:db8:{place % 3}:{place}::1")) for place in range(150)
    ]
    await until(lambda: sum(each.done() for each in flood) == len(flood) - AT_ONCE - STRANGERS)
    newcomer = asyncio.create_task(told(work, ADA, PASSWORD, ELSEWHERE))
    await until(lambda: sum(each.done() for each in flood) == len(flood) - AT_ONCE - STRANGERS + 1)
    going_on.set()
    assert (await newcomer)[0] == "SIGNED_IN"
    heard = [(await each)[0] for each in flood]
    assert heard.count("WRONG_CREDENTIALS") == AT_ONCE + STRANGERS - 1
    assert heard.count("TOO_MANY_REQUESTS") == len(flood) - AT_ONCE - STRANGERS + 1
    assert (await told(work, NOBODY, ip="2001:db8:0:1::1"))[0] == "WRONG_CREDENTIALS", "their places are free again"


async def test_a_try_that_is_not_checked_costs_nothing(work: Work, quick: list[str | None]) -> None:
    """Neither one that finds no place, nor one that loses it to others."""
    async with crowd(everywhere(AT_ONCE + STRANGERS)):
        assert {await told(work, ADA) for _ in range(30)} == {CROWDED}
    async with crowd([OFFICE] * (AT_ONCE + STRANGERS - 5)):
        tries = [asyncio.create_task(told(work, ADA, ip=OFFICE)) for _ in range(5)]
        await asyncio.wait(tries, timeout=0.2)
        async with crowd(everywhere(5)):
            assert {await each for each in tries} == {CROWDED}
    assert quick == []
    assert len(access.limits.of_email) == len(access.limits.of_email_and_network) == 0
    assert set(access.limits.of_network._good_at.values()) == {work.now}


async def test_a_million_made_up_emails_push_out_nobody_who_waits_and_take_bounded_memory() -> None:
    limits = SignInLimits()
    limits.of_email_and_network.capacity = limits.of_email.capacity = limits.of_network.capacity = 1000
    for _ in range(FREE_FAILURES):
        async with limits.trying(ADA, HOME, START):
            pass
    for place in range(20_000):
        async with limits.trying(f"made-up-{place}@acme.example", f"net-{place}", START):
            pass
    assert [len(counts) for counts in (limits.of_email_and_network, limits.of_email, limits.of_network)] == [1000] * 3
    with pytest.raises(TooManyRequests):
        async with limits.trying(ADA, HOME, START):
            pass


AT_ONCE_FROM_ONE_DESK = 8


@pytest.mark.parametrize("earlier", [0, FREE_FAILURES - 1])
async def test_eight_right_sign_ins_at_once_with_one_email_all_come_in(work: Work, earlier: int) -> None:
    """Three heard "try again in 30 seconds": those that were still being checked counted as failures."""
    await guesses(work, ADA, earlier)
    heard = await asyncio.gather(*(told(work, ADA, PASSWORD) for _ in range(AT_ONCE_FROM_ONE_DESK)))
    assert heard == [("SIGNED_IN", "", 0)] * AT_ONCE_FROM_ONE_DESK
    (found,) = await work.reader.fetch("SELECT COUNT(*) AS n FROM session")
    assert found["n"] == AT_ONCE_FROM_ONE_DESK
    assert [checking._tries for checking in (access.limits.of_email.checking, access.limits.of_network.checking)] == [{}, {}]


async def test_eight_right_sign_ins_at_once_where_their_owner_is_known_come_in_whatever_is_guessed_elsewhere(work: Work) -> None:
    assert (await told(work, ADA, PASSWORD, OFFICE))[0] == "SIGNED_IN"
    await guesses(work, ADA, 4, networks=[f"203.0.113.{place}" for place in range(FREE_TRIES_OF_AN_EMAIL // 4)])
    heard = await asyncio.gather(*(told(work, ADA, PASSWORD, OFFICE) for _ in range(AT_ONCE_FROM_ONE_DESK)))
    assert heard == [("SIGNED_IN", "", 0)] * AT_ONCE_FROM_ONE_DESK


async def test_eight_right_passwords_at_once_for_what_asks_for_one_once_more_are_all_taken(work: Work, ada: UUID) -> None:
    person = Actor(role=Role.STAFF, level=Level.AGENT, kind="user", id=ada, name="Ada Byron")
    heard = await asyncio.gather(*(fresh_password.confirm(work, person, PASSWORD) for _ in range(AT_ONCE_FROM_ONE_DESK)))
    assert heard == [None] * AT_ONCE_FROM_ONE_DESK


async def test_many_guesses_at_once_are_no_way_around_the_count(work: Work, quick: list[str | None]) -> None:
    heard = await asyncio.gather(*(told(work, ADA, f"guess {place}") for place in range(40)))
    assert sorted({code for code, *_ in heard}) == ["TOO_MANY_REQUESTS", "WRONG_CREDENTIALS"]
    assert len(quick) == FREE_FAILURES
    assert (await told(work, ADA, PASSWORD))[0] == "TOO_MANY_REQUESTS"


def test_waits_double_and_are_bounded() -> None:
    waits = [int(wait_after(failures, 5).total_seconds()) for failures in (4, 5, 6, 7, 9, 10, 10_000)]
    assert waits == [0, 30, 60, 120, 480, 900, 900]


def test_failures_are_forgotten_in_time() -> None:
    counts = FailureCounts(free=2)
    counts.add(b"d", START)
    counts.add(b"d", START)
    assert counts.wait(b"d", START) == 30
    late = START + timedelta(seconds=30) + LONGEST_WAIT
    counts.add(b"d", late + timedelta(seconds=1))
    assert counts.wait(b"d", late + timedelta(seconds=1)) == 0


def test_an_allowance_comes_back_bit_by_bit() -> None:
    allowance = Allowance(free=2, forgiven_every=FORGIVEN_EVERY)
    for _ in range(2):
        assert allowance.wait(b"net", START) == 0
        allowance.add(b"net", START)
    assert allowance.wait(b"net", START) == 3
    take_back = allowance.add(b"net", START)
    assert allowance.wait(b"net", START) == 6
    take_back()
    assert allowance.wait(b"net", START) == 3


def test_a_failure_that_was_none_leaves_no_trace() -> None:
    counts = FailureCounts(free=2)
    counts.add(b"d", START)
    take_back = counts.add(b"d", START + timedelta(minutes=10))
    assert counts.wait(b"d", START + timedelta(minutes=10)) == 30
    take_back()
    assert counts.wait(b"d", START + timedelta(minutes=10)) == 0
    counts.add(b"d", START + timedelta(minutes=16))
    assert counts.wait(b"d", START + timedelta(minutes=16)) == 0, "the first one was forgotten as if there had been none since"
    take_back = counts.add(b"d", START + timedelta(minutes=17))
    counts.add(b"d", START + timedelta(minutes=17))
    assert counts.wait(b"d", START + timedelta(minutes=17)) == 60
    take_back()
    assert counts.wait(b"d", START + timedelta(minutes=17)) == 30, "what others added since stays"


def test_an_ipv6_client_is_its_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1")
    assert network_of("2001:db8:0:1::1") != network_of("2001:db8:0:2::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("192.0.2.1") == network_of("::ffff:192.0.2.1")
    assert network_of("::ffff:192.0.2.1") != network_of("::ffff:192.0.2.2")
    assert network_of("fe80::1%eth0") == network_of("fe80::2%eth0")
    assert network_of("unix") == "unix"


async def test_a_crowd_of_strangers_leaves_places_for_those_who_are_known_there(work: Work, ada: UUID, quick: list[str | None]) -> None:
    """Also for the password that somebody inside is asked for once more: they wait beside the strangers."""
    assert (await told(work, ADA, PASSWORD))[0] == "SIGNED_IN"
    async with crowd(everywhere(AT_ONCE + STRANGERS - 1)), crowd([ELSEWHERE]):
        assert await told(work, NOBODY) == await told(work, ADA, PASSWORD, ip=OFFICE) == CROWDED
        signing_in = asyncio.create_task(told(work, ADA, PASSWORD))
        confirming = asyncio.create_task(fresh_password.confirm(work, person(ada), PASSWORD))
        await until(lambda: len(passwords.queue._known) == 2)
    assert (await signing_in)[0] == "SIGNED_IN"
    await confirming


async def test_a_crowd_does_not_show_whom_it_leaves_places_for(work: Work, quick: list[str | None]) -> None:
    """A wrong password where its email's owner has signed in before is told what is told there of an email that nobody has."""
    assert (await told(work, ADA, PASSWORD))[0] == "SIGNED_IN"
    async with crowd(everywhere(AT_ONCE + STRANGERS)):
        assert await told(work, NOBODY) == CROWDED
        known = asyncio.create_task(told(work, ADA))
        await until(lambda: len(passwords.queue._known) == 1)
    assert await known == CROWDED
    assert len(quick) == 2, "it was looked at, in case it was right"


async def test_a_crowd_of_known_people_asks_the_next_to_come_again(work: Work, ada: UUID, quick: list[str | None]) -> None:
    assert (await told(work, ADA, PASSWORD))[0] == "SIGNED_IN"
    async with crowd(everywhere(AT_ONCE + STRANGERS), known=True), crowd(everywhere(STRANGERS)):
        assert await told(work, ADA, PASSWORD) == CROWDED
        for _ in range(2 * FREE_FAILURES):
            with pytest.raises(TooManyRequests, match=f"{SOON} seconds"):
                await fresh_password.confirm(work, person(ada), PASSWORD)
    await fresh_password.confirm(work, person(ada), PASSWORD)
