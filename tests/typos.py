"""`make typos`: plants misspellings in a throw-away copy of the law and its operations, one after the other, and shows what finds each.

Types find most; what a table or a list of fields refers to by name is found at the start. One that survives both ends this with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from tests.looked_up import OF_FILES, unknown

HERE: Final = Path(__file__).parent.parent
CODE: Final = Path("backend/portico")
LAW: Final = "domain"
FLOOR: Final = "operations"
TYPES: Final = (sys.executable, "-m", "mypy", "--no-error-summary", "--no-color-output")
_MOMENTS: Final = count(int(time.time()), 2)
TABLES: Final = (sys.executable, "-c", "import portico.app; from portico.operations.tables import register; register()")


@dataclass(frozen=True)
class Typo:
    """In this file of a room, `wrong` instead of `right`, which stands there once."""

    what: str
    file: str
    right: str
    wrong: str
    room: str = LAW


TYPOS: Final = (
    Typo(
        "a column in a guard",
        "port_ins/porting_number_guards.py",
        "number.review_started_at is not None",
        "number.review_startd_at is not None",
    ),
    Typo("a column in changes", "port_ins/porting_number_changes.py", '{"review_started_at": now}', '{"review_startd_at": now}'),
    Typo(
        "a column in notes", "port_ins/porting_number_changes.py", "(foc_at=number.foc_at, attempt_no", "(foc_at=number.foc_at, atempt_no"
    ),
    Typo("a moment in notes", "port_ins/porting_number_changes.py", 'changes.get("foc_at", number', 'changes.get("foc_att", number'),
    Typo("a code in notes", "port_ins/porting_number_changes.py", 'changes.get("status_reason_code")', 'changes.get("status_reson_code")'),
    Typo(
        "a profile in notes",
        "inventory/phone_number.py",
        'changes.get("configuration_profile_id")',
        'changes.get("configuration_profil_id")',
    ),
    Typo("a moment noted elsewhere", "inventory/locks/locking.py", 'changes.get("unlocks_at")', 'changes.get("unlock_at")'),
    Typo("a field of what is asked", "port_ins/porting_request_changes.py", "asked.answer_due_at", "asked.anwser_due_at"),
    Typo("the verb of a follow-on", "port_ins/porting_number_table.py", '"porting_request", "conclude"', '"porting_request", "conlcude"'),
    Typo("a fact", "inventory/phone_number.py", 'Fact("asked_profile_account_id")', 'Fact("asked_profile_acount_id")'),
    Typo("an event", "dates/foc_reminders.py", "Happening.PORTING_NUMBER_FOC_TODAY", "Happening.PORTING_NUMBER_FOC_TODYA"),
    Typo("what the carrier is owed", "port_ins/porting_request_table.py", 'owes="perform"', 'owes="preform"'),
    Typo("a variant", "port_ins/porting_request_table.py", 'variant="cancel_porting"', 'variant="cancel_portnig"'),
    Typo("a sentence without code", "port_outs/pins.py", "Malformed(_MALFORMED.said())", 'Malformed("4 to 20 letters and digits.")'),
    Typo("why it stands so", "lifecycle.py", 'changes["status_reason"] = own', 'changes["status_reson"] = own'),
    Typo("what a rejection resumes", "port_ins/porting_number.py", "return number.resume_status", "return number.resume_staus"),
    Typo("a reason", "giving_reasons.py", "(asked.reason or", "(asked.raeson or"),
    Typo("what a requirement names", "reference/shapes.py", '"subscriber.btn": "btn"', '"subscriber.btn": "bnt"'),
    Typo("a column under a lock", "people/users.py", 'found["account_id"] is None', 'found["acount_id"] is None', FLOOR),
    Typo("a column handed on", "people/links.py", 'unit.connection, link["id"], unit', 'unit.connection, link["idd"], unit', FLOOR),
    Typo("a column that is written", "people/users.py", '{"disabled_at": at}', '{"disabeld_at": at}', FLOOR),
    Typo("a column of a new row", "people/links.py", '"secret_hash": digest', '"secret_hahs": digest', FLOOR),
    Typo("a column people fill in", "people/user_fields.py", '"time_zone": lambda', '"time_zoen": lambda', FLOOR),
    Typo("a column of a number asked for", "facts.py", '[number["e164"] for number', '[number["e614"] for number', FLOOR),
    Typo("a column of what is added", "port_outs/amendments.py", 'present = {row["e164"] for', 'present = {row["e614"] for', FLOOR),
    Typo("a column of a part", "port_outs/parts.py", '{row["e164"]: row for', '{row["e614"]: row for', FLOOR),
    Typo("a column of an order", "exports/evidence_packs.py", 'refused(found["ended_at"])', 'refused(found["endet_at"])', FLOOR),
    Typo("a column handed to evidence", "exports/evidence_packs.py", 'key_of(order["account_id"]', 'key_of(order["acount_id"]', FLOOR),
    Typo("a column of evidence", "exports/evidence.py", 'if not row["deleted_at"]', 'if not row["delted_at"]', FLOOR),
    Typo("a column of a letter", "exports/evidence.py", 'payload = row["payload"]', 'payload = row["paylaod"]', FLOOR),
    Typo("a proof in evidence", "exports/evidence.py", 'told.get("approved_digest")', 'told.get("aproved_digest")', FLOOR),
    Typo("a column of a file", "exports/archive.py", '"sha256": row["sha256"]', '"sha256": row["sah256"]', FLOOR),
    Typo("a column of a file's name", "exports/archive.py", "{row['slug']}", "{row['slgu']}", FLOOR),
    Typo("a column of a profile", "port_ins/request_fields.py", 'own[0]["account_id"]', 'own[0]["acount_id"]', FLOOR),
    Typo("a column of a carrier", "port_ins/request_fields.py", 'found[0]["retired_at"]', 'found[0]["retierd_at"]', FLOOR),
    Typo("a column of a locked order", "engine/work.py", 'OrderState(kind, row["sequence"]', 'OrderState(kind, row["sequnce"]', FLOOR),
    Typo("a column under a key", "engine/idempotency.py", 'stored["input_hash"]', 'stored["input_hsah"]', FLOOR),
    Typo("what a key keeps", "engine/idempotency.py", 'done["outcomes"]', 'done["outcoms"]', FLOOR),
    Typo("a column of a policy", "people/accounts/port_out_policies.py", 'columns.get("port_out_on_d', 'columns.get("port_uot_on_d', FLOOR),
    Typo("a column of the operator's", "people/operator_settings.py", 'after["mail_address"]', 'after["mail_adress"]', FLOOR),
    Typo("a column of a link", "desk/calendar_feeds.py", 'data={"name": row["name"]}', 'data={"name": row["nmae"]}', FLOOR),
    Typo("a column of what is wished", "desk/setting_up/plan.py", 'or other.get("retired_at") or', 'or other.get("retird_at") or', FLOOR),
    Typo("a field in waiting_on", "port_ins/porting_request.py", "if request.cancellation_asked_at:", "if request.cancelation_asked_at:"),
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(HERE / "pyproject.toml", copy)
        shutil.copytree(HERE / "backend", copy / "backend", ignore=shutil.ignore_patterns("__pycache__", "static"))
        if problem := _found(copy, LAW) or _found(copy, FLOOR):
            print(f"The copy is not in order before anything is planted: {problem}")
            return 2
        found = {typo: _planted(copy, typo) for typo in TYPOS}
    for typo, by in found.items():
        print(f"{typo.what:<26} {typo.wrong:<40} {by or 'NOT FOUND'}")
    return 0 if all(found.values()) else 1


def _planted(copy: Path, typo: Typo) -> str | None:
    path = copy / CODE / typo.room / typo.file
    text = path.read_text()
    if text.count(typo.right) != 1:
        raise SystemExit(f"{typo.file} has {typo.right!r} {text.count(typo.right)} times, not once: say anew where {typo.what} is planted")
    _write(path, text.replace(typo.right, typo.wrong))
    try:
        return _found(copy, typo.room)
    finally:
        _write(path, text)


def _write(path: Path, text: str) -> None:
    """Later than ever before: mypy takes a file of the same second and size for the one it has judged."""
    path.write_text(text)
    moment = next(_MOMENTS)
    os.utime(path, (moment, moment))


def _found(copy: Path, room: str) -> str | None:
    """What is wrong with this room of the copy, and who says so: types, tables as they start, or names that nobody has."""
    for name, check in (("types", (*TYPES, str(CODE / room))), ("tables", TABLES)):
        done = subprocess.run(
            check, cwd=copy, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(copy / "backend")}
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines()
            return f"{name}: {said[0 if name == 'types' else -1].removeprefix(f'{CODE / room}/')}"
    lost = [each for each in unknown(copy / CODE, FLOOR) if each.rpartition(" ")[2] not in OF_FILES]
    return f"names: {', '.join(lost)}" if lost else None


if __name__ == "__main__":
    raise SystemExit(main())
