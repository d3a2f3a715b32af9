"""How lists are searched, wherever an archive is kept: by words of headline, outlet and id, in any spelling."""

from __future__ import annotations

from retrieval.arabic.text import fold_text

_MOST = 8
"""Words of a search that are looked at."""


def search_words(words: str) -> list[str]:
    """Return the words of a search, as they stand in what is `searched`."""
    return _folded(words).split()[:_MOST]


def searched(title: str, outlet: str | None, id_: str) -> str:
    """Return what of an article is looked through for such words."""
    return _folded(f"{title} {outlet or ''} {id_}")


def _folded(text: str) -> str:
    """Return `text` as it is compared: in one spelling, and without NUL, behind which SQLite would not look."""
    return fold_text(text).text.replace("\0", " ")
