"""What the pre-flight check of a draft finds, as clients see it."""

from __future__ import annotations

from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.submitting import requirement_of, submission_problems, today
from portico.graphql.engine.words import code_field, params_field, worded

text = strawberry.field


@strawberry.type(description="Something the pre-flight check found.")
class Finding:
    code: str = text(description="Stable; branch on this.")
    path: str = text(description="The field or document it is about.")
    message: str = text(description="What is missing and how to mend it.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()
    blocks: bool = text(description="Whether it keeps the request from being submitted.")


def findings(view: PortingRequestView, now: datetime) -> list[Finding]:
    """What the pre-flight check finds: the guards of `submit`, spelled out field by field, then what only deserves a look."""
    blocking = [Finding(code=p.code, path=p.path, **worded(p.said), blocks=True) for p in submission_problems(view, now)]
    requirement = requirement_of(view)
    warnings = requirements.request_warnings(view.documents, requirement, today(view, now)) if requirement else []
    return blocking + [Finding(code=w.code, path=w.path, **worded(w.said), blocks=False) for w in warnings]
