"""Lines of a text page that are pieces of one: scrapers begin a line at each link and each bold word.

A line that begins with a mark that nothing begins with belongs to the one above, whatever they are. Else a line goes on
in the next where it ends in a word that wants another («قال إن»), where the next begins with one that wants another
before it («التي …»), or where it begins as sentences do and ends without a mark, on a page whose paragraphs end with
one. A page without such lines stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.extraction.lines import MEDIUM, LineKind, ends_sentence, judge, split
from retrieval.extraction.names import has_digit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine

# What no line begins with; two colons, and the arrows of menus, are ornaments.
_HANGING: Final = re.compile(r"[،؛؟!,;]|:(?!:)|\.(?!\.)")
_PAIRS: Final = {"»": "«", ")": "(", "]": "[", "”": "“"}
# Lines within which a bracket that ends a line is closed, if it opens one at all.
_CLOSED: Final = 3
# Characters of a paragraph in pieces at most.
_LONGEST: Final = 5000
# A line «فلان:» alone that says who speaks, and how often it stands on a page at least.
_SPEAKER: Final = re.compile(r"[^\W\d_][^:]{0,40}:")
_SPEAKER_WORDS, _SPOKEN = 5, 2


def joined(page: str, boilerplate: Boilerplate) -> tuple[str, list[PageLine]]:
    """Return the page and its lines, those that are pieces of one made one again; linear in the page's length."""
    written = page.splitlines()
    closed = list(_closed(written))
    marked, lines = "\n".join(closed), split("\n".join(closed), boilerplate)
    groups = list(_groups(lines, boilerplate, pieces=len(written) - len(closed)))
    if len(groups) == len(lines):
        return marked, lines
    whole = [
        judge(" ".join(line.text for line in group), boilerplate) if len(group) > 1 else group[0]
        for group in groups
    ]
    return "\n".join(line.text for line in whole), whole


