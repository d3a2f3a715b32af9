"""Who an article tells of, for questions that one could ask of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.clitics import is_definite
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.text import sentences
from retrieval.query.tokens import is_preposition, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.records import Article

_BEFORE = 5  # words between «قال» and the name of who did
_SHORTEST = 3


class Person(NamedTuple):
    """A name of two words, and whether the article quotes who bears it."""

    name: str
    quoted: bool


def people(article: Article, given_names: frozenset[str], language: Language) -> Iterator[Person]:
    """Yield who is named in an article, in order, each once: a given name and the word after it."""
    said = language.cues.get(QuestionKind.QUOTATION, frozenset())
    light = language.stop_words | said | language.cues.get(QuestionKind.WHEN, frozenset())
    seen = set[str]()
    for start, end in sentences(article.text):
        words = tokens(article.text[start:end])
        for place, (first, last) in enumerate(pairwise(words)):
            apart = article.text[start:end][first.end : last.start]
            given = first.word in given_names and not is_preposition(first)  # «على الشكوك»
            fits = given and last.word not in light and len(last.word) >= _SHORTEST
            if not fits or apart != " " or not last.word.isalpha() or last.word in given_names:
                continue
            name = f"{first.surface} {last.surface}"
            before = [word.word for word in words[max(0, place - _BEFORE) : place]]
            if name not in seen:
                seen.add(name)
                yield Person(name, any(word.removeprefix("و") in said for word in before))


def places(article: Article, names: KnownNames) -> Iterator[str]:
    """Yield the places in the headline of an article."""
    for word in tokens(article.title):
        if names.is_place(word.word) and len(word.word) > _SHORTEST and not is_definite(word.word):
            yield word.surface
