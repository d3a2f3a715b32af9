"""Articles that mean harm: markup, tricks with direction, names that break citations, sizes beyond reason."""

from __future__ import annotations

import json
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.loading.load import load
from retrieval.errors import UnreadableSource
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from retrieval.readers.text.page import extract
from retrieval.records import Article
from tests.support.corpora import WORDS, table
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.configuration.settings import Settings

BOILERPLATE = Boilerplate.from_table(table("boilerplate.toml"))
EVIL = {
    "id": "evil</a>",
    "title": "خبر </a><script>alert(1)</script> \u202eمقلوب\u2066 عن سد الوادي\nالأخضر",
    "text": "بلغت كلفة سد الوادي الأخضر <b>تسعين</b> مليون \u202eدرهم\u202c &lt;\u2067كما قيل\u2069 في \u200bالحفل."
    " </blockquote>",
    "outlet": "<i>صحيفة</i> \u202e& أولاده",
    "author": '" onclick="x" \u0000 سالم',
    "url": "javascript:alert('سد')",
    "published": "2024-02-30",
}
QUESTION = "كم بلغت كلفة سد الوادي الأخضر؟"
CONTROLS = {"RLO", "LRO", "RLE", "LRE", "PDF", "LRI", "RLI", "FSI", "PDI"}


async def test_a_hostile_article_is_quoted_honestly_and_shown_harmlessly(
    stocked: Settings, tmp_path: Path
) -> None:
    good = dict(EVIL, published="2024-02-03")
    (tmp_path / "evil.jsonl").write_text(f"{json.dumps(good)}\n{json.dumps(EVIL)}\n", encoding="utf-8")
    async with Library.open(stocked) as library:
        await load(library, [tmp_path / "evil.jsonl"])
        quote = (await library.ask(QUESTION)).quotes[0]
        assert quote.text in EVIL["text"] and "\u202e" in quote.text
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says(QUESTION)
        heard = await reader.hears(20)
        assert "<b>تسعين</b> مليون" in heard.quotes[0]
        assert not {unicodedata.bidirectional(letter) for letter in heard.quotes[0]} & CONTROLS
        assert "\u202e" not in heard.text and "</a><script>" in heard.text
        assert not any(entity.url for entity in heard.entities)
        await reader.presses(heard.button("في سياقه"))
        opened = await reader.hears(20)
        assert "</blockquote>" in opened.text and "\u202e" not in opened.text
        for button in heard.buttons:
            assert not button.url


LARGE: dict[str, Callable[[int], str]] = {
    "one line": lambda size: "عنوان\n\n" + " ".join(WORDS[n % len(WORDS)] for n in range(size)),
    "one word": lambda size: "عنوان\n\n" + "ا" * size * 5,
    "a word a line": lambda size: "\n".join(WORDS[n % len(WORDS)] for n in range(size)),
    "empty lines": lambda size: "عنوان" + "\n \n" * size + "نص",
    "full stops": lambda size: "نص. " * size,
    "dashes": lambda size: "خبر " + "-" * size * 5,
    "brackets": lambda size: "(«[" * size,
    "dates": lambda size: "12/12/2012 " * size,
    "marks": lambda size: "ب" + "\u064b" * size * 5,
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_page_of_twice_the_length_takes_about_twice_as_long(kind: str) -> None:
    def cost(size: int) -> float:
        page, took = LARGE[kind](size), []
        for _ in range(2):
            begun = time.thread_time()
            with suppress(UnreadableSource):
                extract(page, BOILERPLATE)
            took.append(time.thread_time() - begun)
        return min(took)

    # What is linear takes 4 times as long, what is quadratic 16 times; below some milliseconds all is noise.
    assert cost(6_000) < 10 * max(cost(1_500), 0.005)


BROKEN = (
    b"", b"\0" * 5000, b"PK\x03\x04" + b"\xff" * 200, b"%PDF-1.7\n" + b"\xff" * 200, b"<" * 5000, b"[" * 30_000,
    b"\x1f\x8b\x08\0broken", b"<a>" * 30_000,
)  # fmt: skip


@pytest.mark.parametrize("ending", formats.READERS)
def test_what_is_no_file_of_its_kind_is_set_aside(ending: str) -> None:
    for data in BROKEN:
        try:
            found = list(formats.read(data, f"file.{ending}", ReadContext(BOILERPLATE)))
        except UnreadableSource as error:
            assert error.reason
        else:
            assert not any(isinstance(item, Article) for item in found)
