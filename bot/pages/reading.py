"""An article to read in a browser: which version, which part of it, and where the passage is that was cited.

Whatever the length of an article, a page shows a part of bounded length, and finds where it begins by looking at its
edges alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.configuration.page_links import fingerprint
from bot.rendering.texts import cut
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.archive.library import Library
    from retrieval.records import Article

PART_LENGTH = 20_000
"""Characters of an article that one page shows: a quarter of an hour to read."""
LONGEST_PASSAGE = 4_000
_EDGE = 2_000
"""Characters within which a part ends with a line, or else with a word."""


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    """A version of an article, of generation `at`: the `number`th of so many `versions`; the last but for `newer`.

    `span` is the passage that was asked for; `changed` when no version says so there.
    """

    article: Article
    at: int
    number: int
    versions: int
    newer: bool
    span: Span | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A line of an article in pieces, each with whether it is marked; before it, something may have been left out."""

    pieces: tuple[tuple[str, bool], ...]
    heading: bool
    gap: bool

    @property
    def marked(self) -> bool:
        """Return whether anything of it is marked."""
        return any(marked for _, marked in self.pieces)


async def read(
    library: Library, id_: str, at: int | None, span: Span | None, mark: str = ""
) -> OpenedVersion | None:
    """Return the article as it was at generation `at`, or in its last version whose passage has the fingerprint `mark`.

    Without either it is the article as it stands. None where the archive does not hold it, or did not then.
    """
    known = await library.catalogue.digests(id_)
    current = next((version for version in known if version.until is None), None)
    if current is None:
        return None
    chosen, changed = current, False
    if at is not None:
        found = next(
            (one for one in known if one.since <= at and (one.until is None or at < one.until)), None
        )
        if found is None:
            return None
        chosen = found
    elif span and mark:
        passages = await library.catalogue.passages(id_, span)
        # The last version that has the words of the fingerprint in that place.
        said = next((since for since, words in passages if fingerprint(words) == mark), None)
        chosen = next((version for version in known if version.since == said), current)
        changed = said is None
    articles = await library.catalogue.articles([id_], at=chosen.since)
    if id_ not in articles:
        return None
    article = articles[id_]
    if span and (changed or span.end > len(article.text)):
        span, changed = None, True
    newer = chosen.digest != current.digest
    return OpenedVersion(article, chosen.since, known.index(chosen) + 1, len(known), newer, span, changed)


def parts(text: str) -> int:
    """Return how many pages an article has."""
    number = max(1, -(-len(text) // PART_LENGTH))
    return number - 1 if number > 1 and edge(text, number - 1) >= len(text) else number


def edge(text: str, number: int) -> int:
    """Return where the part of that number (from 0) begins: after a line or a word, if there is one nearby."""
    at = number * PART_LENGTH
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    for boundary in "\n ":
        if (found := text.find(boundary, at, at + _EDGE)) >= 0:
            return found + 1
    return at


def part_of(text: str, start: int) -> int:
    """Return the number of the part in which a place of the text is."""
    number = min(start // PART_LENGTH, parts(text) - 1)
    return number - 1 if number and start < edge(text, number) else number


def part(reading: OpenedVersion, number: int) -> Iterator[TextBlock]:
    """Yield the lines of one part; the passage is shown whole where it begins."""
    text, span = reading.article.text, reading.span
    start = edge(text, number)
    end = edge(text, number + 1) if number + 1 < parts(text) else len(text)
    if span and start <= span.start < end < span.end:
        end = span.end
    headings = {heading.start for heading in reading.article.headings if start <= heading.start < end}
    place, empty = start, 0
    for line in text[start:end].split("\n"):
        if line.strip():
            yield TextBlock(_pieces(line, place, span), place in headings, empty > 1)
            empty = 0
        else:
            empty += 1
        place += len(line) + 1


def _pieces(line: str, place: int, span: Span | None) -> tuple[tuple[str, bool], ...]:
    """Return a line that begins at `place`, taken apart where the passage begins and ends."""
    if span is None or span.end <= place or span.start >= place + len(line):
        return ((line, False),)
    return tuple(cut(line, [Span(max(0, span.start - place), min(len(line), span.end - place))]))
