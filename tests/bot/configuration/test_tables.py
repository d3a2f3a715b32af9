from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.configuration.tables import TomlTable, fill

if TYPE_CHECKING:
    from bot.errors import Problem


@dataclass(frozen=True, slots=True)
class Window:
    words: int = 110
    overlap: float = 0.5

    def __post_init__(self) -> None:
        if self.words < 1:
            raise ValueError("words must be at least 1")


@dataclass(frozen=True, slots=True)
class Root:
    name: str = "archive"
    tags: tuple[str, ...] = ()
    window: Window = field(default_factory=Window)


def filled(values: dict[str, object]) -> tuple[Root, list[Problem]]:
    problems: list[Problem] = []
    return fill(Root, TomlTable("s.toml", "", values), problems), problems


def test_values_take_the_place_of_defaults_down_to_nested_tables() -> None:
    root, problems = filled({"tags": ["a", "b"], "window": {"words": 7, "overlap": 1}})
    assert root == Root(tags=("a", "b"), window=Window(7, 1.0))
    assert problems == []


def test_every_problem_is_found_at_once_and_named_by_its_dotted_key() -> None:
    wrong: dict[str, object] = {"name": 5, "window": {"words": "many", "overlap": float("nan"), "wrods": 1}}
    root, problems = filled(wrong)
    assert root == Root()
    assert [problem.key for problem in problems] == ["name", "window.wrods", "window.words", "window.overlap"]
    assert {problem.file for problem in problems} == {"s.toml"}


def test_an_unknown_key_is_answered_with_the_one_that_was_meant() -> None:
    _, [problem] = filled({"window": {"wrods": 3}})
    assert str(problem) == "s.toml: window.wrods: there is no such setting; did you mean words?"


def test_an_unknown_key_like_none_is_answered_with_all_there_are() -> None:
    _, [problem] = filled({"خيار": 3})
    assert "there are name, tags, window" in str(problem)


def test_a_value_that_the_dataclass_itself_refuses_is_a_problem_of_its_table() -> None:
    root, [problem] = filled({"window": {"words": 0}})
    assert root == Root()
    assert (problem.key, problem.wrong) == ("window", "words must be at least 1")


def test_a_value_where_a_table_belongs_is_a_problem() -> None:
    _, [problem] = filled({"window": 3})
    assert problem.key == "window"


def test_a_truth_value_is_no_number() -> None:
    _, [problem] = filled({"window": {"words": True}})
    assert problem.wrong == "Expected `int`, got `bool`"
