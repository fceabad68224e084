"""Why a verb is not done here: no step of this flow, for somebody else to do in this status, or not possible in it at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.sentences import Phrase, Said, Sentence, either
from portico.domain.statuses import Flow, Role

NOT_OF_FLOW: Final[Mapping[Flow, Sentence]] = {
    Flow.NL: Sentence("action_unavailable.NL", "“{verb}” is no step of a request for Dutch numbers."),
    Flow.STANDARD: Sentence("action_unavailable.STANDARD", "“{verb}” is a step of requests for Dutch numbers only."),
}
ELSEWHERE: Final[Mapping[Flow, Sentence]] = {
    Flow.NL: Sentence("action_unavailable.NL.whole", "“{verb}” is done for a whole request of Dutch numbers, not for single ones."),
    Flow.STANDARD: Sentence("action_unavailable.STANDARD.each", "“{verb}” is done for the numbers of this request, not for it as a whole."),
}
"""What is no step here, and in the same flow one of the request as a whole or of its numbers."""
_NOT_WHILE: Final = Sentence("action_unavailable", "“{verb}” is not possible while the status is “{status}”.")
_FOR_OTHERS: Final = Sentence("action_unavailable.for_others", "“{verb}” is for {who} to do while the status is “{status}”.")
_WHO: Final[Mapping[Role, Phrase]] = {
    Role.CUSTOMER: Phrase("role.CUSTOMER", "the customer"),
    Role.STAFF: Phrase("role.STAFF", "staff"),
    Role.CARRIER: Phrase("role.CARRIER", "the carrier"),
}


def not_while(verb: Said, status: Said, others: Role | None) -> Said:
    """That a verb is not done in this status; where people of other roles do it there, that it is for them."""
    who = [phrase.said() for role, phrase in _WHO.items() if others and role in others]
    return _FOR_OTHERS.said(verb=verb, who=either(who), status=status) if who else _NOT_WHILE.said(verb=verb, status=status)
