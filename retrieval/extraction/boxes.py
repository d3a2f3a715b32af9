"""Boxes inside an article that are not it: between landmarks for screen readers, newsletters, ads; and captions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.lines import LineKind, ends_sentence, is_item
from retrieval.extraction.names import has_digit
from retrieval.extraction.teasers import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine

# Lines that a box has at most, and a form to subscribe: what is longer is the article between two of them.
_BOX, _FORM = 40, 5
# Words of a landmark, of what a form says of a newsletter, and of its button at most.
_LANDMARK, _BLURB, _BUTTON = 10, 30, 3
_END: Final = fold(" نهاية")
_LIST, _LIST_END = re.compile(r"list of \d+ items?"), "end of list"


def mark(lines: Sequence[PageLine], boilerplate: Boilerplate) -> list[PageLine]:
    """Return the lines, those in a box beside the article as asides; linear in their number.

    A label of an advertisement is a box of its own, wherever it stands among the paragraphs. Captions are those
    that a label of their own announces («التعليق على الصورة»).
    """
    lines = with_turns(lines)
    boxes = chain(_landmarks(lines), _forms(lines, boilerplate))
    inside = {number for box in boxes for number in box}
    inside |= {
        number for number, line in enumerate(lines) if _is_button(line) and _ADVERTISED.search(line.key)
    }
    captions = {
        number
        for number, (label, line) in enumerate(pairwise(lines), start=1)
        if label.kind is LineKind.CAPTION
        and label.key in boilerplate.captions.whole
        and line.kind in {LineKind.SHORT, LineKind.LOOSE}
        and not ends_sentence(line.text)
    }
    kinds = (
        dict.fromkeys(_labelled(lines), LineKind.META)
        | dict.fromkeys(captions, LineKind.CAPTION)
        | dict.fromkeys(inside, LineKind.ASIDE)
    )
    return [
        replace(line, kind=kinds[number]) if number in kinds else line for number, line in enumerate(lines)
    ]


# Words of a label («الجزء والصفحة: …») and of what it says at most.
_LABEL_WORDS, _VALUE_WORDS = 3, 8


def _labelled(lines: Sequence[PageLine]) -> Iterator[int]:
    """Find the lines right below a headline that say something of its article with a label, the first a known one.

    Elsewhere a line with a colon may be a headline itself.
    """
    known = False
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        if line.kind is LineKind.PROSE:
            return
        label, _, value = line.text.partition(":")
        short = 0 < len(label.split()) <= _LABEL_WORDS and 0 < len(value.split()) <= _VALUE_WORDS
        begins = line.kind is LineKind.META and above.kind in _HEADS and above.words > 1
        known = short and (known or begins) and line.kind in _FACTS and not ends_sentence(value)
        if known:
            yield number


_HEADS: Final = frozenset({LineKind.SHORT, LineKind.LOOSE})
_FACTS: Final = frozenset(
    {LineKind.SHORT, LineKind.LOOSE, LineKind.META, LineKind.BOILERPLATE, LineKind.CLOSING}
)
# Who speaks, before what is said; words of a name at most; turns of a conversation, and of one in it, at least.
_TURN: Final = re.compile(r"\A[-–—•*\s]*([^\W\d_][^:\d]{0,40}?) ?: ?(?=\S)")
_SPEAKER_WORDS, _TURNS, _OFTEN = 4, 3, 2
_SPOKEN: Final = frozenset({LineKind.SHORT, LineKind.LOOSE, LineKind.BULLET, LineKind.TEASER, LineKind.PROSE})


def with_turns(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines, the turns of a conversation («فلان: …», «• …؟») as prose, however short they are.

    Who speaks is no author: lines that are nothing but the name of one who does stand beside the text.
    """
    turns = {
        at: found.group(1)
        for at, line in enumerate(lines)
        if line.kind in _SPOKEN
        and (found := _TURN.match(line.text))
        and len(found.group(1).split()) <= _SPEAKER_WORDS
    }
    asked = [
        at
        for at, line in enumerate(lines)
        if line.kind in _SPOKEN and is_item(line.text) and line.text.endswith("؟")
    ]
    answered = {number for at in asked for number in (at, at + 1) if len(asked) >= _OFTEN}
    lines = [
        replace(line, kind=LineKind.PROSE) if at in answered and line.kind in _SPOKEN else line
        for at, line in enumerate(lines)
    ]
    times = Counter(turns.values())
    speaking = {name for name, count in times.items() if count >= _OFTEN}
    if not speaking or len(times) == 1 or len(turns) < _TURNS:
        return list(lines)
    own = {at for at, name in turns.items() if name in speaking}
    # Who says one thing alone says it beside one who says more.
    said = own | {at for at in turns if at - 1 in own or at + 1 in own}
    names = {folded(turns[at]) for at in said}
    kinds = dict.fromkeys(said, LineKind.PROSE)
    kinds |= {
        at: LineKind.ASIDE
        for at, line in enumerate(lines)
        if line.key in names and line.kind is LineKind.META
    }
    return [replace(line, kind=kinds.get(at, line.kind)) for at, line in enumerate(lines)]


