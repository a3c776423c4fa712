"""The typed surface has every option of the engine, and nothing else."""

from __future__ import annotations

import inspect
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

import depicted
from conftest import ROOT
from depicted import _options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = json.loads((ROOT / "tests/vectors/options.json").read_text())
GROUPS = {"highlight": depicted.Highlight, "tolerance": depicted.Tolerance, "limits": depicted.Limits}


def hints(group: type) -> dict[str, Any]:
    return get_type_hints(group)


def test_every_option_has_a_type_and_no_type_is_left_over() -> None:
    assert set(hints(depicted.Options)) == set(OPTIONS)
    assert set(hints(_options.CommonOptions)) == set(OPTIONS) - {"threads"}
    assert {name for name, value in OPTIONS.items() if isinstance(value, dict)} == set(GROUPS)
    for name, group in GROUPS.items():
        assert set(hints(group)) == set(OPTIONS[name]), name


def test_defaults_are_the_engines() -> None:
    assert depicted.default_options() == OPTIONS


def test_defaults_fit_their_types() -> None:
    for group, values in [(depicted.Options, OPTIONS), *((GROUPS[name], OPTIONS[name]) for name in GROUPS)]:
        for name, hint in hints(group).items():
            value, choices = values[name], get_args(hint)
            if isinstance(value, str) and choices:
                assert value in choices, name
            if value is None:
                assert type(None) in choices, name


def test_every_word_of_a_type_is_one_of_the_engines(before: Path) -> None:
    words = [
        (group, name, word)
        for group, options in [(None, depicted.Options), *GROUPS.items()]
        for name, hint in hints(options).items()
        for word in literals(hint)
    ]
    assert len(words) > 15
    for group, name, word in words:
        options: Any = {name: word} if group is None else {group: {name: word}}
        assert "unknown" not in refusal(before, options), (name, word)
    with pytest.raises(depicted.DiffError, match="unknown variant `no-such-word`"):
        depicted.diff(before, before, metric="no-such-word")  # type: ignore[arg-type]


def refusal(picture: Path, options: Any) -> str:
    """The words with which options are refused: a word may be known, and of no use to the metric."""
    try:
        depicted.diff(picture, picture, **options)
    except depicted.DiffError as error:
        return str(error)
    return ""


def literals(hint: Any) -> set[str]:
    return {word for part in (hint, *get_args(hint)) for word in get_args(part) if isinstance(word, str)}


def test_signatures_have_no_default_but_those_of_the_contract() -> None:
    functions: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (depicted.diff, {"draw": True, "output": None}),
        (depicted.diff_many, {"draw": True, "threads": None, "return_exceptions": False}),
    ]
    for function, own in functions:
        parameters = inspect.signature(function).parameters.values()
        assert {one.name: one.default for one in parameters if one.default is not one.empty} == own


def test_fields_of_a_result_are_those_of_the_report(before: Path, after: Path) -> None:
    result = depicted.diff(before, after)
    public = {field.name for field in fields(result) if not field.name.startswith("_")}
    assert public == set(result.to_dict()) | {"highlight"}
