"""The states of releases, runs and tasks: the vectors of the project, the words, what is refused, and the example."""

from __future__ import annotations

import copy
import doctest
import json
import pickle
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

import pytest

from conftest import PICTURES, ROOT
from depicted import workflow
from depicted.workflow import (
    ArtifactId,
    AttemptFailed,
    Captured,
    CaptureEvidence,
    Counts,
    Decide,
    DiffEvidence,
    Found,
    GaveUp,
    Heartbeat,
    InvalidTransition,
    ReleaseStatus,
    Run,
    RunStatus,
    Task,
)
from depicted.workflow import _evidence as values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VECTORS = ROOT / "tests/vectors/workflow"
WORDS = json.loads((VECTORS / "words.json").read_text())
FILES = sorted(path for path in VECTORS.glob("*.json") if path.name != "words.json")
EXAMPLE = ROOT / "bindings-python/examples/workflow.py"


def news(given: dict[str, Any]) -> Any:
    if "capture" in given:
        return CaptureEvidence(given["capture"]["of"], values.capture(given["capture"]["capture"]))
    return DiffEvidence(values.diff(given["diff"]["diff"]), given["diff"].get("pair"))


def finish(given: Any) -> Any:
    if given == "done":
        return given
    [(word, told)] = given.items()
    return {"failed": AttemptFailed, "gave_up": GaveUp}[word](told["message"])


STATES: dict[str, Callable[[Any], Any]] = {
    "ReleaseStatus": ReleaseStatus,
    "RunStatus": RunStatus,
    "Run": Run.from_dict,
    "Counts": lambda said: Counts(**said),
    "Task": Task.from_dict,
}
MAKERS: dict[str, Callable[..., Any]] = {
    "Run.new": Run,
    "Task.new": Task.new,
    "Counts.of": Counts.of,
    "ArtifactId.parse": workflow.artifact_id,
}
ARGUMENTS: dict[tuple[str, int], Callable[[Any], Any]] = {
    ("after", 0): lambda event: Decide(event["decide"]) if isinstance(event, dict) else event,
    ("learn", 0): news,
    ("heartbeat", 2): lambda said: Heartbeat(**said),
    ("finish", 2): finish,
}


def typed(function: str, given: list[Any]) -> list[Any]:
    """The arguments as values of Python; what has none is handed over as it is, for the engine to refuse."""
    made = []
    for at, one in enumerate(copy.deepcopy(given)):
        try:
            made.append(ARGUMENTS.get((function, at), lambda same: same)(one))
        except (AttributeError, KeyError, TypeError):
            made.append(given[at])
    return made


def call(about: str, function: str, state: Any, given: list[Any]) -> Any:
    arguments = typed(function, given)
    if about == "Reported":
        return workflow.evidence(**state)
    if make := MAKERS.get(f"{about}.{function}"):
        return make(*arguments)
    found = getattr(STATES[about](state), function)
    return found(*arguments) if callable(found) else found


def plain(value: Any) -> Any:
    """A value as it is in JSON."""
    if isinstance(value, Run | Task):
        return value.to_dict()
    if isinstance(value, Counts):
        return asdict(value)
    if isinstance(value, CaptureEvidence | DiffEvidence):
        value = value.to_json()
    if isinstance(value, tuple):
        value = [plain(one) for one in value]
    return json.loads(json.dumps(value))


def called(about: str, step: dict[str, Any], state: Any) -> dict[str, Any]:
    try:
        value = call(about, step["do"], state, step.get("with", []))
    except InvalidTransition as refused:
        fields = {name: getattr(refused, name) for name in ("machine", "event", "code")}
        return {"refused": {**fields, "from": refused.from_, "message": str(refused)}}
    except ValueError:
        return {"invalid": True}
    return {"then" if "then" in step else "gives": plain(value)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    file = json.loads(path.read_text())
    for case in file["cases"]:
        state = case.get("begin")
        for number, step in enumerate(case["steps"]):
            expected = {name: value for name, value in step.items() if name not in ("do", "with")}
            found = called(file["about"], step, state)
            assert found == expected, f"{case['name']}, step {number}"
            state = found.get("then", state)


def test_words() -> None:
    assert len(FILES) > 5
    assert list(ReleaseStatus) == WORDS["ReleaseStatus"]
    assert list(RunStatus) == WORDS["RunStatus"]
    for name, kind in {
        "Decision": workflow.Decision,
        "Side": workflow.Side,
        "Severity": workflow.Severity,
        "TaskStatus": workflow.TaskStatus,
        "Machine": workflow.Machine,
        "Code": workflow.Code,
    }.items():
        assert list(get_args(kind)) == WORDS[name], name
    [events, decide] = get_args(workflow.ReleaseEvent)
    assert [*get_args(events), *(decide(word).to_json() for word in get_args(workflow.Decision))] == WORDS[
        "ReleaseEvent"
    ]


def test_a_refusal_says_what_was_refused() -> None:
    with pytest.raises(InvalidTransition, match=r"^a run that is data_pending cannot be approved$") as caught:
        Run().approve()
    again = pickle.loads(pickle.dumps(caught.value))
    for refused in (caught.value, again):
        assert (refused.machine, refused.from_, refused.event) == ("run", "data_pending", "approved")
        assert refused.code == "invalid_transition"
        assert str(refused) == str(caught.value)


def test_states_are_values() -> None:
    image = ArtifactId("a" * 40)
    run = Run().learn(CaptureEvidence("after", Captured(image)))
    assert run == Run(after=Captured(image))
    assert hash(run) == hash(Run.from_dict(json.loads(json.dumps(run.to_dict()))))
    assert pickle.loads(pickle.dumps(run)) == run
    match run.after:
        case Captured(image=found):
            assert found == image
        case other:
            pytest.fail(str(other))
    task = Task.new(0).lease("me", 0, 10).heartbeat("me", 1, Heartbeat(0, "half"))
    assert Task.from_dict(task.to_dict()) == task
    assert Task.new(0).expire(100) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Run.from_dict({"befor": 1}), "Run.read: unknown field `befor`"),
        (
            lambda: Task.new(1.5),  # type: ignore[arg-type]
            "Task.new: invalid type: floating point `1.5`",
        ),
        (lambda: Run().learn(DiffEvidence(Found(ArtifactId("abc")))), '"abc" is not the SHA-1 of a file'),
        (lambda: Run().learn(DiffEvidence(Found(ArtifactId("a" * 40), distortion=float("nan")))), "not JSON compliant"),
        (
            lambda: Run().request(object()),  # type: ignore[arg-type]
            "object .* is no value of the workflow",
        ),
        (
            lambda: Counts.of(["done"]),  # type: ignore[list-item]
            "unknown variant `done`, expected one of `data_pending`",
        ),
        (lambda: ReleaseStatus("open"), "'open' is not a valid ReleaseStatus"),
    ],
)
def test_what_is_no_value_is_named(wrong: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()


def test_the_words_of_the_module_run() -> None:
    assert doctest.testmod(workflow) == (0, 6)


def test_example() -> None:
    printed = subprocess.run(
        [sys.executable, EXAMPLE, PICTURES], check=True, capture_output=True, timeout=120, text=True
    )
    assert printed.stdout == (ROOT / "core/examples/workflow.txt").read_text()
