"""Which sentence of what was quoted tells who or what came second, third and so on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction, without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, sentences, words
from retrieval.passages.excerpts import part
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.records import Quote

_PLACES = (
    folded("أول أولى أولا"),
    folded("ثاني ثانية ثانيا"),
    folded("ثالث ثالثة ثالثا"),
    folded("رابع رابعة رابعا"),
    folded("خامس خامسة خامسا"),
    folded("سادس سادسة سادسا"),
)
_RANKED = folded("مركز مرتبة ترتيب درجة جائزة حل حلت جاء جاءت جاؤوا")
_BESIDE = 2  # words between these and the place
_AND = {"و": 2, "ف": 2}  # see `clitics.CONJUNCTIONS`
_MONTHS = folded("تشرين كانون ربيع جمادى")  # «تشرين الثاني»


def told(quotes: Sequence[Quote], ranks: Sequence[int], of_ranking: bool) -> tuple[Quote, ...]:
    """Return what the articles quoted tell of some places of a ranking: see `telling`."""
    each = [one for rank in ranks if (one := telling(quotes, rank, of_ranking=of_ranking))]
    return tuple({(one.article.id, one.start): one for one in each}.values())


def telling(quotes: Sequence[Quote], rank: int, *, of_ranking: bool = False) -> Quote | None:
    """Return the first sentence of the articles quoted that tells what came in a place of a ranking, which is marked.

    Where it was asked `of_ranking`, any ordinal number tells it; elsewhere only one beside a word as «المركز».
    """
    articles = {quote.article.id: quote.article for quote in quotes}
    each = (part(article, span) for article in articles.values() for span in sentences(article.text))
    marked = ((one, place(one.text, rank, of_ranking=of_ranking)) for one in each)
    return next((replace(one, highlights=(mark,)) for one, mark in marked if mark), None)


def place(text: str, rank: int, *, of_ranking: bool = False) -> Span | None:
    """Return where a text first names a place of a ranking; None where it does not."""
    spans = list(words(text))
    said = [without_joined_article(without_conjunction(fold(text[a:b]), _AND)) for a, b in spans]
    forms = _PLACES[rank - 1] if 0 < rank <= len(_PLACES) else frozenset[str]()
    named = (
        n for n, word in enumerate(said) if word in forms and _MONTHS.isdisjoint(said[max(0, n - 1) : n])
    )
    ranked = (n for n in named if of_ranking or not _RANKED.isdisjoint(said[max(0, n - 1 - _BESIDE) : n]))
    return next((Span(*spans[n]) for n in ranked), None)
