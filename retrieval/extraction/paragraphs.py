"""The lines of an article → its paragraphs and headings: captions, links and repetitions between them go."""

from __future__ import annotations

import re
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.extraction.bylines import portrays
from retrieval.extraction.lines import LineKind, content, is_item
from retrieval.near_duplicates import shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.extraction.lines import PageLine


def without_links(lines: Sequence[PageLine], below: Iterable[PageLine]) -> list[PageLine]:
    """Leave out headlines of other stories: long lines without an end mark that stand `below` the article again."""
    again = {line.key for line in below if line.words >= _HEADLINE}
    return [line for line in lines if line.kind not in _LABELS or line.key not in again]


class PageParagraph(NamedTuple):
    """A line of the article, and whether it heads those that follow."""

    text: str
    heading: bool


# Words up to which a line of its own is a heading; a longer one is a paragraph without a full stop.
_HEADING: Final = 14
# Words from which a line that is repeated below the article is another story's headline.
_HEADLINE: Final = 5
# Words that captions and headlines of other stories have; headings of fewer may share no word with the article.
_CAPTION_WORDS: Final = range(6, 25)
# Captions that an article may have between its paragraphs.
_CAPTIONS: Final = 2
_LABELS: Final = {LineKind.SHORT, LineKind.LOOSE}
_SAID: Final = (":", "!", "؟")
# Words from which a repeated line is a repetition and not two lines that happen to be alike, and from which one that
# stands in another is pulled out of it.
_REPEATED, _PULLED = 4, 6
# Paragraphs after which a date or a name of its own heads a part of the article and is no byline.
_SETTLED: Final = 3
_DROPPED: Final = frozenset({
    LineKind.RELATED, LineKind.CLOSING, LineKind.COMMENTS, LineKind.CAPTION, LineKind.BOILERPLATE,
    LineKind.LINK, LineKind.TICKER, LineKind.FOREIGN,
    LineKind.ASIDE,
})  # fmt: skip
_BRIEF: Final = {LineKind.SHORT, LineKind.BULLET, LineKind.META}


def paragraphs(lines: Sequence[PageLine], title: str) -> list[PageParagraph]:
    """Keep the article's own lines: boilerplate, captions, bylines and repetitions between them are left out.

    Of short lines between paragraphs, lists stay: several that belong together (bullets, figures, questions, halves of
    verses), and what a colon introduces. Else the last is a heading, and those above it are captions. Before the first
    and after the last paragraph a heading is a caption or a link, having no text beneath; and what an article ends with
    that says who its author is, is no paragraph of it.
    """
    kept: list[PageParagraph] = []
    own = _unrelated(_unpulled(list(_own(lines, title))), title)
    for brief, run in groupby(own, key=lambda line: line.kind in _BRIEF):
        group = list(run)
        alike = [line for line in group if line.kind is LineKind.BULLET or _LISTED.search(line.text)]
        introduced = bool(kept) and kept[-1].text.endswith(":")
        if not brief or introduced or (len(group) > 1 and 2 * len(alike) >= len(group)):
            kept.extend(PageParagraph(line.text, heading=False) for line in group)
        else:
            kept.append(PageParagraph(group[-1].text, heading=group[-1].words <= _HEADING))
    places = [number for number, paragraph in enumerate(kept) if not paragraph.heading]
    if len(places) > _SETTLED and portrays(kept[places[-1]].text):
        places.pop()
    return kept[places[0] : places[-1] + 1] if places else []


_LISTED: Final = re.compile(r"\d|:|؟|\s{3,}|\*{2}|\.\.|…")


def _own(lines: Iterable[PageLine], title: str) -> Iterator[PageLine]:
    """Yield the lines that are of the article by their kind, each once."""
    settled, seen = 0, {title}
    for line in lines:
        settled += line.kind is LineKind.PROSE
        heads = settled >= _SETTLED and any(map(str.isalpha, line.text))
        if line.kind in _DROPPED or (line.kind is LineKind.META and not heads):
            continue
        if line.words < _REPEATED or line.text not in seen:
            yield line
        seen.add(line.text)


def _unpulled(lines: list[PageLine]) -> list[PageLine]:
    """Leave out quotations that stand by themselves once more, to draw the eye."""
    pulled = {
        line.text: shingles(line.text) for line in lines if line.kind in _LABELS and line.words >= _PULLED
    }
    if not pulled:
        return lines
    said = frozenset(chain.from_iterable(shingles(line.text) for line in lines if line.text not in pulled))
    return [line for line in lines if line.text not in pulled or not pulled[line.text] <= said]


def _unrelated(lines: Sequence[PageLine], title: str) -> list[PageLine]:
    """Leave out captions and headlines of other stories: they share no word with the article that they stand in.

    Where less than half of the lines are prose, nothing tells a caption from a paragraph without a full stop.
    """
    prose = [line for line in lines if line.kind not in _LABELS]
    if 2 * len(prose) < len(lines):
        return list(lines)
    known = {*content(title), *chain.from_iterable(content(line.text) for line in prose)}
    around = [None, *lines, None]
    apart = [
        number
        for number, (before, line, after) in enumerate(zip(around, lines, around[2:], strict=False))
        if _stands_alone(before, line, after)
    ]
    strange = {number for number in apart if known.isdisjoint(content(lines[number].text))}
    # Several lines between the paragraphs are its headings, whatever their words.
    return [line for number, line in enumerate(lines) if len(apart) > _CAPTIONS or number not in strange]


def _stands_alone(before: PageLine | None, line: PageLine, after: PageLine | None) -> bool:
    """Return whether a line as long as a caption, without an end mark, stands between paragraphs or above the first."""
    label = line.kind in _LABELS and line.words in _CAPTION_WORDS and not line.text.endswith(_SAID)
    items = line.text.partition(":")[2]  # «تشكيلة الفريق: جالو، كان، صال»
    is_row = max(map(items.count, ("،", " - ", " – "))) >= _FEWEST_LISTED
    listed = is_row or is_item(line.text) or (before is not None and before.text.endswith(":"))
    apart = before is None or before.kind not in _LABELS
    return label and not listed and apart and after is not None and after.kind not in _LABELS


_FEWEST_LISTED: Final = 2
