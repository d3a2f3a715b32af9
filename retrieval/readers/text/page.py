"""Reader of scraped pages saved as plain text: one file, one page, one article."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.errors import UnreadableSource
from retrieval.extraction import boxes, teasers
from retrieval.extraction.assemble import PageFacts, assemble, without_outlet
from retrieval.extraction.body import find_body
from retrieval.extraction.lines import LineKind
from retrieval.extraction.metadata import is_calendar
from retrieval.extraction.names import has_digit, names_outlet
from retrieval.readers.charset import decode
from retrieval.readers.text import fragments, labels, single_line, wrapped
from retrieval.records import SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine
    from retrieval.readers.context import ReadContext
    from retrieval.records import Article


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the article of one page, its id the file's stem; or say why there is none."""
    try:
        said, text = labels.parted(decode(data))
        page = extract(text, reading.boilerplate, reading.known)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    # The address that a page's labels give, if it is one of the web.
    address = next(
        (url for url in said.get("url", "").split() if url.startswith(("http://", "https://"))), None
    )
    yield without_outlet(
        replace(
            page,
            id=PurePath(path).stem,
            outlet=said.get("outlet") or page.outlet or reading.outlet,
            author=said.get("author") or page.author,
            published=dates.first(said.get("published", "")) or page.published,
            section=said.get("section") or page.section,
            url=address or reading.url,
        )
    )


def extract(page: str, boilerplate: Boilerplate, day: datetime.date | None = None) -> Article:
    """Find the article on `page`, a scraped page's text; dates such as «أمس» are counted from `day`, if that is known.

    A page does not say what its article is called and where it stands: `id` is empty and `url` None. `title` is empty
    if the page shows no headline. Every line of `text` stands on the page to the character, but for the white space
    where a line went on in the next; between paragraphs that do not follow one another there stands `records.CUT`.

    Raises UnreadableSource, its path empty, if the page holds no article. Linear in the page's length.
    """
    whole, judged = fragments.joined(wrapped.whole(page), boilerplate)
    if single_line.is_page([line.text for line in judged], boilerplate):
        raise UnreadableSource("", single_line.REASON)
    lines = _with_list(boxes.mark(judged, boilerplate), boilerplate)
    if other := _no_article(lines):
        raise UnreadableSource("", other)
    lines = teasers.with_entries(lines)
    return assemble(whole, lines, find_body(lines), boilerplate, PageFacts(day=day))


def _no_article(lines: Sequence[PageLine]) -> str | None:
    """Return why a page is no article: by its window's title, which stands first and above its text again, or cards."""
    window = lines[0].key if lines else ""
    named = teasers.of_window(window)
    listed = any(line.key and line.key in window for line in lines[1:])
    if named and (listed or named == teasers.REASON):
        return named
    return teasers.REASON if teasers.are_page(lines) else boxes.only_notices(lines)


# Words of a list's item at most, and items that it has at least.
_ITEM_WORDS, _FEWEST = 8, 2
_ITEMS: Final = frozenset({LineKind.SHORT, LineKind.META, LineKind.BULLET, LineKind.LOOSE, LineKind.FOREIGN})
_FOOTER: Final = frozenset({LineKind.BOILERPLATE, LineKind.CLOSING, LineKind.RELATED, LineKind.COMMENTS})


def _with_list(lines: list[PageLine], boilerplate: Boilerplate) -> list[PageLine]:
    """Return the lines, those of a list that the article ends with as its text: winners, verses, sources.

    It follows a paragraph, and nothing stands below it on the page; below a list of people, and one that a colon
    introduces, boilerplate may.
    """
    footer = next(
        (at for at, line in enumerate(lines) if line.kind in _FOOTER and _is_prose(lines[:at])), len(lines)
    )
    start = footer
    while start and _is_item(lines[start - 1]):
        start -= 1
    row, above = lines[start:footer], lines[start - 1 : start]
    brief = [line for line in row if line.kind in _ITEMS]
    people = all(line.kind is LineKind.META and not has_digit(line.text) for line in row)
    introduced = any(line.text.endswith(":") for line in [*above, *row[:1]])
    opened = _is_prose(above) or any(line.text.endswith(":") and line.words > _FEWEST for line in above)
    if len(brief) < _FEWEST or not opened or any(_is_furniture(line, boilerplate) for line in row):
        return lines
    if not (people or introduced or footer == len(lines)) or not {line.key for line in row}.isdisjoint(
        line.key for line in lines[:start]
    ):
        return lines
    return [*lines[:start], *(replace(line, kind=LineKind.PROSE) for line in row), *lines[footer:]]


def _is_item(line: PageLine) -> bool:
    """Return whether a line may be an item of a list: it is short, or a verse of two halves."""
    verse = line.words <= 2 * _ITEM_WORDS and _HALVES.search(line.text) is not None
    return (line.words <= _ITEM_WORDS or verse) and line.kind in {*_ITEMS, LineKind.PROSE, LineKind.TEASER}


# What parts the halves of a verse.
_HALVES: Final = re.compile(r"\w\s{0,3}(?:\.{2,10}|…|\*{1,5}|\s{3,60}|\t|={1,5})\s{0,60}\w")


def _is_furniture(line: PageLine, boilerplate: Boilerplate) -> bool:
    """Return whether a line below an article is a date, a section, an outlet's name or a link with an arrow."""
    named = line.key in boilerplate.sections.whole or names_outlet(line.text, boilerplate)
    dated = is_calendar(line.text) and not line.text.isdigit()
    return named or dated or _ARROW.search(line.text) is not None


_ARROW: Final = re.compile(r"^[«»‹›←→<>]|[«»‹›←→<>]$|\s[|»›]\s")


def _is_prose(lines: Sequence[PageLine]) -> bool:
    return any(line.kind is LineKind.PROSE and line.words > _ITEM_WORDS for line in lines)
