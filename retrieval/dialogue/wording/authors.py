"""Whose articles are asked for where «by» is joined to the name: «مقال لفادي نصار»."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.language import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from retrieval.query.tokens import Token

_ARTICLES, _BY = folded("مقال مقالا مقالة مقالات المقالات"), "ل"


def with_by_apart(
    said: Sequence[Token], given: Collection[str], known: Callable[[str], bool]
) -> Sequence[Token]:
    """Return words with «by» apart that is joined to a name of two words behind articles.

    What is `known` stays whole, «مقالات لجنة الدستور», unless one of the `given` names is behind its first letter.
    """
    for place, (article, name) in enumerate(pairwise(said[:-1]), 1):
        if article.word not in _ARTICLES or not name.word.startswith(_BY) or name.word in given:
            continue
        if name.word[1:] in given or not known(name.word):
            by = replace(name, word=_BY, surface=_BY, end=name.start + 1)
            bare = replace(name, word=name.word[1:], surface=name.surface[1:], start=name.start + 1)
            return [*said[:place], by, bare, *said[place + 1 :]]
    return said
