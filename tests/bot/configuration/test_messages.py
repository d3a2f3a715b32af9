"""The sentences of both languages, and what is said when one is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.configuration import settings as configuration
from bot.configuration.messages import Messages
from bot.errors import SettingsError

CONFIG = Path(__file__).parents[3] / "config"
LANGUAGES = ("ar", "en")


def table(language: str = "ar") -> dict[str, Any]:
    return tomllib.loads((CONFIG / f"messages.{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_ships_is_there_and_fills_in_what_it_should(language: str) -> None:
    assert Messages.from_table(table(language)).console.prompt


def test_the_messages_load_with_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "messages.ar.toml").write_text("[answer]\nquote = 'x'\n", encoding="utf-8")
    settings = configuration.load(folder, tmp_path / "archive.db", {})
    with pytest.raises(SettingsError, match=r"messages\.ar\.toml: .*answer\.quote: \{number\} is missing"):
        configuration.plain_data(settings, "messages.ar.toml", Messages.from_table)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quote": "المقتطف"}, "answer.quote: {number} is missing"),
        ({"quote": "{number} {nmuber}"}, "answer.quote: nothing fills in {nmuber}"),
        ({"quote": "{number:>9}"}, "answer.quote: a word in braces stands alone, without : or !"),
        ({"quote": "{number"}, "answer.quote: expected '}' before end of string"),
        ({"quote": 3}, "answer.quote: is not of the right form"),
        ({"quote": ["{number}"]}, "answer.quote: is a list instead of a text"),
        ({"quotes": "{n}"}, "answer.quotes: is no table"),
        ({"quotes": {"one": "واحد"}}, "answer.quotes.other: is missing"),
        ({"qoute": "{number}"}, "answer.qoute: there is no such text"),
    ],
)
def test_a_wrong_text_is_named(change: dict[str, object], says: str) -> None:
    changed = table()
    changed["answer"] |= change
    with pytest.raises(ValueError) as error:
        Messages.from_table(changed)
    assert str(error.value) == says


def test_all_that_is_wrong_is_said_at_once() -> None:
    changed = table()
    del changed["reading"], changed["console"]["farewell"]
    with pytest.raises(ValueError, match=r"^reading: is missing; console\.farewell: is missing$"):
        Messages.from_table(changed)


def test_a_year_has_twelve_months() -> None:
    changed = table()
    changed["citation"]["months"].pop()
    with pytest.raises(ValueError, match="months: there are 11 instead of 12"):
        Messages.from_table(changed)


def test_every_column_of_an_export_has_its_head() -> None:
    changed = table()
    changed["admin"]["export"]["questions"].pop()
    with pytest.raises(ValueError, match=r"export\.questions: there are 8 instead of 9"):
        Messages.from_table(changed)


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "مقتطف واحد"),
        (2, "مقتطفان"),
        (3, "3 مقتطفات"),
        (10, "10 مقتطفات"),
        (11, "11 مقتطفًا"),
        (99, "99 مقتطفًا"),
        (100, "100 مقتطف"),
        (102, "102 مقتطف"),
        (103, "103 مقتطفات"),
        (111, "111 مقتطفًا"),
    ],
)
def test_arabic_nouns_agree_with_their_number(n: int, said: str) -> None:
    assert Messages.from_table(table("ar")).answer.quotes.of(n) == said


def test_a_language_without_a_plural_category_uses_its_general_one() -> None:
    counted = Messages.from_table(table("en")).answer.quotes
    assert [counted.of(n) for n in (0, 1, 2, 11)] == [
        "0 quotations", "One quotation", "2 quotations", "11 quotations",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_commands_share_a_name(language: str) -> None:
    commands = table(language)["console"]["commands"]
    names = [*commands, *(name for command in commands.values() for name in command["also"])]
    assert len(names) == len(set(names))
