"""Which lines of a page are the article: the weightiest run of prose, and what goes with it."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from retrieval.extraction import boxes, teasers
from retrieval.extraction.lines import LineKind, content, is_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.extraction.lines import PageLine


class Run(NamedTuple):
    """Half-open range of lines, and what it weighs."""

    start: int
    end: int
    weight: float


_NOTHING: Final = Run(0, 0, 0.0)
# Prose counts by its words; so much of a word a line of another kind counts for, then its fixed cost.
_WEIGHTS: Final = {
    LineKind.PROSE: (1.0, 0.0), LineKind.LOOSE: (0.3, 0.0), LineKind.TEASER: (0.5, 0.0), LineKind.SHORT: (-0.5, -2.0),
    LineKind.BULLET: (-1.0, 0.0), LineKind.TICKER: (-1.0, 0.0), LineKind.FOREIGN: (0.0, -3.0),
    LineKind.CAPTION: (0.0, -3.0),
    LineKind.META: (0.0, -3.0), LineKind.LINK: (0.0, -3.0), LineKind.BOILERPLATE: (0.0, -6.0),
    LineKind.RELATED: (0.0, 0.0), LineKind.CLOSING: (0.0, 0.0), LineKind.COMMENTS: (0.0, 0.0),
    LineKind.ASIDE: (0.0, 0.0),
}  # fmt: skip
# Weight from which a run is an article at all: a short sentence, or a longer line that ends without a mark.
_LEAST: Final = 4.0
# Words of prose from which comments are taken for an end and not for a menu's item.
_ENOUGH: Final = 25
# Lines within which the heading of links or comments stands above what it heads, and what that is worth.
_HEADED, _LINKED, _COMMENTED = 4, 0.4, 0.2
_HEADS: Final = frozenset({LineKind.RELATED, LineKind.CLOSING, LineKind.COMMENTS})
# Words up to which a line below a colon is an item of its list.
_ITEM_WORDS: Final = 6
_ITEMS: Final = frozenset({LineKind.SHORT, LineKind.META})
_BESIDE: Final = frozenset({LineKind.BOILERPLATE, LineKind.ASIDE, LineKind.LINK})
# Lines of links that stand between an article's opening and the rest at most.
_BETWEEN: Final = 10
# What a word of a card of another story costs.
_CARD_COST: Final = 0.3
# Share of lines that are prose or questions, from which a block goes on with the article: cards of a
# headline and a summary each stay below. A single line of prose, and a block that only stays above without the
# line before it, must also share so much of its words with the article.
_PROSE: Final = 2 / 3
_AKIN: Final = 0.1


def find_body(lines: Sequence[PageLine]) -> list[int]:
    """Return the numbers of the article's lines, first to last, without blocks of links between them.

    Maximum subsequence segmentation (Pasternack and Roth 2009) finds the heaviest run of each block. The
    heaviest of all is the article's core; others, up to the tags, the author's portrait and the comments,
    may go on with it. Linear in the number of lines; empty if there is no article.
    """
    headline = _headline(lines)
    beside = teasers.find(lines) | boxes.rules(lines)
    return _found(lines, beside, headline) or _found(lines, frozenset(), headline)


def _found(lines: Sequence[PageLine], cards: AbstractSet[int], headline: int) -> list[int]:
    """Find the same, with the lines that are taken for `cards` counted against a run."""
    end = _end(lines)
    stretches = (range(min(headline, end)), range(min(headline, end), end))
    parts = [part for one in stretches for part in _split(lines, one, {LineKind.CLOSING, LineKind.COMMENTS})]
    runs = [
        [_heaviest(lines, block, cards) for block in _split(lines, part, {LineKind.RELATED})]
        for part in parts
    ]
    core = max(chain.from_iterable(runs), key=lambda run: _standing(lines, run), default=_NOTHING)
    if core.weight < _LEAST:
        return []
    known = frozenset(stem for line in lines[core.start : core.end] for stem in content(line.text))
    beside = next(part for part in runs if core in part)
    kept = [run for run in beside if run == core or _goes_on(lines, run, core, known)]
    return [number for run in kept for number in range(run.start, run.end)]


def _standing(lines: Sequence[PageLine], run: Run) -> float:
    """Weigh a run among the others: less if it follows the heading of links or comments, or is what readers wrote.

    Between any two paragraphs of what readers wrote stands a date or a name.
    """
    own = lines[run.start : run.end]
    heads = _above(lines, run) & _HEADS
    prose = sum(line.kind is LineKind.PROSE for line in own)
    signed = sum(line.kind is LineKind.META and not listed for line, listed in _listed(own))
    if LineKind.COMMENTS in heads or signed >= max(2, prose - 1):
        return run.weight * _COMMENTED
    return run.weight * (_LINKED if heads and not _flows(own) else 1.0)


def _headline(lines: Sequence[PageLine]) -> int:
    """Return the number of the line that tells the window's title again, as the headline above an article does; or 0.

    What stands above it is none of the article, however long it is.
    """
    window = next((line for line in lines[:_TOP] if line.words >= _TITLE_WORDS), None)
    if window is None or window.kind is LineKind.PROSE:
        return 0
    first = lines.index(window)
    return next(
        (
            at
            for at, line in enumerate(lines[first + 1 :], start=first + 1)
            if line.words >= _TITLE_WORDS
            and (window.key == line.key or window.key.startswith(f"{line.key} "))
        ),
        0,
    )


# Lines at a page's top among which the window's title is, and words of a headline at least.
_TOP, _TITLE_WORDS = 2, 4


def _above(lines: Sequence[PageLine], run: Run) -> set[LineKind]:
    return {line.kind for line in lines[max(0, run.start - _HEADED) : run.start]}


def _end(lines: Sequence[PageLine]) -> int:
    """Find the line where readers' comments begin, once there has been an article to comment on.

    It heads them, or is their number, and a line with the date of one follows.
    """
    prose = 0
    for number, line in enumerate(lines):
        counted = prose >= _ENOUGH and _COUNTED.fullmatch(line.key)
        dated = counted and any(below.kind is LineKind.META for below in lines[number + 1 : number + _HEADED])
        if dated or (prose >= _ENOUGH and line.kind is LineKind.COMMENTS):
            return number
        prose += line.words if line.kind is LineKind.PROSE else 0
    return len(lines)


_COUNTED: Final = re.compile(r"\(?\d{1,5}\)? تعليق\w*|تعليق\w* \(?\d{1,5}")


def _split(lines: Sequence[PageLine], part: range, at: AbstractSet[LineKind]) -> Iterator[range]:
    """Cut `part` at its lines of the kinds `at`, which belong to none of the stretches."""
    bounds = [number for number in part if lines[number].kind in at]
    for before, after in pairwise([part.start - 1, *bounds, part.stop]):
        yield range(before + 1, after)


def _heaviest(lines: Sequence[PageLine], block: range, cards: AbstractSet[int]) -> Run:
    """Find the heaviest run of a block; what a colon introduces is part of it, and speaks not against it."""
    best, start, weight = _NOTHING, block.start, 0.0
    for number, (line, listed) in zip(block, _listed(lines[block.start : block.stop]), strict=True):
        by_word, fixed = _WEIGHTS[line.kind]
        if number in cards:
            weight -= _CARD_COST * line.words
        elif listed and line.kind is LineKind.BULLET:
            weight -= by_word * line.words
        elif not listed or line.words > _ITEM_WORDS:
            weight += by_word * line.words + fixed
        if weight <= 0:
            start, weight = number + 1, 0.0
        elif weight > best.weight:
            best = Run(start, number + 1, weight)
    return best


def _listed(lines: Iterable[PageLine]) -> Iterator[tuple[PageLine, bool]]:
    """Yield each line, and whether it introduces a list with a colon, or is an item of one.

    An item may be a name or a figure of a table whose cells are lines of their own.
    """
    listed = False
    for line in lines:
        listed = line.text.endswith(":") or (listed and (line.kind in _ITEMS or is_item(line.text)))
        yield line, listed


def _goes_on(lines: Sequence[PageLine], run: Run, core: Run, known: AbstractSet[str]) -> bool:
    """Return whether a run beside the core is the same article: prose, and if it may be cards in the core's words.

    Close above the core, a run that follows a byline or a date is its opening, cut off by links to other stories.
    """
    own, above = lines[run.start : run.end], _above(lines, run)
    places = [at for at in range(run.start, run.end) if lines[at].kind is LineKind.PROSE]
    prose = [lines[at] for at in places]
    if prose and LineKind.META in above and not above & _HEADS and 0 <= core.start - run.end <= _BETWEEN:
        return True
    if not prose or not _flows(own):
        return False
    # Paragraphs that each stand right below a link say what other stories are about.
    if above & _HEADS and all(at and lines[at - 1].kind is LineKind.LINK for at in places):
        return False
    words = [stem for line in prose for stem in content(line.text)]
    certain = len(prose) > 1 and _flows(lines[max(0, run.start - 1) : run.end])
    return certain or sum(stem in known for stem in words) >= _AKIN * len(words)


def _flows(lines: Sequence[PageLine]) -> bool:
    """Return whether most lines are prose, questions, or what a colon introduces."""
    said = [line for line in lines if line.kind not in _BESIDE]
    flowing = sum(
        listed or line.kind is LineKind.PROSE or line.text.endswith("؟") for line, listed in _listed(said)
    )
    return flowing >= _PROSE * len(said)
