"""The grids can be read, mistakes in them are told by line, and what they say does not contradict itself."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.domain.lifecycles.cells import AS_THE_ACTOR, GONE, ROLES, Cell, Grid, Named, Row, Verdict
from tests.domain.lifecycles.grid import GridError, parse, read_all

GRIDS = read_all()
CREATED_BY_FOLLOW_ON = {"port_out_order.create"}
"""Follow-ons that are no verb of a subject, because there is no subject yet."""

HEAD = """
lifecycle parcel
flows LAND SEA
statuses PACKED SENT LOST FOUND
ended FOUND
codes TOO_HEAVY UNPAID
fact weight = light | heavy
fact paid = yes | no
fact last = none | PACKED | SENT
fact asks.reason = given | missing
change label = printed
change bill(bill_at bill_amount) = made | cleared
change mark() = seen | torn
default SENT: weight=heavy
default LOST[last=SENT]: paid=no
"""
TABLE = "| given | customer | staff | carrier | system |"
LAND = f"""
flow LAND
split LOST by last = PACKED | SENT
verb send
writes mark=seen
writes SENT: bill=made
beside SENT, PACKED: +shelf.clear
{TABLE}
| PACKED                     | SENT label=printed +track +invoice.settle? | x | !TOO_HEAVY !UNPAID? | . |
| SENT[weight=light paid=no] | =                                          | x | ~reason ~stamp      | - |
| LOST[last=PACKED]          | gone                                       | x | PACKED mark=torn    | . |
| any other                  | .                                          | x | .                   | . |
"""
SEA = f"""
flow SEA
verb send
{TABLE}
| every status | . | x | . | . |   # the sea is closed
"""
EVERY_CELL = [(grid, row, role, row.cells[role]) for grid in GRIDS.values() for row in grid.rows for role in ROLES]
LINES_BEFORE_LAND = HEAD.count("\n")
SECOND_ROW = LAND.splitlines().index(TABLE) + 2


def row_of(grid: Grid, status: str, **facts: str) -> Row:
    return next(row for row in grid.rows if row.status == status and facts.items() <= row.facts.items())


@pytest.fixture(scope="module")
def parcel() -> Grid:
    return parse(HEAD + LAND + SEA)


def test_a_cell_says_where_it_goes_what_changes_and_what_follows(parcel: Grid) -> None:
    cell = row_of(parcel, "PACKED").cells["customer"]
    assert (cell.verdict, cell.status, cell.changes) == (Verdict.ALLOWED, "SENT", {"mark": "seen", "bill": "made", "label": "printed"})
    assert cell.then == (Named("parcel.track"), Named("invoice.settle", optional=True))


def test_what_a_table_writes_is_in_each_of_its_cells_that_lead_there_unless_the_cell_says_otherwise(parcel: Grid) -> None:
    stays, lost = row_of(parcel, "SENT").cells["customer"], row_of(parcel, "LOST").cells
    assert (stays.changes, stays.beside) == ({"mark": "seen", "bill": "made"}, ("shelf.clear",))
    assert (lost["customer"].changes, lost["customer"].beside) == ({"mark": "seen"}, ())
    assert (lost["carrier"].changes, lost["carrier"].beside) == ({"mark": "torn"}, ("shelf.clear",))


def test_a_word_speaks_of_its_columns_of_the_one_named_like_it_or_of_none(parcel: Grid) -> None:
    assert parcel.columns == {"label": ("label",), "bill": ("bill_at", "bill_amount"), "mark": ()}


def test_every_kind_of_cell_is_read(parcel: Grid) -> None:
    sent = row_of(parcel, "SENT", weight="light", paid="no").cells
    assert (sent["customer"].verdict, sent["customer"].status) == (Verdict.ALLOWED, None)
    assert sent["staff"].verdict is Verdict.NOT_PERMITTED
    assert sent["carrier"] == Cell(Verdict.INVALID, paths=("reason", "stamp"))
    assert sent["system"].verdict is Verdict.CANNOT_ARISE
    assert row_of(parcel, "LOST").cells["customer"].status == GONE
    assert row_of(parcel, "PACKED").cells["carrier"].codes == (Named("TOO_HEAVY"), Named("UNPAID", optional=True))


def test_facts_come_from_the_row_then_the_status_then_the_head(parcel: Grid) -> None:
    everything_said = {"weight": "light", "paid": "yes", "last": "none", "asks.reason": "given"}
    assert row_of(parcel, "PACKED").facts == everything_said
    assert row_of(parcel, "SENT").facts == everything_said | {"paid": "no"}
    assert row_of(parcel, "LOST", last="SENT").facts == everything_said | {"last": "SENT", "paid": "no"}


def test_any_other_stands_for_every_status_and_part_without_a_row(parcel: Grid) -> None:
    land = [(row.status, row.stated) for row in parcel.rows if row.flow == "LAND"]
    assert land[3:] == [("LOST", {"last": "SENT"}), ("FOUND", {})]
    assert [row.status for row in parcel.rows if row.flow == "SEA"] == ["PACKED", "SENT", "LOST", "FOUND"]


def test_a_row_is_titled_as_the_grid_writes_it(parcel: Grid) -> None:
    assert parcel.rows[1].title == "LAND send SENT[weight=light paid=no]"
    assert parcel.rows[1].line == LINES_BEFORE_LAND + SECOND_ROW + 1


def test_verbs_may_share_a_table() -> None:
    grid = parse(f"lifecycle parcel\nstatuses SENT\nverb weigh, wait\n{TABLE}\n| SENT | = | x | x | x |\n")
    assert grid.verbs == ("weigh", "wait")
    assert [row.flow for row in grid.rows] == [None, None]


@pytest.mark.parametrize(
    ("tried", "taken"),
    [
        (["a.one", "b.two"], True),
        (["a.one", "b.maybe", "b.two"], True),
        (["b.two", "a.one"], False),
        (["a.one"], False),
        (["a.one", "b.two", "c.more"], False),
        (["a.one", "b.two", "b.maybe"], False),
    ],
)
def test_follow_ons_are_compared_in_order_and_optional_ones_may_be_left_out(tried: list[str], taken: bool) -> None:
    cell = Cell(Verdict.ALLOWED, then=(Named("a.one"), Named("b.maybe", optional=True), Named("b.two")))
    assert cell.takes_follow_ons(tried) is taken


def test_codes_are_compared_in_any_order_and_optional_ones_may_be_left_out() -> None:
    cell = Cell(Verdict.BLOCKED, codes=(Named("A"), Named("B"), Named("C", optional=True)))
    assert cell.takes_codes(["B", "A"])
    assert cell.takes_codes(["C", "B", "A"])
    assert not cell.takes_codes(["A"])
    assert not cell.takes_codes(["A", "B", "D"])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("| TORN | = | x | x | x |", "unknown status 'TORN'"),
        ("| SENT[weight=huge] | = | x | x | x |", "weight=huge is not declared"),
        ("| SENT[weight=light weight=heavy] | = | x | x | x |", "says a fact twice"),
        ("| SENT[weight=light | = | x | x | x |", "is not STATUS"),
        ("| SENT | = | x | x |", "a row has a given and 4 cells, this one has 4 parts"),
        ("| SENT | SENT | x | x | x |", "write = where the status stays SENT"),
        ("| SENT | TORN | x | x | x |", "unknown status 'TORN'"),
        ("| SENT | = label=torn | x | x | x |", "label=torn is not declared"),
        ("| SENT | = +track label=printed | x | x | x |", "follow-ons stand last"),
        ("| SENT | = +Track | x | x | x |", "is not +verb"),
        ("| SENT | !TOO_SMALL | x | x | x |", "'!TOO_SMALL' is not a !CODE of the grid's head"),
        ("| SENT | !TOO_HEAVY UNPAID | x | x | x |", "'UNPAID' is not a !CODE of the grid's head"),
        ("| SENT | | x | x | x |", "a cell is empty"),
        ("| PACKED | = | x | x | x |", "PACKED with these facts has a row already"),
        ("| LOST | = | x | x | x |", "LOST must say last=PACKED|SENT"),
        ("| every status | . | x | x | x |", "write `every status` in a table's only row"),
        ("| any other | SENT | x | x | x |", "may only refuse"),
    ],
)
def test_a_mistake_is_told_with_its_line(row: str, message: str) -> None:
    rows = LAND.splitlines()
    rows.insert(SECOND_ROW, row)
    with pytest.raises(GridError) as told:
        parse(HEAD + "\n".join(rows) + "\n" + SEA, "parcel.grid")
    assert message in str(told.value)
    assert str(told.value).startswith(f"parcel.grid:{LINES_BEFORE_LAND + SECOND_ROW + 1}:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + LAND, "verb send has no table in flow SEA"),
        (HEAD + LAND.replace("| any other ", "| SENT ") + SEA, "verb send has no row for LOST[last=SENT]"),
        (HEAD + LAND + SEA + "| SENT | . | x | . | . |", "is the last row of a table"),
        (
            HEAD + LAND.replace(TABLE, "| given | staff | customer | carrier | system |") + SEA,
            "the table's first line is | given | customer",
        ),
        (HEAD + LAND + SEA + "flown LAND", "a line starts with one of"),
        (HEAD + LAND + SEA + "writes mark=seen", "`writes` stands under a verb"),
        (HEAD + LAND.replace("writes mark", "writes TORN: mark") + SEA, "unknown status 'TORN'"),
        (HEAD + LAND.replace("writes mark=seen", "writes mark=eaten") + SEA, "mark=eaten is not declared"),
        (HEAD + "change fee(bill_at) = paid" + LAND.replace("mark=seen", "fee=paid") + SEA, "two words speak of bill_at"),
        (HEAD + "change Fee = paid", "write `change word = value"),
        (HEAD + LAND + "flow AIR", "unknown flow 'AIR'"),
        (HEAD + LAND + "verb send", "verb send has a table already"),
        (HEAD + "verb send", "a verb stands under a flow"),
        (HEAD + TABLE, "a table stands under a verb"),
        (HEAD + "fact weight = light", "each name once"),
        (HEAD, "at least one verb"),
    ],
)
def test_a_grid_that_leaves_something_out_is_refused(text: str, message: str) -> None:
    with pytest.raises(GridError) as told:
        parse(text)
    assert message in str(told.value)


# ---- what the reviewed grids say together


def allowed() -> Iterator[tuple[Grid, Row, str, Cell]]:
    return ((grid, row, role, cell) for grid, row, role, cell in EVERY_CELL if cell.verdict is Verdict.ALLOWED)


def where(grid: Grid, row: Row, role: str) -> str:
    return f"{grid.lifecycle} line {row.line}: {row.title} by {role}"


def test_every_lifecycle_of_the_domain_has_a_grid() -> None:
    ports = {"port_out_order", "port_out_request", "porting_number", "porting_request", "snapback", "internal_move"}
    assert set(GRIDS) == ports | {"document", "phone_number"}


def test_nothing_moves_what_has_ended() -> None:
    assert [where(grid, row, role) for grid, row, role, _ in allowed() if row.status in grid.ended] == []


def test_a_role_that_may_never_do_a_verb_is_told_so_everywhere_and_every_other_role_may_somewhere() -> None:
    for grid in GRIDS.values():
        for verb in grid.verbs:
            for role in ROLES:
                verdicts = {row.cells[role].verdict for row in grid.rows if row.verb == verb}
                never = verdicts == {Verdict.NOT_PERMITTED}
                assert never or Verdict.NOT_PERMITTED not in verdicts, f"{grid.lifecycle}.{verb} by {role} mixes x with others"
                assert never or Verdict.ALLOWED in verdicts, f"{grid.lifecycle}.{verb} by {role} is never allowed, so it is x"


def test_every_follow_on_is_a_verb_that_the_system_or_the_actor_may_do() -> None:
    by_system = {f"{grid.lifecycle}.{row.verb}" for grid, row, role, _ in allowed() if role == "system"}
    followed = {follow_on.name for _, _, _, cell in allowed() for follow_on in cell.then}
    assert followed <= by_system | CREATED_BY_FOLLOW_ON | AS_THE_ACTOR


def test_follow_ons_form_no_cycle() -> None:
    followed: dict[str, set[str]] = {}
    for grid, row, _, cell in allowed():
        followed.setdefault(f"{grid.lifecycle}.{row.verb}", set()).update(one.name for one in cell.then)
    while followed:
        leaves = {verb for verb, after in followed.items() if not after & followed.keys()}
        assert leaves, f"these follow one another in a circle: {sorted(followed)}"
        for verb in leaves:
            del followed[verb]


def test_every_declared_code_value_and_change_is_used() -> None:
    for grid in GRIDS.values():
        cells = [cell for row in grid.rows for cell in row.cells.values()]
        assert set(grid.codes) == {code.name for cell in cells for code in cell.codes}
        stated = {(name, value) for row in grid.rows for name, value in row.facts.items()}
        assert {(name, value) for name, values in grid.facts.items() for value in values} - stated == set()
        changed = {(name, value) for cell in cells for name, value in cell.changes.items()}
        assert {(name, value) for name, values in grid.changes.items() for value in values} - changed == set()


def test_a_number_that_ends_settles_the_inventory_and_then_its_request() -> None:
    for grid, row, role, cell in allowed():
        if grid.lifecycle == "porting_number" and cell.status in grid.ended:
            inventory = "phone_number.activate" if cell.status == "COMPLETED" else "phone_number.remove"
            assert [one.name for one in cell.then] == [inventory, "porting_request.conclude"], where(grid, row, role)


def test_a_port_out_that_ends_leaves_no_number_in_between() -> None:
    for grid, row, role, cell in allowed():
        if grid.lifecycle == "port_out_request" and cell.status in grid.ended:
            number = "phone_number.port_out" if cell.status == "PORTED_OUT" else "phone_number.return_to_service"
            assert number in [one.name for one in cell.then], where(grid, row, role)


def test_an_open_order_is_never_left_behind() -> None:
    for grid, row, role, cell in allowed():
        if grid.lifecycle == "port_out_request" and row.facts["order"] == "FEE_BILLED" and cell.status in grid.ended:
            verb = "complete" if cell.status == "PORTED_OUT" else "cancel"
            assert Named(f"port_out_order.{verb}") in cell.then, where(grid, row, role)


def test_at_the_deadline_exactly_one_of_expiry_and_approval_happens() -> None:
    rows = [
        row
        for row in GRIDS["port_out_request"].rows
        if (row.status, row.facts["pin"], row.facts["two_person"], row.facts["freeze"]) == ("ACTION_REQUIRED", "checked", "no", "none")
        and row.facts["chosen"] == "owner"
        and row.cells["system"].verdict is Verdict.ALLOWED
    ]
    happens = {
        verb: {(row.facts["policy"], row.facts["deadline"]) for row in rows if row.verb == verb}
        for verb in ("expire", "approve_on_deadline")
    }
    assert happens["expire"] & happens["approve_on_deadline"] == set()
    assert {policy for policy, _ in happens["expire"] | happens["approve_on_deadline"]} == set(GRIDS["port_out_request"].facts["policy"])


AT_THAT_MOMENT = {"now": "passed", "ends_now": "closed", "due_now": "due"}


def test_where_a_moment_that_has_passed_makes_a_difference_the_grid_says_what_holds_at_that_very_moment() -> None:
    """Deadlines are half-open. A grid of `expire` without its row at `deadline=now` was noticed by nothing."""
    for grid in GRIDS.values():
        rows = {(row.flow, row.verb, row.status, frozenset(row.stated.items())): row for row in grid.rows}
        moments = [(fact, now, past) for fact, values in grid.facts.items() for now, past in AT_THAT_MOMENT.items() if now in values]
        for (fact, now, past), ((flow, verb, status, stated), row) in product(moments, rows.items()):
            others = stated - {(fact, past)}
            before = rows.get((flow, verb, status, others)) if others != stated else None
            if before and before.cells != row.cells:
                assert (flow, verb, status, others | {(fact, now)}) in rows, f"{grid.lifecycle}: {row.title}, and not {fact}={now}"


def test_a_rejected_cancellation_leaves_every_verb_of_the_status_before_it() -> None:
    rows = [row for row in GRIDS["porting_number"].rows if row.flow == "STANDARD" and not row.verb.startswith(("mirror", "provision"))]
    plain = {
        (row.verb, row.status, role)
        for row in rows
        for role in ROLES
        if row.cells[role].verdict is Verdict.ALLOWED and row.status in GRIDS["porting_number"].facts["resume"]
    }
    refused = {
        (row.verb, row.facts["resume"], role)
        for row in rows
        for role in ROLES
        if row.cells[role].verdict is Verdict.ALLOWED and row.status == "CANCELLATION_REJECTED"
    }
    assert refused == plain
