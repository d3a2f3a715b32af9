from __future__ import annotations

import ast
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.seen_files import Stamp
from bot.loading import read_file
from bot.loading.files import File, FileSource
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.support.corpora import table
from tests.test_imports import FILES, MODULES, imports_of, source

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "عنوان الصفحة عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق في الأسبوع المقبل. " * 3
)
LONG_AGO = 1_500_000_000


@pytest.fixture(scope="module")
def reading() -> ReadContext:
    return ReadContext(Boilerplate.from_table(table("boilerplate.toml")))


def file(path: Path) -> File:
    [found] = FileSource.at(path).files
    return found


def reason(found: read_file.Contents) -> str:
    [aside] = found.items
    assert isinstance(aside, SetAside)
    return aside.reason


def test_a_file_is_read_with_its_stamp_and_a_digest_of_its_bytes(
    tmp_path: Path, reading: ReadContext
) -> None:
    one, same = tmp_path / "1.txt", tmp_path / "2.txt"
    for path in (one, same):
        path.write_text(PAGE, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))
    found, other = read_file.read(file(one), reading), read_file.read(file(same), reading)
    assert [item.id for item in found.items if isinstance(item, Article)] == ["1"]
    assert found.stamp == Stamp(len(PAGE.encode()), LONG_AGO * 10**9)
    assert found.digest == other.digest != b""


def test_a_file_that_was_written_this_very_moment_has_no_stamp(tmp_path: Path, reading: ReadContext) -> None:
    (tmp_path / "1.txt").write_text(PAGE, encoding="utf-8")
    assert read_file.read(file(tmp_path / "1.txt"), reading).stamp is None


def test_a_file_that_went_since_it_was_found_is_set_aside(tmp_path: Path, reading: ReadContext) -> None:
    path = tmp_path / "1.txt"
    path.write_text(PAGE, encoding="utf-8")
    found = file(path)
    path.unlink()
    assert "No such file" in reason(read_file.read(found, reading))


def test_a_pipe_that_took_a_files_place_is_not_waited_for(tmp_path: Path, reading: ReadContext) -> None:
    path = tmp_path / "1.jsonl"
    path.write_text("", encoding="utf-8")
    found = file(path)
    path.unlink()
    os.mkfifo(path)
    assert "no file any more" in reason(read_file.read(found, reading))
    [(aside, _)] = read_file.lines(found, reading)
    assert isinstance(aside, SetAside)


def test_a_file_too_large_to_be_read_whole_is_set_aside(tmp_path: Path, reading: ReadContext) -> None:
    path = tmp_path / "1.txt"
    with path.open("wb") as sparse:
        sparse.truncate(read_file.LARGEST + 1)
    assert "larger than 256 MB" in reason(read_file.read(file(path), reading))


def test_a_document_is_bounded_in_bytes_and_articles(reading: ReadContext) -> None:
    [aside] = read_file.document(b" " * (read_file.DOCUMENT_LARGEST + 1), "a.txt", reading)
    assert isinstance(aside, SetAside)
    lines = b"".join(
        b'{"id": "%d", "title": "x", "text": "x"}\n' % n for n in range(read_file.DOCUMENT_ITEMS + 5)
    )
    found = read_file.document(lines, "a.jsonl", reading)
    assert [type(item) for item in found[-2:]] == [Article, SetAside]
    assert len(found) == read_file.DOCUMENT_ITEMS + 1


def test_other_phrases_of_boilerplate_are_another_recipe() -> None:
    assert read_file.recipe({"menu": ["اقرأ"]}) != read_file.recipe({"menu": ["شارك"]})
    assert read_file.recipe({"a": [], "b": []}) == read_file.recipe({"b": [], "a": []})


READ_BY = {6: "6092068bc4351ded"}
"""The version of reading → a digest of the sources that reading depends on, their comments and docstrings aside."""


def sources_of_reading() -> set[str]:
    """Return the modules that the readers import, and those that these import in turn."""
    found: set[str] = set()
    waiting = {name for name in FILES if name.startswith("retrieval.readers.")}
    while waiting:
        found |= waiting
        waiting = {imported for name in waiting for imported in imports_of(name)} & MODULES - found
    return found


def shape(node: object) -> object:
    """Return a tree of syntax as plain values, the same in every version of Python; strings that say nothing go."""
    if isinstance(node, list):
        return [shape(one) for one in node if not (isinstance(one, ast.Expr) and is_text(one.value))]
    if isinstance(node, ast.AST):
        fields = ((name, value) for name, value in ast.iter_fields(node) if value not in (None, []))
        return [type(node).__name__, *((name, shape(value)) for name, value in fields)]
    return repr(node)


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_the_version_of_reading_is_raised_when_what_reads_changes() -> None:
    shapes = [(name, shape(source(name).body)) for name in sorted(sources_of_reading())]
    digest = hashlib.blake2b(repr(shapes).encode(), digest_size=8).hexdigest()
    assert READ_BY.get(read_file.READING) == digest, (
        f"The sources that reading depends on have changed. If any file may now give other articles, raise"
        f" read_file.READING, so that archives read their files again; record {digest!r} for it in READ_BY."
    )


def test_reading_depends_on_readers_extraction_and_arabic_and_not_on_ranking() -> None:
    rooms = {name.rpartition(".")[0] for name in sources_of_reading()}
    assert {"retrieval.readers.feeds", "retrieval.extraction", "retrieval.arabic"} <= rooms
    assert not rooms & {"retrieval.ranking", "retrieval.corpus", "retrieval.bm25", "retrieval.query"}


def test_comments_and_docstrings_are_no_change_of_what_reads_and_code_is_one() -> None:
    bare = shape(ast.parse("def f():\n    return 1").body)
    assert shape(ast.parse('def f():\n    """Return one."""\n    return 1  # always').body) == bare
    assert shape(ast.parse("def f():\n    return 2").body) != bare
