"""Articles in parts, and the version in which a passage stands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.archive.library import BY_HAND, Library
from bot.configuration.page_links import fingerprint
from bot.pages.reading import PART_LENGTH, OpenedVersion, edge, part, part_of, parts, read
from retrieval.records import Article, Span
from tests.support.corpora import anything, unhurried

if TYPE_CHECKING:
    from bot.configuration.settings import Settings


def long(text: str, span: Span | None = None) -> OpenedVersion:
    return OpenedVersion(Article("a", "عنوان", text), 1, 1, 1, False, span)


def shown(reading: OpenedVersion, number: int) -> str:
    return "\n".join("".join(piece for piece, _ in block.pieces) for block in part(reading, number))


@unhurried
@given(anything, st.integers(1, 9_000))
def test_the_parts_of_an_article_are_the_article(text: str, times: int) -> None:
    text *= times * PART_LENGTH // 8_000 // max(1, len(text)) or 1
    edges = [edge(text, number) for number in range(parts(text))] + [len(text)]

    assert edges[0] == 0 and edges == sorted(edges)
    assert all(later - earlier <= PART_LENGTH + 2_001 for earlier, later in pairwise(edges))
    lines = [line for line in text.split("\n") if line.strip()]
    if parts(text) == 1:
        assert shown(long(text), 0).split("\n") == (lines or [""])


def test_a_part_ends_with_a_line_or_else_with_a_word_and_a_place_is_found_in_it() -> None:
    text = "\n".join(f"سطر رقم {number} من مقال طويل جدًّا" for number in range(5_000))

    for number in range(1, parts(text)):
        assert text[edge(text, number) - 1] == "\n"
        assert part_of(text, edge(text, number)) == number
        assert part_of(text, edge(text, number) - 1) == number - 1
    spaced = "كلمة " * 20_000
    assert {spaced[edge(spaced, number) - 1] for number in range(1, parts(spaced))} == {" "}
    assert parts("x" * 10 * PART_LENGTH) == 10


def test_a_passage_over_the_end_of_a_part_is_marked_whole_where_it_begins() -> None:
    text = "كلمة " * 20_000
    end = edge(text, 1)
    span = Span(end - 10, end + 10)
    marked = [piece for block in part(long(text, span), 0) for piece, is_marked in block.pieces if is_marked]

    assert "".join(marked) == text[span.start : span.end]


def test_what_was_left_out_of_a_page_is_a_gap_and_headings_are_known() -> None:
    text = "أول\n\n\nثان\nعنوان"
    reading = OpenedVersion(Article("a", "ع", text, headings=(Span(10, 15),)), 1, 1, 1, False)
    first, second, heading = part(reading, 0)

    assert [first.gap, second.gap, heading.gap] == [False, True, False]
    assert [first.heading, second.heading, heading.heading] == [False, False, True]


async def test_a_passage_is_found_in_the_last_version_that_says_so(settings: Settings) -> None:
    old, new = Article("a", "جسر", "طول الجسر 330 مترًا."), Article("a", "جسر", "طول الجسر 340 مترًا كما قيل.")
    async with Library.open(settings) as library:
        for version in (old, new):
            await library.add([version], BY_HAND)
        span = Span(0, 13)
        then = await read(library, "a", None, span, fingerprint(old.text[:13]))
        now = await read(library, "a", None, span, fingerprint(new.text[:13]))
        gone = await read(library, "a", None, span, fingerprint("غير ذلك"))
        plain = await read(library, "a", None, Span(0, 999))

        assert then and (then.article, then.number, then.versions, then.newer) == (old, 1, 2, True)
        assert now and (now.article, now.newer, now.span) == (new, False, span)
        assert gone and (gone.article, gone.changed, gone.span) == (new, True, None)
        assert plain and plain.changed
        assert (found := await read(library, "a", then.at, None)) and found.article == old
        assert await read(library, "a", 0, None) is None
        await library.remove(["a"])
        assert await read(library, "a", then.at, None) is None
