"""What readers say in words that an archive has for something else, as reports say it: «الكميون» is «الشاحنة».

Elsewhere the thesaurus joins what they say with what texts say. It joins stems, and the stem of such a word is that of
another («كميات»), or several words mean something together («عين على رأس», «عملية انتحارية»).
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import ARTICLE, without_conjunction, without_joined_article
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.arabic.language import Language, Said

_ARTICLES = (ARTICLE, f"ب{ARTICLE}", f"ك{ARTICLE}", "لل")


def as_reported(text: str, language: Language) -> str:
    """Return `text` with what readers say instead of what reports say, as `language` lists it, as these do."""
    said = tokens(text)
    words = [token.word for token in said]
    for place in reversed(range(len(said))):
        if found := next((one for one in _said(words, place, language) if one.instead), None):
            meant = said[place : place + 1 + len(found.rest)]
            # What is joined before each word stays before the one in its place.
            joined = (token.word.removesuffix(_bare(token.word)) for token in meant)
            reported = " ".join(
                before + word for before, word in zip_longest(joined, found.reported, fillvalue="") if word
            )
            text = f"{text[: meant[0].start]}{reported}{text[meant[-1].end :]}"
    return text


def reported_beside(words: Sequence[str], place: int, language: Language) -> tuple[str, ...]:
    """Return what reports may say for the folded word at `place` because of the words that stand behind it."""
    return tuple(word for one in _said(words, place, language) if not one.instead for word in one.reported)


def _said(words: Sequence[str], place: int, language: Language) -> Iterator[Said]:
    for one in language.thesaurus.spoken.get(_bare(words[place]), ()):
        if tuple(map(_bare, words[place + 1 : place + 1 + len(one.rest)])) == one.rest:
            yield one


def _bare(word: str) -> str:
    """Return a word less its article, with what is joined before that."""
    joined = without_conjunction(word)
    return without_joined_article(joined if joined.startswith(_ARTICLES) else word)
