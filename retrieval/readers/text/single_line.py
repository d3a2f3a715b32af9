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
_ENDED: Final = re.compile(r"[.؟!]\s")


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
    # A headline at the beginning stands in it again; before a sentence that is said again, one has ended.
    heads = (" ".join(text.split()[:count]) for count in _RETOLD)
    again = (text.find(head, 1) for head in heads)
    retold = sum(at > 0 and _ENDED.search(text, 0, at) is None for at in again)
    return len(phrases) + _has_menu(text, boilerplate) + retold >= _SIGNS


def _has_menu(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether sections stand in a row."""
    names = boilerplate.sections.whole | boilerplate.navigation.whole
    row = 0
    for word in text.split():
        row = row + 1 if word in names else 0
        if row == _MENU:
            return True
    return False


@lru_cache(maxsize=2)
def _phrases(boilerplate: Boilerplate) -> re.Pattern[str]:
    """Return a pattern of the phrases, of two words and more, that menus, buttons, links and notices are made of."""
    lists = (
        boilerplate.comments, boilerplate.related, boilerplate.closing, boilerplate.share, boilerplate.subscribe,
        boilerplate.navigation, boilerplate.legal,
    )  # fmt: skip
    known = {phrase for phrases in lists for phrase in (*phrases.whole, *phrases.starts) if " " in phrase}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})(?!\w)")
