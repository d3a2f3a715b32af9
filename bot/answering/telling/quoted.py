"""What a quote or an article tells and names, by the words and the marks that it has."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.spelling import slips
from retrieval.arabic.text import fold, plain, sentences, unify, word_places, words
from retrieval.passages.excerpts import around, part
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.telling.responses import Response
    from retrieval.records import Article, Quote

_NUMBER = re.compile(r"\d")
_PHRASE = 4  # words
_CLAUSES = folded("ليس ليست لم لن لا أن إن أنه أنها قد كان كانت لكن حيث ثم هو هي")
_SHORT = 2  # letters of words that tell nothing of a story
_SHARED = 2  # words that two articles of one story share
_STEM = 3  # letters: «سكه» is no «سكاي»
_ENDINGS = ("ين", "ون", "ات", "ه")  # of many and of women


def dates(quote: Quote) -> bool:
    """Return whether a day, a month or a year in numbers is marked in a quote."""
    return any(_NUMBER.search(quote.text[mark.start : mark.end]) for mark in quote.highlights)


def is_among(quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Return whether a quote is, or is part of, one of some quotes."""
    return any(
        quote.article.id == one.article.id and one.start <= quote.start and quote.end <= one.end
        for one in quotes
    )


def is_from(response: Response, articles: Collection[str]) -> bool:
    """Return whether the best quote is from one of these articles."""
    return any(quote.article.id in articles for quote in response.answer.quotes[:1])


def sentences_around(quote: Quote) -> list[Quote]:
    """Return the sentences of a quote and beside it, each by itself."""
    wider = around(quote)
    return [part(quote.article, Span(wider.start + a, wider.start + b)) for a, b in sentences(wider.text)]


def tells_of(about: str, article: Article) -> bool:
    """Return whether an article has a word that begins with each of some nouns, of one or many; true for none."""
    return names_all(about, f"{article.title}\n{article.text}")


def names_all(about: str, text: str) -> bool:
    """Return whether a text has a word that begins with each of some nouns, of one or many; true for none."""
    if not about:
        return True  # of most questions, whose answers' whole articles are then not read
    written = f" {' '.join(plain_words(text))}"
    return all(f" {_one_of_many(word)}" in written for word in plain_words(about))


def _one_of_many(word: str) -> str:
    """Return a word less an ending of many, or of women, that leaves enough of it."""
    ends = (end for end in _ENDINGS if word.endswith(end) and _STEM + len(end) <= len(word))
    return word.removesuffix(next(ends, ""))


def named_in(quote: Quote, noun: str) -> str:
    """Return the first words of a quote from a noun on, without or with the article: «اجتماعا خاصا في موسكو»."""
    said = [(a, b, without_joined_article(fold(quote.text[a:b]))) for a, b in words(quote.text)]
    place = next((n for n, (_, _, word) in enumerate(said) if word.removesuffix("ا") == noun), None)
    if place is None:
        return ""
    folds = [fold(quote.text[a:b]) for a, b, _ in said[place : place + _PHRASE]]
    # «لم يغير الاجتماع | شيئا»
    apart = is_definite(folds[0]) and any(one.endswith("ا") and not is_definite(one) for one in folds[1:2])
    end = place + 1
    while end < place + len(folds) and quote.text[said[end - 1][1] : said[end][0]] == " ":
        if apart or folds[end - place] in _CLAUSES:  # «التونسيين | ليس صدفة»
            return quote.text[said[place][0] : said[end - 1][1]] if end > place + 1 else ""
        end += 1
    return quote.text[said[place][0] : said[end - 1][1]]


def own_first(response: Response, nouns: Sequence[str]) -> Response:
    """Return an answer with the quotes first that name all of some nouns."""
    quotes = sorted(response.answer.quotes, key=lambda quote: not names_all(" ".join(nouns), quote.text))
    return replace(response, answer=replace(response.answer, quotes=tuple(quotes)))


@lru_cache(maxsize=64)  # the quotes of an answer are asked for each noun of a question
def names_or_slips(name: Sequence[str], text: str) -> bool:
    """Return whether a text has all words of a name, or side by side what each may be a slip of: «كرستيانو رونالدو»."""
    said = [without_joined_article(word) for word in fold(text).split()]
    spelled = [{word, *slips(word)} for word in name]
    runs = zip(*(said[place:] for place in range(len(name))), strict=False)
    slipped = any(all(word in forms for word, forms in zip(run, spelled, strict=True)) for run in runs)
    return slipped or names_all(" ".join(name), text)


def plain_words(text: str) -> frozenset[str]:
    """Return the words of a text, folded and without the article."""
    # Folded at once: one by one takes many times as long.
    folded = unify(plain(" ".join(text[a:b] for a, b in word_places(text))))
    return frozenset(map(without_joined_article, folded.split()))


def goes_on(article: Article, other: Article) -> bool:
    """Return whether another article has words enough of the headline of an article to go on with its story."""
    title, told = (
        {stem for a, b in words(text) if len(stem := without_joined_article(fold(text[a:b]))) > _SHORT}
        for text in (article.title, f"{other.title}\n{other.text}")
    )
    return len(title & told) >= min(max(_SHARED, len(title) // 3), len(title))
