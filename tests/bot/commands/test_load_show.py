"""`isnad load --show` says what is understood of files, in the language of the interface, and keeps nothing."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.commands import load
from tests.support.web.newsroom import story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.support.web.newsroom import Newsroom

FIRST = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
LAST = "وقال رئيس البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    page = f"الرئيسية\nافتتاح سوق السمك الجديد\nبقلم: سامي النجار\n12 مايو 2023\n{FIRST}\n{LAST}\nجميع الحقوق محفوظة"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    (tmp_path / "table.csv").write_text("العنوان,النص\nخبر,", encoding="utf-8")
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = main([*map(str, arguments)])
    return code, capsys.readouterr().out


def test_headline_author_day_and_lines_are_told_in_arabic_and_nothing_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = folder / "archive.db"
    code, out = shown(
        capsys, "--archive", archive, "load", "--show", folder / "page.txt", folder / "table.csv"
    )
    lines = out.split("\n")
    assert code == 0
    for line in (
        "العنوان: افتتاح سوق السمك الجديد", "الكاتب: سامي النجار", "التاريخ: 12 مايو 2023", "القسم: غير معروف",
        f"آخر سطر: {LAST}", "• قوائم وأزرار وتنبيهات (2)", "    جميع الحقوق محفوظة",
        "استُبعد ما في السطر 2: لا نص في السطر",
    ):  # fmt: skip
        assert line in lines
    assert "ما تُرك خارج المقال: 4 أسطر" in lines
    assert "ملاحظة على السطر 1: الأعمدة المقروءة: العنوان = 'العنوان'، النص = 'النص'" in lines
    assert lines[-2] == "لم يُحفظ شيء. احذف الخيار --show ليُحمَّل."
    assert not archive.exists()


def test_of_a_page_without_an_article_its_lines_are_told_and_none_is_said_to_be_left_out_of_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "menu.txt").write_text("الرئيسية\nسياسة\nرياضة", encoding="utf-8")
    _, out = shown(capsys, "load", "--show", folder / "menu.txt")
    assert "ما في الصفحة: 3 أسطر" in out.split("\n")
    assert "خارج المقال" not in out


def test_as_json_each_file_is_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = shown(capsys, "load", "--show", "--json", folder / "page.txt")
    [found] = [json.loads(line) for line in out.splitlines()]
    assert found["articles"][0]["title"] == "افتتاح سوق السمك الجديد"
    assert {"kind": "boilerplate", "text": "الرئيسية"} in found["left_out"]
    assert found["set_aside"] == []


def test_files_without_an_article_end_in_1_and_no_file_at_all_is_a_misuse(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys, "load", "--show", folder / "table.csv")[0] == 1
    with pytest.raises(SystemExit):
        main(["load", "--show"])


async def test_what_a_page_of_the_web_would_be_is_told_and_nothing_is_kept(
    settings: Settings, newspaper: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newspaper.publishes(story(1))
    links = [newspaper.url("/local/1"), newspaper.url("/gone")]
    given = Namespace(sources=links, replace=False, json=True, show=True)
    assert await load.run(settings, given, newspaper.server.web()) == 0
    found, gone = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found["articles"][0]["title"] == story(1).title
    assert gone["articles"] == [] and gone["set_aside"]
