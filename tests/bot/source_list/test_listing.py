"""The list of sources, as an editor writes it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.configuration import settings as configuration
from bot.configuration.files import packaged
from bot.configuration.tables import TomlTable
from bot.errors import Problem, SettingsError
from bot.source_list import listing
from bot.source_list.listing import SourceList, from_table

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings


def read(text: str) -> tuple[SourceList, list[str]]:
    problems: list[Problem] = []
    listed = from_table(TomlTable("/etc/isnad/sources.toml", "", tomllib.loads(text)), problems)
    return listed, [str(problem).removeprefix("/etc/isnad/sources.toml: ") for problem in problems]


def test_the_list_that_ships_is_empty_and_its_examples_are_sound(settings: Settings) -> None:
    assert listing.load(settings) == SourceList()
    shipped = (packaged("config") / listing.FILE).read_text(encoding="utf-8")
    opening = shipped.index("# contact = ")
    examples = shipped[:opening] + "\n".join(
        line.removeprefix("# ") for line in shipped[opening:].splitlines()
    )
    listed, problems = read(examples)
    assert problems == []
    assert [len(kind) for kind in (listed.folders, listed.feeds, listed.sites, listed.channels)] == [
        2,
        1,
        2,
        1,
    ]
    assert listed.contact.startswith("https://")


def test_paths_count_from_the_folder_of_the_list() -> None:
    listed, _ = read('[[folder]]\npath = "archive"\n[[file]]\npath = "/srv/a.jsonl"')
    assert [source.path for source in listed.folders] == ["/etc/isnad/archive", "/srv/a.jsonl"]


def test_every_problem_is_told_at_once_and_where_it_is() -> None:
    listed, problems = read("""
        conact = "me"
        contact = "م"
        [[feed]]
        ulr = "https://a.example/"
        [[feed]]
        url = "https://b.example/"
        every = "2 weeks"
        [[feed]]
        url = 3
        [[site]]
        url = "https://c.example/"
        by = "magic"
        [[folder]]
        outlet = "صحيفة"
        [[channel]]
        chat = "c"
        [site2]
        url = "https://d.example/"
    """)
    assert listed == SourceList("م")
    assert [problem.partition(":")[0] for problem in problems] == [
        "conact",
        "site2",
        "contact",
        "folder 1",
        "feed 1.ulr",
        "feed 1",
        "feed 2",
        "feed 3.url",
        "site 1.by",
        "channel 1",
    ]


def test_a_table_in_single_brackets_is_told_to_have_two() -> None:
    _, problems = read('[feed]\nurl = "https://a.example/"')
    assert problems == ["feed: is no list of tables; begin each with [[feed]]"]


def test_what_is_listed_twice_is_told() -> None:
    _, problems = read('[[feed]]\nurl = "https://a.example/"\n' * 2 + '[[site]]\nurl = "https://b.example/"')
    assert problems == ["https://a.example/ is listed 2 times; keep one of them"]


def test_ports_are_opened_where_the_list_names_them() -> None:
    listed, _ = read('[[feed]]\nurl = "https://A.example:8443/"\n[[site]]\nurl = "https://b.example/"')
    assert listed.ports == frozenset({("a.example", 8443)})


def test_a_channel_is_found_by_name_or_number() -> None:
    listed, _ = read('[[channel]]\nchat = "@News_Desk"\n[[channel]]\nchat = "-1001234567890"')
    assert listed.channel(-100777, "news_desk") == listed.channels[0]
    assert listed.channel(-1001234567890, None) == listed.channels[1]
    assert listed.channel(-100777, None) is None


def test_a_wrong_list_is_refused_by_name(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("[[feed]]", encoding="utf-8")
    (tmp_path / "settings.toml").write_text("", encoding="utf-8")
    loaded = configuration.load(config=tmp_path, archive=settings.archive, environ={})
    with pytest.raises(SettingsError, match=r"sources\.toml: feed 1: url is missing"):
        listing.load(loaded)