def _closed(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, each with those that hang on it by a mark, a bracket or the name of who speaks."""
    bare = [line.strip() for line in lines]
    spoken = Counter(
        line for line in bare if _SPEAKER.fullmatch(line) and len(line.split()) <= _SPEAKER_WORDS
    )
    last = ""
    for number, line in enumerate(bare):
        between = None
        if last and line and len(last) < _LONGEST:
            below = bare[number : number + _CLOSED]
            speaks = spoken[last] >= _SPOKEN or line in _PAIRS.values()
            between = "" if _belongs(line, last, below) else " " if speaks else None
        if between is None:
            yield from [last] * (number > 0)
            last = line
        else:
            last = f"{last}{between}{line}"
    yield last


def _belongs(line: str, last: str, below: Sequence[str]) -> bool:
    """Return whether a line goes with the `last` one by a mark or a bracket.

    It begins with a mark that belongs to that, such as the end of its bracket, or that ends with a bracket which one of
    the lines `below` closes.
    """
    hangs = _HANGING.match(line) is not None or _PAIRS.get(line[0], "\0") in last.rpartition(line[0])[2]
    closing = next((end for end, start in _PAIRS.items() if last.endswith(start)), None)
    return hangs or (closing is not None and any(closing in one for one in below))


# Verbs of women and of bodies end in ت.
_OF_WOMEN: Final = re.compile(r"\A(?!ال)\w{2,}[^\Wاوي]ت")
# Nouns that begin with a و of their own.
_NOUNS: Final = re.compile(
    fold(r"و(?:زير|زار|كال|كيل|فاة|فد|سائل|صول|قف|سط|لاي|ثيق|ثائق|رش|اشنطن|لي|الد|جه|حد|رق|رد|ظيف)")
)
_APART: Final = frozenset({
    LineKind.BOILERPLATE, LineKind.RELATED, LineKind.CLOSING, LineKind.COMMENTS, LineKind.LINK, LineKind.TICKER,
    LineKind.CAPTION, LineKind.ASIDE,
})  # fmt: skip
# Words of a piece of a line (a link, a bold word) at most, and of the verb that alone begins a paragraph.
_PIECE, _VERB_ALONE = 6, 3
# Pieces that one line was broken into at most, and words before one that wants another.
_MOST, _FEWEST_BOUND = 12, 3
# Words of a sentence at least, and lines that end one from which a page's paragraphs do.
_SENTENCE, _FEWEST = 6, 2


def _groups(
    lines: Sequence[PageLine], boilerplate: Boilerplate, *, pieces: int
) -> Iterator[Sequence[PageLine]]:
    """Yield the lines, those together that are pieces of one, on a page where so many hung on others by a mark."""
    repeated = {key for key, count in Counter(line.key for line in lines).items() if count > 1}
    ends = sum(ends_sentence(line.text) and line.words > 1 for line in lines) >= _FEWEST
    broken = ends and _is_broken(lines, boilerplate, pieces=pieces)
    start, settled = 0, False
    while start < len(lines):
        line = lines[start]
        verb = _is_verb(line.key, boilerplate)
        alone = line.words <= _VERB_ALONE and line.kind is LineKind.SHORT and verb
        long = line.words >= MEDIUM and (settled or verb)
        below = lines[start + 1] if start + 1 < len(lines) else line
        twice = settled and pieces and below is not line and _is_piece(line) and _is_piece(below)
        said = broken and (long or twice or (settled and _begins(line.key, boilerplate)))
        begun = bool(ends and line.key not in repeated and line.kind in _OPEN and (alone or said))
        end = _end(lines, start, boilerplate, begun=begun)
        yield lines[start:end]
        settled = settled or end > start + 1 or line.kind is LineKind.PROSE
        start = end


def _is_broken(lines: Sequence[PageLine], boilerplate: Boilerplate, *, pieces: int) -> bool:
    """Return whether short lines stand in the middle of sentences rather than between whole ones, as headings do."""
    headings = 0
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.words > _PIECE or line.kind in _APART or ends_sentence(line.text) or above.kind in _APART:
            continue
        if _is_bound(above, line, boilerplate) and above.words >= _FEWEST_BOUND:
            pieces += 1
        elif ends_sentence(below.text) and above.words >= _SENTENCE:
            headings += ends_sentence(above.text)
            pieces += not ends_sentence(above.text)
    return pieces > headings


def _is_bound(last: PageLine, line: PageLine, boilerplate: Boilerplate) -> bool:
    """Return whether one line wants another after it, or the other one before it."""
    return (
        _last(last.key) in boilerplate.binding_words.whole
        or _first(line.key) in boilerplate.following_words.whole
        or last.text.count('"') % 2 == 1
        or any(last.text.rfind(start) > last.text.rfind(end) for end, start in _PAIRS.items())
    )


def _end(lines: Sequence[PageLine], start: int, boilerplate: Boilerplate, *, begun: bool) -> int:
    """Return where the pieces of a line end: at the first that ends a sentence, else at the last that is certain."""
    certain, words = start + 1, lines[start].words
    opens = _begins(lines[start].key, boilerplate)
    for number in range(start + 1, min(len(lines), start + _MOST)):
        last, line = lines[number - 1], lines[number]
        if ends_sentence(last.text) or last.text.endswith(":") or _stands_apart(last) or _stands_apart(line):
            break
        if (
            _is_bound(last, line, boilerplate)
            and (words >= _FEWEST_BOUND or opens)
            and (opens or begun or _last(last.key) in boilerplate.binding_words.whole)
        ):
            certain, begun = number + 1, True
        elif not begun or (last.words > _PIECE and _is_whole(line, boilerplate)):
            break
        words += line.words
        if ends_sentence(line.text):
            return number + 1 if line.kind in _SAID or line.text.endswith(".") else certain
    return certain


def _is_piece(line: PageLine) -> bool:
    """Return whether a line is short and ends no sentence: headings are, and do not stand in twos."""
    return line.words <= _VERB_ALONE and not ends_sentence(line.text) and not _stands_apart(line)


def _is_whole(line: PageLine, boilerplate: Boilerplate) -> bool:
    """Return whether a line may be a paragraph or headline itself: long and unended, or begun as sentences are."""
    return line.words > _PIECE and (not ends_sentence(line.text) or _begins(line.key, boilerplate))


def _stands_apart(line: PageLine) -> bool:
    """Return whether a line is no piece of another: boilerplate, or a day or a byline and no mere name."""
    dated = line.kind is LineKind.META and (has_digit(line.text) or ":" in line.text)
    return line.kind in _APART or (dated and not line.text.isdigit())


def _begins(key: str, boilerplate: Boilerplate) -> bool:
    """Return whether a line begins as sentences do: with a verb, or with «and»."""
    first = _first(key)
    joined_on = first.startswith("و") and len(first) > _SHORTEST and not _NOUNS.match(key)
    return joined_on or key.startswith(_SO) or _is_verb(key, boilerplate)


def _is_verb(key: str, boilerplate: Boilerplate) -> bool:
    first = _first(key)
    if first in boilerplate.cities.whole or key in boilerplate.sections.whole:
        return False
    bare = first[1:] if first.startswith("و") and len(first) > _SHORTEST else first
    return (
        not {bare, first}.isdisjoint(boilerplate.opening_words.whole) or _OF_WOMEN.fullmatch(bare) is not None
    )


_SHORTEST: Final = 3
_SO: Final = "فال"
_SAID: Final = frozenset({LineKind.PROSE, LineKind.LOOSE})
_OPEN: Final = frozenset({LineKind.SHORT, LineKind.LOOSE, LineKind.PROSE, LineKind.META, LineKind.FOREIGN})


def _first(key: str) -> str:
    return key.partition(" ")[0]


def _last(key: str) -> str:
    return key.rpartition(" ")[2]
