"""The answers on the shipped articles never get worse unnoticed: tests/gold/floors.toml holds them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import main
from retrieval.arabic.language import QuestionKind
from retrieval.evaluation.gold import GoldQuestion, folded, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.configuration.settings import Settings

    Command = Callable[..., list[dict[str, Any]]]

GOLD = Path(__file__).with_name("gold")
QUESTIONS = GOLD / "seeds.jsonl"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
PAGES = {page.stem: page.read_text(encoding="utf-8") for page in (GOLD.parents[1] / "seeds").glob("*.txt")}


@pytest.fixture
def command(stocked: Settings, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the articles that ship; the lines of JSON it prints."""

    def run(*arguments: str | Path) -> list[dict[str, Any]]:
        assert main(["--archive", str(stocked.archive), *map(str, arguments), "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def gold() -> list[GoldQuestion]:
    return read(QUESTIONS.read_bytes(), str(QUESTIONS), PAGES)


@pytest.mark.parametrize("name", FLOORS)
def test_the_answers_stay_above_their_floors_and_below_their_ceilings(command: Command, name: str) -> None:
    articles = GOLD / f"{name}.articles.jsonl"
    if articles.exists():
        command("load", "--replace", articles)
    [found] = command("evaluate", "--questions", GOLD / f"{name}.jsonl")
    measured = {figure: figure_of["value"] for figure, figure_of in found["figures"].items()}
    low = {
        figure: measured[figure]
        for figure, floor in FLOORS[name]["at_least"].items()
        if measured[figure] < floor
    }
    high = {
        figure: measured[figure]
        for figure, most in FLOORS[name]["at_most"].items()
        if measured[figure] > most
    }
    assert (low, high) == ({}, {})


def test_every_answer_stands_in_its_article(command: Command) -> None:
    texts = {article["id"]: folded(article["text"]) for article in command("articles")}
    lost = [
        question.id
        for question in gold()
        for name in question.articles
        if not any(folded(answer) in texts[name] for answer in question.answers)
    ]
    assert lost == []


def test_what_only_the_boilerplate_of_a_page_says_stands_in_no_article(command: Command) -> None:
    texts = " ".join(folded(article["text"]) for article in command("articles"))
    pages = " ".join(map(folded, PAGES.values()))
    boilerplate = [
        folded(answer) for question in gold() if question.kind == "boilerplate" for answer in question.answers
    ]
    assert len(boilerplate) == 4
    assert [answer for answer in boilerplate if answer not in pages or answer in texts] == []


def test_there_are_questions_on_every_article_and_of_every_sort() -> None:
    questions = gold()
    kinds = {*QuestionKind, "dialect", "spelling", "boilerplate", "none"} - {
        QuestionKind.HOW,
        QuestionKind.WHETHER,
    }
    assert sum(bool(question.articles) for question in questions) == 30
    assert {name for question in questions for name in question.articles} == PAGES.keys()
    assert {question.kind for question in questions} == kinds
