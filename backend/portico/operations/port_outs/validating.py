"""A gaining carrier asks what the door would say, and hands nothing in. It is the same door: as dear, as slow, and heard of as much."""

from __future__ import annotations

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.port_outs.door import judge
from portico.domain.refusals import Blocked
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.port_outs.door import asked_numbers, gaining_carrier, lock_owners, pins_of, read_asked
from portico.operations.port_outs.port_out_inputs import ValidatePortOut
from portico.operations.port_outs.turning_away import Knock, keep_refusal, leaving_on_a_full_tick


async def validate(work: Work, actor: Actor, command: ValidatePortOut) -> list[str]:
    """The numbers, E.164, that would be let in together now; nothing is made, and nothing of it is remembered as an answer.

    Raises NotPermitted, InvalidInput for what cannot be read, and Blocked as `receive` does: counted as a try, and told to the owners.
    """
    actor = permitted(actor, "port_out_request.validate")
    let_in: list[str] = []

    async def do(unit: Unit) -> Outcome:
        let_in.clear()
        return await _validate(unit, actor, command, let_in)

    leave = leaving_on_a_full_tick(len(command.numbers))
    outcome = await work.unit(do, actor)
    if outcome.refusal:
        await leave()
        raise outcome.refusal
    return let_in


async def _validate(unit: Unit, actor: Actor, command: ValidatePortOut, let_in: list[str]) -> Outcome:
    problems = Problems()
    carrier = await gaining_carrier(unit, actor, None, problems)
    numbers = await read_asked(command.numbers, carrier, problems)
    problems.refuse()
    if carrier is None:
        raise AssertionError("unreachable: it is a problem")
    await lock_owners(unit, carrier.id, numbers.e164s)
    asked, _found = await asked_numbers(unit, carrier.id, pins_of(numbers, command.numbers, command.pin), command.account_number)
    verdict = judge(asked)
    if verdict.blockers:
        await keep_refusal(unit, Knock(carrier.id, carrier.name, None), asked, verdict)
        return Outcome(new_id(unit.now), refusal=Blocked(verdict.blockers))
    let_in += numbers.e164s
    return Outcome(new_id(unit.now))
