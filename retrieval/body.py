"""Which lines of a page are the article: the weightiest run of prose, and what goes with it."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.lines import Kind, is_item, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.lines import Line


class Run(NamedTuple):
    """Half-open range of lines, and what it weighs."""

    start: int
    end: int
    weight: float


_NOTHING: Final = Run(0, 0, 0.0)
# Prose counts by its words; so much of a word a line of another kind counts for, then its fixed cost.
_WEIGHTS: Final = {
    Kind.PROSE: (1.0, 0.0), Kind.LOOSE: (0.3, 0.0), Kind.TEASER: (0.5, 0.0), Kind.SHORT: (-0.5, -2.0),
    Kind.BULLET: (-1.0, 0.0), Kind.TICKER: (-1.0, 0.0), Kind.FOREIGN: (0.0, -3.0), Kind.CAPTION: (0.0, -3.0),
    Kind.META: (0.0, -3.0), Kind.LINK: (0.0, -3.0), Kind.FURNITURE: (0.0, -6.0),
    Kind.RELATED: (0.0, 0.0), Kind.CLOSING: (0.0, 0.0), Kind.COMMENTS: (0.0, 0.0),
}  # fmt: skip
# Weight from which a run is an article at all: a short sentence, or a longer line that ends without a mark.
_LEAST: Final = 4.0
# Words of prose from which comments are taken for an end and not for a menu's item.
_ENOUGH: Final = 60
# Share of lines that are prose or questions, from which a block goes on with the article: cards of a
# headline and a summary each stay below. A single line of prose must also share so much of its words with
# the article.
_PROSE: Final = 2 / 3
_AKIN: Final = 0.15


def find_body(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the article's lines, first to last, without blocks of links between them.

    Maximum subsequence segmentation (Pasternack and Roth 2009) finds the heaviest run of each block. The
    heaviest of all is the article's core; others, up to the tags, the author's portrait and the comments,
    may go on with it. Linear in the number of lines; empty if there is no article.
    """
    parts = list(_split(lines, range(_end(lines)), {Kind.CLOSING, Kind.COMMENTS}))
    runs = [[_heaviest(lines, block) for block in _split(lines, part, {Kind.RELATED})] for part in parts]
    core = max((run for part in runs for run in part), key=lambda run: run.weight, default=_NOTHING)
    if core.weight < _LEAST:
        return []
    known = frozenset(stem for line in lines[core.start : core.end] for stem in stems(line.text))
    beside = next(part for part in runs if core in part)
    kept = [run for run in beside if run == core or _goes_on(lines[run.start : run.end], known)]
    return [number for run in kept for number in range(run.start, run.end)]


def _end(lines: Sequence[Line]) -> int:
    """Find the line where readers' comments begin, once there has been an article to comment on."""
    prose = 0
    for number, line in enumerate(lines):
        if line.kind is Kind.COMMENTS and prose >= _ENOUGH:
            return number
        prose += line.words if line.kind is Kind.PROSE else 0
    return len(lines)


def _split(lines: Sequence[Line], part: range, at: AbstractSet[Kind]) -> Iterator[range]:
    """Cut `part` at its lines of the kinds `at`, which belong to none of the stretches."""
    bounds = [number for number in part if lines[number].kind in at]
    for before, after in pairwise([part.start - 1, *bounds, part.stop]):
        yield range(before + 1, after)


def _heaviest(lines: Sequence[Line], block: range) -> Run:
    best, start, weight = _NOTHING, block.start, 0.0
    listed = False
    for number in block:
        line = lines[number]
        listed = line.text.endswith(":") or (listed and (line.kind is Kind.SHORT or is_item(line.text)))
        weight += abs(_weight(line)) if listed and line.kind is Kind.BULLET else _weight(line)
        if weight <= 0:
            start, weight = number + 1, 0.0
        elif weight > best.weight:
            best = Run(start, number + 1, weight)
    return best


def _weight(line: Line) -> float:
    by_word, fixed = _WEIGHTS[line.kind]
    return by_word * line.words + fixed


def _goes_on(lines: Sequence[Line], known: AbstractSet[str]) -> bool:
    """Whether a run beside the core is the same article: prose, and if short in the core's words."""
    prose = [line for line in lines if line.kind is Kind.PROSE]
    flowing = sum(line.kind is Kind.PROSE or line.text.endswith("؟") for line in lines)
    if not prose or flowing < _PROSE * sum(line.kind is not Kind.FURNITURE for line in lines):
        return False
    words = [stem for line in prose for stem in stems(line.text)]
    return len(prose) > 1 or sum(stem in known for stem in words) >= _AKIN * len(words)


class Paragraph(NamedTuple):
    """A line of the article, and whether it heads those that follow."""

    text: str
    heading: bool


# Words up to which a line of its own is a heading; a longer one is a paragraph without a full stop.
_HEADING: Final = 14
# Words from which a repeated line is a repetition and not two lines that happen to be alike.
_REPEATED: Final = 4
# Paragraphs after which a date or a name of its own heads a part of the article and is no byline.
_SETTLED: Final = 3
_DROPPED: Final = {Kind.CAPTION, Kind.FURNITURE, Kind.LINK, Kind.TICKER, Kind.FOREIGN}
_BRIEF: Final = {Kind.SHORT, Kind.BULLET, Kind.META}


def paragraphs(lines: Sequence[Line], title: str) -> list[Paragraph]:
    """Keep the article's own lines: chrome, captions, bylines and repetitions between them are left out."""
    kept: list[Paragraph] = []
    for brief, group in groupby(_unrepeated(_own(lines), title), key=lambda line: line.kind in _BRIEF):
        if brief:
            kept.extend(_between(list(group), introduced=bool(kept) and kept[-1].text.endswith(":")))
        else:
            kept.extend(Paragraph(line.text, heading=False) for line in group)
    return _trimmed(kept)


def _own(lines: Iterable[Line]) -> Iterator[Line]:
    settled = 0
    for line in lines:
        settled += line.kind is Kind.PROSE
        heads = settled >= _SETTLED and any(map(str.isalpha, line.text))
        if heads if line.kind is Kind.META else line.kind not in _DROPPED:
            yield line


def _trimmed(kept: list[Paragraph]) -> list[Paragraph]:
    """Cut `kept` to its first and last paragraph: a heading without text beneath is a caption or a link."""
    places = [number for number, paragraph in enumerate(kept) if not paragraph.heading]
    return kept[places[0] : places[-1] + 1] if places else []


def _unrepeated(lines: Iterable[Line], title: str) -> Iterator[Line]:
    seen = {title}
    for line in lines:
        if line.words < _REPEATED or line.text not in seen:
            yield line
        seen.add(line.text)


def _between(group: Sequence[Line], *, introduced: bool) -> list[Paragraph]:
    """Judge short lines between paragraphs: lists stay; else the last is a heading, those above captions."""
    if introduced or _is_list(group):
        return [Paragraph(line.text, heading=False) for line in group]
    last = group[-1]
    return [Paragraph(last.text, heading=last.words <= _HEADING)]


def _is_list(group: Sequence[Line]) -> bool:
    """Whether several short lines belong together: bullets, figures, questions, halves of verses."""
    alike = [line for line in group if line.kind is Kind.BULLET or _LISTED.search(line.text)]
    return len(group) > 1 and 2 * len(alike) >= len(group)


_LISTED: Final = re.compile(r"\d|:|؟|\s{3,}|\*{2}|\.\.|…")
