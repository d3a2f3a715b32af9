"""`isnad sources` and `isnad load`, as an editor types them."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli import arguments
from bot.commands import load, sources
from tests.support.web.newsroom import Newsroom, story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings


@pytest.fixture
def listed(settings: Settings, tmp_path: Path, newspaper: Newsroom) -> Settings:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "sources.toml").write_text(
        f'[[feed]]\nurl = "{newspaper.url("/feed")}"\noutlet = "صحيفة الميناء"\n'
        f'[[site]]\ninternal = true\nurl = "{newspaper.server.url("/blog", "gone.example")}"\nby = "wordpress"\n'
        f'[[folder]]\npath = "."\n[[channel]]\nchat = "@harbour_news"',
        encoding="utf-8",
    )
    return replace(settings, config=folder)


async def test_check_says_what_each_source_holds_and_fails_when_one_does(
    listed: Settings, newspaper: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newspaper.publishes(story(1), story(2))
    assert await sources.run(listed, Namespace(action="check"), newspaper.server.web()) == 1
    said = capsys.readouterr().out
    assert (
        f"خلاصة {newspaper.url('/feed')} · صحيفة الميناء\n  عدد المواد 2، وأحدثها بتاريخ 2026-11-03: {story(2).title}"
        in said
    )
    assert f"قُرئ: {story(2).title} · صحيفة الميناء · 2026-11-03 · " in said
    assert "(wordpress)" in said and "  أخفق: أجاب الخادم: 404 (Not Found)" in said
    assert "ملفات " in said and "  عدد الملفات 1" in said
    assert "قناة @harbour_news" in said
    assert f"‎gone.example:{newspaper.server.port} وحده دون سواه" in said


async def test_the_list_says_how_the_last_visits_went(
    listed: Settings, newspaper: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newspaper.publishes(story(1), story(2))
    assert await sources.run(listed, Namespace(action=None), newspaper.server.web()) == 0
    assert capsys.readouterr().out.count("لم يُزر بعد") == 2
    given = Namespace(sources=[], replace=False, json=False, show=False)
    (listed.config / "sources.toml").write_text(
        (listed.config / "sources.toml").read_text(encoding="utf-8").replace('[[folder]]\npath = "."', ""),
        encoding="utf-8",
    )
    assert await load.run(listed, given, newspaper.server.web()) == 0
    said = capsys.readouterr().out
    assert said.startswith("الجديد 2،") and "المستبعد 1" in said
    assert await sources.run(listed, Namespace(action=None), newspaper.server.web()) == 0
    said = capsys.readouterr().out
    assert "المعروض 2، والجديد 2، والمعدَّل 0، والمستبعد 0" in said
    assert "أخفقت زيارة" in said and "أجاب الخادم: 404 (Not Found)" in said


async def test_an_empty_list_says_which_file_to_fill(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await sources.run(settings, Namespace(action="check")) == 0
    assert "sources.toml" in capsys.readouterr().out


async def test_a_link_is_loaded_like_a_file(
    settings: Settings, newspaper: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newspaper.publishes(story(1))
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "title": "خبر", "text": "نص الخبر"}', encoding="utf-8")
    given = Namespace(sources=[newspaper.url("/local/1"), str(file)], replace=False, json=False, show=False)
    assert await load.run(settings, given, newspaper.server.web()) == 0
    assert capsys.readouterr().out.startswith("الجديد 2، والمعدَّل 0")


@pytest.mark.parametrize("given", [[], ["https://news.example/1"]])
def test_replacing_an_archive_takes_files(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments.parse(["load", "--replace", *given])
    assert "سمِّ للخيار --replace" in capsys.readouterr().err
