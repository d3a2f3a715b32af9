from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.changes.generation import Batch
from bot.archive.store import Store
from bot.cli.json_lines import article_line
from bot.cli.outfile import opened
from retrieval.readers.tables import jsonl
from retrieval.records import Article, Span
from tests.support.corpora import few

if TYPE_CHECKING:
    from collections.abc import Sequence

texts = st.text(min_size=1).filter(str.strip)
names = st.none() | texts


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article that a reader may give."""
    text = draw(texts)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    headings = tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))
    return Article(
        draw(texts),
        draw(st.text()),
        text,
        outlet=draw(names),
        author=draw(names),
        published=draw(st.none() | st.dates()),
        url=draw(names),
        section=draw(names),
        dateline=draw(names),
        headings=headings,
    )


async def kept(file: Path, found: Sequence[Article]) -> tuple[list[Article], str]:
    """Return what an archive of these articles holds, and the fingerprint of its contents."""
    async with Store.open(file) as store:
        await store.take(Batch("/pages", found), continuing=False)
        held = [article async for article in store.stream()]
        return held, (await store.state()).fingerprint


@few
@given(st.lists(articles(), max_size=4, unique_by=lambda article: article.id))
def test_an_exported_archive_loads_back_as_it_is(found: list[Article]) -> None:
    with TemporaryDirectory() as folder:
        name = str(Path(folder) / "all.jsonl.gz")
        held, before = asyncio.run(kept(Path(folder) / "a.db", found))
        with opened(name) as file:
            for article in held:
                file.write(article_line(article))
        again = list(jsonl.read(Path(name).read_bytes(), name))
        assert again == found
        assert asyncio.run(kept(Path(folder) / "b.db", [a for a in again if isinstance(a, Article)])) == (
            held,
            before,
        )


@pytest.mark.parametrize("headings", ["x", [[0]], [[5, 2]], [[0, 99]], [["0", "1"]], [None]])
def test_headings_that_are_no_places_in_the_text_are_refused(headings: object) -> None:
    line = article_line(replace(Article("1", "عنوان", "نص طويل"), headings=headings))  # type: ignore[arg-type]
    [aside] = jsonl.read(line, "a.jsonl")
    assert "'headings'" in getattr(aside, "reason", "")