# What the rules of a forum, and the terms and notices of a site, say to who reads them.
_TERMS: Final = re.compile(
    r"\b(?:ال)?تعليق(?:ك|ات|اتك)?\b|\bالمشرف(?:ون|ين)?\b|\bحسابك\b|\bكلمه (?:ال)?مرور|\bبريدك\b|\bسياسه الخصوصيه\b"
    r"|\bشروط (?:الاستخدام|الخدمه|النشر)\b|\bملفات (?:تعريف )?(?:الارتباط|الكوكيز)\b|\bبياناتك\b|\bموافقتك\b"
    r"|\bاسم المستخدم\b|\bتجربتك\b|\bمشاركت(?:ك|كم)\b|\bمعلوماتك\b|\bالمستخدم(?:ين|ون)?\b|\bمشاركات\b"
    r"|\bاهتماماتك\b|\bيحق لاداره\b|\bخصوصيتك\b|\b(?:اعدادات )الخصوصيه\b|\bبيانات(?:ك|كم) الشخصيه\b|\bعلي جهازك\b"
)
# Such lines in a row, or such words in one, that are rules; words of other prose from which the page is not of them.
_RULES, _OTHER = 3, 12
# Words of a notice that is no button.
_NOTICE: Final = 6


def rules(lines: Sequence[PageLine]) -> frozenset[int]:
    """Find the lines of rules, terms and notices; none where the page has nothing else to say."""
    prose = [at for at, line in enumerate(lines) if line.kind is LineKind.PROSE]
    # Notices that are known by their words stand among the rules, and count as such.
    said_so = (
        at for at, line in enumerate(lines) if line.kind is LineKind.BOILERPLATE and line.words >= _NOTICE
    )
    notices = [at for at in said_so if _TERMS.search(lines[at].key)]
    rows = groupby(sorted([*prose, *notices]), key=lambda at: _TERMS.search(lines[at].key) is not None)
    found = [list(row) for is_term, row in rows if is_term]
    said = [{term for at in row for term in _TERMS.findall(lines[at].key)} for row in found]
    rules = frozenset(
        at
        for row, terms in zip(found, said, strict=True)
        if max(len(row), len(terms)) >= _RULES
        for at in row
    )
    other = sum(lines[at].words for at in prose if at not in rules)
    return rules if other >= _OTHER else frozenset()


_SAYING: Final = frozenset({LineKind.PROSE, LineKind.LOOSE, LineKind.TEASER, LineKind.BULLET})


def only_notices(lines: Sequence[PageLine]) -> str | None:
    """Return why a page is no article where it says nothing but terms and notices; None where it says more."""
    said = [_TERMS.findall(line.key) for line in lines if line.kind in {LineKind.PROSE, LineKind.BOILERPLATE}]
    other = any(line.kind in _SAYING and not _TERMS.search(line.key) for line in lines)
    dated = any(line.kind is LineKind.META and has_digit(line.text) for line in lines)
    return NOTICE if len({*chain.from_iterable(said)}) >= _RULES and not other and not dated else None


_ADVERTISED: Final = re.compile(r"\b(?:ال)?اعلان|\badvert|\bsponsored\b")


def _is_button(line: PageLine) -> bool:
    return line.kind is LineKind.BOILERPLATE and line.words <= _BUTTON


def _landmarks(lines: Sequence[PageLine]) -> Iterator[range]:
    """Find the boxes that say where they end («قصص مقترحة» … «قصص مقترحة نهاية»), for those who hear a page."""
    begun: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.words > _LANDMARK:
            continue
        listed, ends = line.key == _LIST_END, line.key.endswith(_END)
        start = begun.get(_LIST_END if listed else line.key.removesuffix(_END))
        if start is not None and (listed or ends) and number - start <= _BOX:
            yield range(start, number + 1)
        begun[_LIST_END if _LIST.fullmatch(line.key) else line.key] = number


def _forms(lines: Sequence[PageLine], boilerplate: Boilerplate) -> Iterator[range]:
    """Find what stands between two invitations to subscribe, such as a newsletter's name and its button."""
    asked = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.BOILERPLATE and line.key in boilerplate.subscribe
    ]
    for before, after in pairwise(asked):
        words = sum(line.words for line in lines[before + 1 : min(after, before + _FORM)])
        if after - before <= _FORM and words <= _BLURB and _is_button(lines[after]):
            yield range(before, after + 1)
