"""Text pages that a scraper put on one line: nothing shows any more where their article begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.extraction.boilerplate import Boilerplate

REASON: Final = (
    "the whole page stands on one line, its menus with its article; keep the line breaks of the page"
)
# Words from which a line can be a whole page, and its share of the page's words.
_LONG, _SHARE = 40, 0.8
# Signs of boilerplate from which it is one, and sections in a row that make a menu.
_SIGNS, _MENU = 2, 3
# Characters looked at, and words at the beginning that stand in it again if they are a headline.
_LOOKED_AT, _RETOLD = 60_000, (4, 6)


def is_page(lines: Sequence[str], boilerplate: Boilerplate) -> bool:
    """Return whether one of the `lines` is nearly all of the page, and holds menus, buttons or notices beside prose.

    A paragraph that stands alone is none: it says nothing of menus.
    """
    whole = max(lines, key=len, default="")[:_LOOKED_AT]
    words = len(whole.split())
    if words < _LONG or words < _SHARE * sum(len(line.split()) for line in lines):
        return False
    text = " ".join(fold(whole).split())
    phrases = {found.group() for found in _phrases(boilerplate).finditer(text)}
    return len(phrases) + _has_menu(text, boilerplate) + _retold(text) >= _SIGNS


def _has_menu(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether sections stand in a row."""
    names = boilerplate.sections.whole | boilerplate.navigation.whole
    row = 0
    for word in text.split():
        row = row + 1 if word in names else 0
        if row == _MENU:
            return True
    return False


def _retold(text: str) -> int:
    """Return how surely the text begins with a headline that stands in it again, as on pages: 0, 1 or 2.

    A sentence that is said again is none: one has ended before.
    """
    words = text.split()
    again = (text.find(" ".join(words[:count]), 1) for count in _RETOLD)
    return sum(at > 0 and _ENDED.search(text, 0, at) is None for at in again)


_ENDED: Final = re.compile(r"[.؟!]\s")


@lru_cache(maxsize=2)
def _phrases(boilerplate: Boilerplate) -> re.Pattern[str]:
    """Return a pattern of the phrases, of two words and more, that menus, buttons, links and notices are made of."""
    lists = (
        boilerplate.comments, boilerplate.related, boilerplate.closing, boilerplate.share, boilerplate.subscribe,
        boilerplate.navigation, boilerplate.legal,
    )  # fmt: skip
    known = {phrase for phrases in lists for phrase in (*phrases.whole, *phrases.starts) if " " in phrase}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})(?!\w)")
