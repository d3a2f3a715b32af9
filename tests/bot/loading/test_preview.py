"""What is understood of files is said before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import CommandError
from bot.loading import preview
from retrieval.extraction.lines import LineKind
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import boilerplate_lists

if TYPE_CHECKING:
    from pathlib import Path

READING = ReadContext(boilerplate_lists())
FIRST = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
SECOND = "وقال رئيس البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار."
PAGE = f"الرئيسية\nافتتاح سوق السمك الجديد\n12 مايو 2023\n{FIRST}\n{SECOND}\nاقرأ أيضا\nجميع الحقوق محفوظة"
WEB = f"<html><body><nav>الرئيسية</nav><h1>افتتاح سوق السمك</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"


def understood(folder: Path, **files: str) -> list[preview.Understood]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return list(preview.files([folder], READING))


def test_the_lines_of_a_page_that_are_not_in_its_article_are_told_with_what_they_were_taken_for(
    tmp_path: Path,
) -> None:
    [found] = understood(tmp_path, a_txt=PAGE)
    [article] = found.items
    assert isinstance(article, Article)
    assert article.text == f"{FIRST}\n{SECOND}"
    assert [(line.text, line.kind) for line in found.left_out] == [
        ("الرئيسية", LineKind.BOILERPLATE),
        ("12 مايو 2023", LineKind.META),
        ("اقرأ أيضا", LineKind.RELATED),
        ("جميع الحقوق محفوظة", LineKind.BOILERPLATE),
    ]


def test_what_a_web_page_shows_in_boxes_beside_its_article_is_told_as_that(tmp_path: Path) -> None:
    [found] = understood(tmp_path, a_html=WEB)
    assert [(line.text, line.kind) for line in found.left_out] == [("الرئيسية", LineKind.ASIDE)]


def test_every_file_of_a_folder_is_told_of_and_those_set_aside_say_why(tmp_path: Path) -> None:
    first, second = understood(tmp_path, a_txt=PAGE, b_pdf="%PDF-1.4 broken")
    assert isinstance(first.items[0], Article)
    assert isinstance(second.items[0], SetAside)
    assert second.left_out == ()


def test_a_path_where_nothing_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        list(preview.files([tmp_path / "none"], READING))
