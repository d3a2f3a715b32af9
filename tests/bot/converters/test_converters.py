"""Scans and old documents: read where Tesseract and LibreOffice are installed, else set aside saying so."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.archive.library import Library
from bot.converters import office, programs, scans
from bot.loading import read_file
from bot.loading.load import load
from retrieval.readers.context import ReadContext
from retrieval.readers.documents import pdf
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import boilerplate_lists
from tests.support.readers import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.configuration.settings import Settings

READING = ReadContext(boilerplate_lists())
SCANNED = (FIXTURES / "bridge.pdf").read_bytes()
EMPTY = (FIXTURES / "scan.pdf").read_bytes()
PAGE = (
    "افتتاح سوق السمك الجديد\n12 مايو 2023\n"
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
RTF = (
    "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\rtlpar "
    + "".join(
        f"\\u{ord(letter)}?"
        for letter in "أغلقت البلدية الجسر القديم شهرا كاملا لإصلاح دعاماته بعد فيضان الشتاء."
    )
    + "\\par}"
).encode()
needs_tesseract = pytest.mark.skipif(
    not scans.is_installed(), reason="Tesseract with Arabic is not installed"
)
needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[None]:
    """A machine on which no other program is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    forget()
    yield
    forget()


def forget() -> None:
    """Have programs looked for again, as in a new process."""
    for cached in (programs.found, scans.is_installed):
        cached.cache_clear()


@needs_tesseract
def test_a_scanned_page_is_read_and_marked_wherever_it_is_cited() -> None:
    found = scans.read(SCANNED, "scan.pdf", READING)
    assert isinstance(found, Article)
    assert found.title.endswith(scans.MARK)
    assert "إغلاق الجسر القديم" in found.title
    assert "سالم الحايك" in found.text


@needs_tesseract
@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "webp"])
def test_a_picture_of_a_page_is_read_as_a_scan_is(kind: str) -> None:
    [found] = read_file.parsed(photographed(kind), f"page.{kind}", READING)
    assert isinstance(found, Article)
    assert found.title.endswith(scans.MARK)
    assert "سالم الحايك" in found.text


@needs_tesseract
def test_an_icon_is_no_page() -> None:
    [aside] = read_file.parsed(b"\x89PNG\r\n" + bytes(100), "icon.png", READING)
    assert isinstance(aside, SetAside)


def photographed(kind: str) -> bytes:
    """Return the first page of a document as a picture of half the size, which is as sharp as need be."""
    head, dots = next(pdf.pictures(SCANNED, 1)).split(b"\n", 1)
    width, height = map(int, head.split()[1:3])
    made = io.BytesIO()
    Image.frombytes("L", (width, height), dots).reduce(2).save(made, kind)
    return made.getvalue()


@needs_tesseract
def test_a_scan_without_words_is_set_aside() -> None:
    [aside] = read_file.parsed(EMPTY, "scan.pdf", READING)
    assert isinstance(aside, SetAside)
    assert "no words" in aside.reason


@needs_office
def test_a_rich_text_file_is_read_by_libreoffice() -> None:
    [found] = read_file.parsed(RTF, "a.rtf", READING)
    assert isinstance(found, Article)
    assert found.text.startswith("أغلقت البلدية الجسر القديم")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (EMPTY, "scan.pdf", "tesseract-ocr-ara"),
        (RTF, "a.rtf", "LibreOffice"),
        (b"\x89PNG\r\n" + bytes(30_000), "a.png", "tesseract-ocr-ara"),
    ],
)
def test_without_the_programs_the_reason_says_what_to_install(data: bytes, name: str, said: str) -> None:
    [aside] = read_file.parsed(data, name, READING)
    assert isinstance(aside, SetAside)
    assert said in aside.reason


@needs_tesseract
async def test_a_scan_that_was_set_aside_is_read_by_the_next_load_once_tesseract_is_there(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, nothing = tmp_path / "given", tmp_path / "nothing"
    folder.mkdir()
    nothing.mkdir()
    with Image.open(io.BytesIO(photographed("png"))) as page:
        page.crop((0, 0, page.width, page.height // 3)).save(folder / "scan.png")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    for file in folder.iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    async with Library.open(settings) as library:
        with monkeypatch.context() as without:
            without.setenv("PATH", str(nothing))
            forget()
            before = await load(library, [folder])
        forget()
        after, again = await load(library, [folder]), await load(library, [folder])
    assert (before.changes.added, len(before.set_aside)) == (1, 1)
    assert (after.changes.added, after.changes.unchanged, after.set_aside) == (1, 1, ())
    assert (again.changes.added, again.changes.unchanged, again.set_aside) == (0, 2, ())


def test_a_page_is_made_a_picture_in_grey() -> None:
    [picture] = pdf.pictures(SCANNED, 1)
    assert picture.startswith(b"P5 ")
    width, height = map(int, picture.split(b" ", 3)[1:3])
    assert len(picture) > width * height


@pytest.mark.parametrize("command", [["false"], ["sleep", "9"], ["no-such-program"]])
def test_a_program_that_fails_or_takes_too_long_gives_nothing(command: list[str]) -> None:
    assert programs.run(command, b"", 0.2) is None
