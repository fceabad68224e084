"""The committed schema before the tools that clients put it into: Relay's compiler, graphql-eslint's rules for schemas, graphql-codegen."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from tests.npm import installed

HERE: Final = Path(__file__).parent
SCHEMA: Final = HERE.parents[1] / "schema.graphql"
OTHERWISE: Final = {
    "relay-edge-types": {
        r"A list type should only wrap an edge type\.": "what is bounded and short is a plain list: reasons, papers, results of a bulk",
        r"Edge type's field `node` must implement `Node` interface\.": "a webhook's delivery has the id of its Delivery, which is the node",
    },
    "strict-id-in-types": {r"must have exactly one non-nullable unique identifier": "parts, pages and answers are not fetched by an id"},
    "require-nullable-result-in-root": {
        r'Unexpected non-null result union "\w+" in type "Mutation"': "a command answers a problem instead of nothing",
        r'Unexpected non-null result (type "\w+"|String|Boolean) in type "(Query|Mutation)"': "what is always there is never null",
    },
    "alphabetize": {r"should be before": "the text is sorted by name throughout; the rule wants ids first and instants last"},
    "no-root-type": {r"Root type `(Mutation|Subscription)` is forbidden\.": "Portico has commands and feeds"},
    "no-typename-prefix": {r'Field "accountNumber" starts with': "what an operator calls it"},
}
"""What the rules would have otherwise, by rule: the message, and why it is as it is."""


def ran(project: Path, tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a tool said of a project."""
    script = (HERE / "node_modules" / ".bin" / tool).resolve()
    return subprocess.run([installed(HERE), str(script), *arguments], cwd=project, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the schema, and the tools' settings beside it."""
    installed(HERE)
    shutil.copytree(HERE / "relay", tmp_path, dirs_exist_ok=True)
    for name in ("eslint.config.mjs", "codegen.mjs", "package.json"):
        shutil.copy(HERE / name, tmp_path)
    shutil.copy(SCHEMA, tmp_path)
    (tmp_path / "artifacts").mkdir()
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    return tmp_path


def test_relays_compiler_takes_lists_both_ways_and_fetches_nodes_anew(project: Path) -> None:
    """`@connection` on lists of the root and of nodes, `@refetchable` by pages and by `node`, a command and a feed."""
    done = ran(project, "relay-compiler", "relay.config.json")
    assert done.returncode == 0, done.stderr
    made = {each.name.removesuffix(".graphql.ts"): each.read_text() for each in (project / "artifacts").iterdir()}
    assert {"RequestsPagesQuery", "RequestsRowQuery", "RequestNumbersQuery", "RequestHistoryQuery"} <= made.keys()
    assert '"direction": "bidirectional"' in made["Requests_list"]
    assert '"direction": "backward"' in made["Request_history"]
    for fragment in ("Requests_row", "Request_numbers", "Request_history"):
        assert re.search(r'"identifierField": "id",\s+"identifierQueryVariableName": "id"', made[fragment]), "by `node`"


def test_relays_compiler_would_say_what_is_wrong(project: Path) -> None:
    text = SCHEMA.read_text()
    (project / "schema.graphql").write_text(text.replace("  hasPreviousPage: Boolean!\n", ""))
    done = ran(project, "relay-compiler", "relay.config.json")
    assert done.returncode != 0
    assert "hasPreviousPage" in done.stderr + done.stdout


def test_the_schema_keeps_the_rules_that_schemas_have(project: Path) -> None:
    """Every rule of graphql-eslint; what is otherwise has a reason, and a reason has something that is otherwise."""
    done = ran(project, "eslint", "--format", "json", "schema.graphql")
    (report,) = json.loads(done.stdout)
    unexplained, explained = list[Any](), defaultdict[str, int](int)
    for each in report["messages"]:
        rule = str(each["ruleId"]).removeprefix("@graphql-eslint/")
        reasons = [text for text in OTHERWISE.get(rule, {}) if re.search(text, each["message"])]
        explained.update({text: explained[text] + 1 for text in reasons})
        if not reasons:
            unexplained.append((each["line"], rule, each["message"]))
    assert unexplained == []
    assert explained.keys() == {text for reasons in OTHERWISE.values() for text in reasons}
    assert explained[r"Edge type's field `node` must implement `Node` interface\."] == 1


def test_types_are_generated_of_the_whole_schema(project: Path) -> None:
    done = ran(project, "graphql-codegen", "--config", "codegen.mjs")
    assert done.returncode == 0, done.stderr + done.stdout
    types = (project / "types.ts").read_text()
    assert re.search(r"export type PortingNumber = Node & \{", types)
    assert "hasPreviousPage: Scalars['Boolean']['output'];" in types
