"""Runs one document: plain fields by plans, everything else as graphql-core does, and counted either way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from graphql import GraphQLList, GraphQLObjectType, GraphQLResolveInfo, OperationType
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import Path

from portico.graphql.serving.meter import LONG, Metered
from portico.graphql.serving.planned.calls import Call, call_of
from portico.graphql.serving.planned.direct import Directly, at_once, direct_of
from portico.graphql.serving.planned.mixed import kinds_of
from portico.graphql.serving.planned.plain_fields import Surprise
from portico.graphql.serving.planned.plans import Collected, Plan, Plans, hangs_on_levels

TOGETHER: Final = 100
"""Of so many things of a long list what is read ahead is read at once."""


class Execution(Metered):
    """The context in which Strawberry runs a document of ours."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ready = self.context_value.ready
        self._collected = ready.collected if ready and ready.operation is self.operation else Collected()
        self._plans = Plans(self, self._collected.plans)
        self._surprised = set[int]()
        self.written = dict[tuple[Any, int], tuple[Any, int, Any]]()

    def execute_collected_root_fields(self, root_type: GraphQLObjectType, root_value: Any, fields: GroupedFieldSet, *more: Any) -> Any:
        """The fields of the root, found as they were the last time."""
        root = self._collected.root(fields)
        if self._collected.exact and self._collected.direct is None and self.operation.operation is OperationType.QUERY:
            self._collected.direct = self._direct(root_type, root) or False
        return super().execute_collected_root_fields(root_type, root_value, root, *more)

    def _direct(self, root_type: GraphQLObjectType, root: GroupedFieldSet) -> Directly | None:
        """How this is answered the next time without all this, if it can be."""
        if len(root) != 1:
            return None
        ((key, details),) = root.items()

        def told(call: Call, path: Path) -> GraphQLResolveInfo[Any]:
            return self.build_resolve_info(call.field, call.nodes, root_type, path)

        def plan_of(kind: GraphQLObjectType) -> Plan:
            below = self.collect_subfields(kind, details)
            return self._plans.of(kind, below.grouped_field_set, together=hangs_on_levels(kind))

        try:
            call = self._collected.call(details, lambda: self._call_of(root_type, details))
            return direct_of(key, call, told, plan_of)
        except Exception:  # noqa: BLE001 - as below
            return None

    def collect_subfields(self, return_type: GraphQLObjectType, details: FieldDetailsList) -> Any:
        """The fields below one, collected once for a document and its variables."""
        return self._collected.below(return_type, details, super().collect_subfields)

    def execute_fields(self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Any, position: Any) -> Any:
        """The fields of one object: what is plain by its plan, the rest beside it. What surprises the plan is all done the ordinary way."""
        try:
            plan = self._plans.of(parent_type, fields, together=hangs_on_levels(parent_type) and _is_alone(path))
        except Exception:  # noqa: BLE001 - a variable that cannot be used here: graphql-core says it where something is read, if it is
            return super().execute_fields(parent_type, source_value, path, fields, position)
        if plan.read is None or id(plan) in self._surprised:
            return super().execute_fields(parent_type, source_value, path, fields, position)
        if plan.ahead:
            return self._read_ahead(plan, parent_type, source_value, path, position)
        return self._by_plan(plan, parent_type, source_value, path, position)

    def execute_field(self, parent_type: GraphQLObjectType, source: Any, details: FieldDetailsList, path: Path, position: Any) -> Any:
        """One field: its resolver is called at once, where what it is given is known already."""
        call = self._collected.call(details, lambda: self._call_of(parent_type, details))
        if call is None:
            return super().execute_field(parent_type, source, details, path, position)
        return self._called(call, source, details, (parent_type, path), position)

    def _call_of(self, parent_type: GraphQLObjectType, details: FieldDetailsList) -> Call | None:
        field = self.schema.get_field(parent_type, details[0].node.name.value)
        if field is None:
            return None
        try:
            schema: Any = self.schema
            return call_of(schema._strawberry_schema, field, details, self.variable_values, exact=self._collected.exact)
        except Exception:  # noqa: BLE001 - as below
            return None

    async def _called(
        self, call: Call, source: Any, details: FieldDetailsList, place: tuple[GraphQLObjectType, Path], position: Any
    ) -> Any:
        """As graphql-core answers a field that is awaited."""
        kind, (parent_type, path) = call.field.type, place
        try:
            info = self.build_resolve_info(call.field, call.nodes, parent_type, path)
            resolved = await call.resolve(source, info)
            completed = self.complete_value(kind, details, info, path, resolved, position)
            return await completed if self.is_awaitable(completed) else completed
        except Exception as problem:  # noqa: BLE001 - it is told at its path
            self.handle_field_error(problem, kind, details, path)
            return None

    def complete_list_value(  # noqa: PLR0917 - as graphql-core calls it
        self, return_type: GraphQLList[Any], details: Any, info: GraphQLResolveInfo[Any], path: Path, result: Any, position: Any
    ) -> Any:
        """A long list of several types by the plan of each, if all that is asked of them is plain; else as graphql-core does."""

        def ordinary() -> Any:
            return super(Execution, self).complete_list_value(return_type, details, info, path, result, position)

        kinds = kinds_of(self.schema, return_type.of_type) if type(result) is list and len(result) > LONG else None
        return ordinary() if kinds is None or details[0].node.directives else self._mixed(kinds, details, result, ordinary)

    async def _mixed(
        self, kinds: Mapping[type[Any], GraphQLObjectType], details: FieldDetailsList, things: list[Any], ordinary: Callable[[], Any]
    ) -> Any:
        counted, answered = self.counted, list[Any]()
        try:
            plans = {made_of: self._plan_in_a_list(kinds[made_of], details) for made_of in set(map(type, things))}
            for first in range(0, len(things), TOGETHER):
                answered += await self._together(plans, things[first : first + TOGETHER])
        except Exception:  # noqa: BLE001 - as below
            self.counted = counted
            found = ordinary()
            return await found if self.is_awaitable(found) else found
        return answered

    def _plan_in_a_list(self, kind: GraphQLObjectType, details: FieldDetailsList) -> Plan:
        """The plan of all that is asked of a thing of this type. Raises Surprise where a plan is not enough."""
        collected = self.collect_subfields(kind, details)
        plan = self._plans.of(kind, collected.grouped_field_set, together=True)
        if plan.rest or collected.new_defer_usages:
            raise Surprise
        return plan

    async def _together(self, plans: Mapping[type[Any], Plan], things: Sequence[Any]) -> list[Any]:
        """Some of a list, after what is read for all of them; then everybody else's turn, if it is time for that."""
        for made_of in set(map(type, things)):
            for ahead in plans[made_of].ahead:
                await ahead.read_of(self.context_value, [each for each in things if type(each) is made_of])
        answered = [read(each, self) if (read := plans[type(each)].read) else {} for each in things]
        if self.is_tired:
            await self.rest()
        return answered

    async def _read_ahead(self, plan: Plan, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, position: Any) -> Any:
        """What is read for whole levels first, then the same; if that goes wrong, it is all done the ordinary way, too."""
        try:
            await at_once([each.read(self.context_value, source_value) for each in plan.ahead])
            answered = self._by_plan(plan, parent_type, source_value, path, position)
        except Exception:  # noqa: BLE001 - as below
            self._surprised.add(id(plan))
            answered = super().execute_fields(parent_type, source_value, path, plan.fields, position)
        return await answered if self.is_awaitable(answered) else answered

    def _by_plan(self, plan: Plan, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, position: Any) -> Any:
        counted = self.counted
        try:
            found = plan.read(source_value, self) if plan.read else {}
        except Exception:  # noqa: BLE001 - whatever it was, the ordinary way comes to it again and says it
            self.counted = counted
            self._surprised.add(id(plan))
            return super().execute_fields(parent_type, source_value, path, plan.fields, position)
        if not plan.rest:
            return found
        rest = super().execute_fields(parent_type, source_value, path, plan.rest, position)
        return _awaited(plan.fields, found, rest) if self.is_awaitable(rest) else _in_order(plan.fields, found, rest)


def _is_alone(path: Path | None) -> bool:
    """Whether nothing stands beside an object: it is in no list, and so its level is itself."""
    while path:
        if type(path.key) is int:
            return False
        path = path.prev
    return True


async def _awaited(fields: GroupedFieldSet, found: Mapping[str, Any], rest: Awaitable[Mapping[str, Any]]) -> dict[str, Any]:
    return _in_order(fields, found, await rest)


def _in_order(fields: GroupedFieldSet, found: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    return {key: found[key] if key in found else rest[key] for key in fields}
