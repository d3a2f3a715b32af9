from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from bot import settings as configuration
from bot.errors import CommandError
from bot.intake import Intake, Source
from retrieval.chrome import Chrome

if TYPE_CHECKING:
    from pathlib import Path

    from bot.intake import Portion
    from bot.settings import Settings
    from retrieval.records import Article, SetAside

PAGE = (
    "عنوان الصفحة عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق في الأسبوع المقبل. " * 3
)


@pytest.fixture
def chrome(settings: Settings) -> Chrome:
    return configuration.plain_data(settings, "chrome.toml", Chrome.from_table)


def line(id_: str, text: str = "نص.") -> bytes:
    return msgspec.json.encode({"id": id_, "title": "عنوان", "text": text}) + b"\n"


def read(chrome: Chrome, *paths: Path) -> list[Portion]:
    return list(Intake(chrome).portions([Source.at(path) for path in paths]))


def articles(portions: list[Portion]) -> list[Article]:
    return [article for portion in portions for article in portion.batch.articles]


def set_aside(portions: list[Portion]) -> list[SetAside]:
    return [aside for portion in portions for aside in portion.set_aside]


def test_a_folder_is_read_in_order_with_what_lies_below_it(tmp_path: Path, chrome: Chrome) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(PAGE)
    (tmp_path / "one.jsonl").write_bytes(line("1") + line("2"))
    (tmp_path / ".hidden").write_text("x")
    portions = read(chrome, tmp_path)
    assert [article.id for article in articles(portions)] == ["1", "2", "two"]
    assert {portion.batch.source for portion in portions} == {str(tmp_path)}
    assert portions[-1].files == 2
    assert set_aside(portions) == []


def test_what_cannot_be_read_is_set_aside_with_the_reason_and_the_rest_is_kept(
    tmp_path: Path, chrome: Chrome
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(line("1") + b"{\n" + line("2"))
    (tmp_path / "letter.odt").write_text("x")
    (tmp_path / "nothing.txt").write_text("")
    portions = read(chrome, tmp_path)
    assert [article.id for article in articles(portions)] == ["1", "2"]
    aside = set_aside(portions)
    assert [(item.path, item.line) for item in aside] == [
        (str(tmp_path / "bad.jsonl"), 2),
        (str(tmp_path / "letter.odt"), None),
        (str(tmp_path / "nothing.txt"), None),
    ]
    assert ".txt, .jsonl, .jsonl.gz" in aside[1].reason


def test_an_id_belongs_to_the_first_article_of_a_load_that_has_it(tmp_path: Path, chrome: Chrome) -> None:
    (tmp_path / "a.jsonl").write_bytes(line("1", "الأول."))
    (tmp_path / "b.jsonl").write_bytes(line("1", "الثاني."))
    portions = read(chrome, tmp_path)
    assert [article.text for article in articles(portions)] == ["الأول."]
    [aside] = set_aside(portions)
    assert str(tmp_path / "a.jsonl") in aside.reason


def test_batches_are_bounded_in_number_and_length(tmp_path: Path, chrome: Chrome) -> None:
    (tmp_path / "many.jsonl").write_bytes(b"".join(line(str(number)) for number in range(600)))
    (tmp_path / "long.jsonl").write_bytes(
        b"".join(line(f"l{number}", "كلمة " * 500_000) for number in range(4))
    )
    many = read(chrome, tmp_path / "many.jsonl")
    assert [len(portion.batch.articles) for portion in many] == [256, 256, 88]
    assert [portion.files for portion in many] == [0, 0, 1]
    assert [len(portion.batch.articles) for portion in read(chrome, tmp_path / "long.jsonl")][:2] == [2, 2]


def test_files_are_counted_across_sources(tmp_path: Path, chrome: Chrome) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(line(name))
    assert [portion.files for portion in read(chrome, tmp_path / "a.jsonl", tmp_path / "b.jsonl")] == [1, 2]


def test_a_file_name_that_is_no_unicode_still_gives_an_id(tmp_path: Path, chrome: Chrome) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(PAGE)
    assert [article.id for article in articles(read(chrome, tmp_path))] == ["\ufffd"]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such file or folder"):
        Source.at(tmp_path / "nowhere")
