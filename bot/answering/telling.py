"""What quotes tell: whether they name something, have the form of what is asked for, and stray from an answer."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.clitics import is_definite, without_joined_article
from retrieval.arabic.text import fold, sentences, words
from retrieval.interpretation.subjects import STANCES
from retrieval.passages.attribution import speaker, speaks
from retrieval.passages.excerpts import around, part
from retrieval.passages.numbers import counts, values
from retrieval.records import Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from collections.abc import Set as AbstractSet

    from bot.answering.inquiries import Response
    from retrieval.arabic.language import Language
    from retrieval.interpretation.echoes import Echoes
    from retrieval.interpretation.interpreter import Interpretation, Interpreter
    from retrieval.records import Article, Quote

_LETTERS = 4  # of a word that names something
_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTES = 2  # at the least, of an answer that has more than what was found
_LITTLE = 0.1  # below what is fair
_SAID = 3  # quotes of somebody
_PHRASE = 4  # words
_NAMED = 2  # nouns that a question names at the least whose quotes may stray
_SHORT = 2  # letters of words that tell nothing of a story
_SHARED = 2  # words that two articles of one story share
_STEM = 3  # letters: «سكه» is no «سكاي»
_ENDINGS = ("ين", "ون", "ات", "ه")  # of many and of women


def without_strays(response: Response, named: Collection[str]) -> Response:
    """Return an answer without the quotes of other articles than its first that name nothing of what was `named`.

    That is where the first one names some of it; one name alone may have others, as «موسكو» is «روسيا». Beside an
    unsure one those of others stay that name as much of it as that does.
    """
    first, *others = response.answer.quotes or (None,)
    strangers = [one for one in others if first and one and one.article != first.article]
    if first is None or not strangers or len(named) < _NAMED or not _nouns_in(named, first):
        return response
    least = 1 if response.answer.confidence >= HIGH_CONFIDENCE else _nouns_in(named, first)
    kept = [one for one in others if one and (one.article == first.article or _nouns_in(named, one) >= least)]
    return replace(response, answer=replace(response.answer, quotes=(first, *kept)))


def _nouns_in(named: Collection[str], quote: Quote) -> int:
    """Return how many of some nouns a quote or its headline has."""
    return sum(names_all(noun, f"{quote.article.title}\n{quote.text}") for noun in named)


def newest_first(response: Response, named: Collection[str]) -> Response:
    """Return an answer of how many with the newest quote first of those that tell the same number of one story.

    Such quotes name as much of what was `named` as the first, and have a number marked as it has.
    """
    first, *others = response.answer.quotes or (None,)
    if first is None or not dates(first) or response.answer.verdict is not Verdict.ANSWERED:
        return response
    same = [
        one
        for one in others
        if dates(one)
        and one.article != first.article
        and _nouns_in(named, one) >= _nouns_in(named, first)
        and _are_alike(first.article.title, one.article.title)
    ]
    newest = max((first, *same), key=lambda one: (one.article.published or datetime.date.min, one is first))
    quotes = (newest, *(one for one in response.answer.quotes if one is not newest))
    return replace(response, answer=replace(response.answer, quotes=quotes))


def newest_value(
    response: Response, beside: Sequence[Quote], named: Collection[str], currencies: Collection[str]
) -> Response:
    """Return the answer to how much something is with the newest of the quotes `beside` first that tell its value.

    Such quotes name all that was `named`, and have a number marked as the first has: bare, or of one of `currencies`.
    """
    quotes = response.answer.quotes
    units = values(quotes[0], currencies) if quotes else frozenset()
    rate = len(named) > 1 and set(named) <= set(currencies)  # of two currencies any value is one
    told = [one for one in beside if _nouns_in(named, one) == len(named)]
    valued = [(one, values(one, currencies)) for one in told]
    # A first quote that tells no value is none of «كم كلفت الكسوة؟».
    alike = [one for one, of in valued if of and ("" in units | of or units & of or not units)]
    if response.answer.verdict is not Verdict.ANSWERED or not alike:
        return response
    among = (quotes[0], *alike) if units or rate else alike
    newest = max(among, key=lambda one: one.article.published or datetime.date.min)
    others = [one for one in quotes if (one.article.id, one.start) != (newest.article.id, newest.start)]
    kept = (newest, *others)[: max(len(quotes), _NAMED)]
    return replace(response, answer=replace(response.answer, quotes=kept))


def with_office(response: Response, office: Sequence[str]) -> Response:
    """Return an answer to who holds an office less the quotes without it: «وزارة الآثار» names no minister."""
    kept = tuple(
        quote
        for quote in response.answer.quotes
        if not office or names_all(office[0], f"{quote.article.title}\n{quote.text}")
    )
    if kept == response.answer.quotes or response.answer.verdict is not Verdict.ANSWERED:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def _are_alike(one: str, other: str) -> bool:
    """Return whether two headlines share half of their words."""
    words_of = plain_words(one)
    return len(words_of & plain_words(other)) >= max(_SHARED, len(words_of) // 2)


def without_homographs(response: Response, noun: str) -> Response:
    """Return an answer without quotes that have a noun only as what describes another: «الرئيس المنتخب» is no team."""

    def describes(quote: Quote) -> bool:
        said = [fold(quote.text[a:b]) for a, b in words(quote.text)]
        places = [n for n, word in enumerate(said) if without_joined_article(word) == noun]
        behind = (n > 0 and is_definite(said[n]) and is_definite(said[n - 1]) for n in places)
        return bool(places) and all(behind) and not names_all(noun, quote.article.title)

    kept = tuple(quote for quote in response.answer.quotes if not noun or not describes(quote))
    if kept == response.answer.quotes:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def as_said(response: Response, echoes: Echoes) -> Response:
    """Return an answer with what its question was taken for as one would say it, or without it.

    What is nearest to a question without an answer is said to be of what was spoken of, and that is enough.
    """
    meant = response.meant
    if not (response.completed and response.echoed):
        return response
    if response.answer.verdict is Verdict.NOT_FOUND and response.answer.quotes:
        return replace(response, echoed=False)
    if not meant.after:
        return replace(response, echoed=echoes.reads_well(meant.question))
    topic = echoes.topic(meant.after)
    return replace(response, meant=replace(meant, after=topic or meant.after), echoed=bool(topic))


def in_form(response: Response) -> Response:
    """Return as an answer, though none to be sure of, what is nearest to a question and has the form of what that asks.

    It is marked in it, and none of the words that were asked: «وزير الدفاع» for who it was. A number with what is
    counted, «48 ساعة», is likely to be the answer.
    """
    answer = response.answer
    if answer.silent or answer.absent or not answer.quotes:
        return response
    first, asked = answer.quotes[0], plain_words(answer.question)
    if answer.verdict is Verdict.ANSWERED:
        sure = (
            max(answer.confidence, FAIR_CONFIDENCE) if counts(first, answer.question) else answer.confidence
        )
        return replace(response, answer=replace(answer, confidence=sure))
    marked = [plain_words(first.text[mark.start : mark.end]) for mark in first.highlights]
    counted = counts(first, answer.question)
    if not marked or not (counted or all(words.isdisjoint(asked) for words in marked)):
        return response
    most = FAIR_CONFIDENCE if counted else min(answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    return replace(response, answer=replace(answer, verdict=Verdict.ANSWERED, confidence=most))


def in_form_of(response: Response, nouns: Collection[str]) -> Response:
    """Return `in_form` what names one of some nouns, or has a number of what is counted; any other as it is.

    «وكم سعر البنزين؟» is told of by no other number.
    """
    told = (
        counts(quote, response.meant.question) or any(names_all(noun, quote.text) for noun in nouns)
        for quote in response.answer.quotes[:1]
    )
    return in_form(response) if any(told) else response


def best_first(
    quotes: Sequence[Quote],
    said: str,
    last: Sequence[Quote],
    understood: Interpreter,
    places_it: Callable[[Quote], bool],
) -> tuple[Quote, ...]:
    """Return quotes, those first that have the form of what is asked, and are of the `last` quotes.

    A day just quoted comes before how long anything took, and any day before none.
    """
    if understood.asks_when(said):
        return tuple(
            sorted(quotes, key=lambda one: (not (dates(one) and is_among(one, last)), not dates(one)))
        )
    if understood.asks_how_many(said):
        return tuple(sorted(quotes, key=lambda one: not counts(one, said)))
    if understood.asks_where(said):
        return tuple(sorted(quotes, key=lambda one: not (places_it(one) and is_among(one, last))))
    return tuple(quotes)


def newest_numbers(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotes, those first that have a number marked, the newest of these before the others."""
    newest = sorted(quotes, key=lambda one: one.article.published or datetime.date.min, reverse=True)
    told = [one for one in newest if dates(one)]
    return (*told, *(one for one in quotes if one not in told))


def spoken(
    response: Response, saying: AbstractSet[str], last: Sequence[Quote] = (), named: Collection[str] = ()
) -> Response:
    """Return as an answer, though none to be sure of, what somebody says in what is nearest to what they are asked for.

    Where nothing is, it is what they say in those articles of the `last` answer that tell of all that was `named`.
    `saying` are the verbs of saying, folded.
    """
    answer = response.answer
    silent = answer.silent and not answer.quotes
    shown = {one.article.id: one.article for one in last if silent and tells_of(" ".join(named), one.article)}
    beside = (part(article, span) for article in shown.values() for span in sentences(article.text))
    nearest = answer.quotes or beside
    said = tuple(one for one in nearest if answer.silent and speaks(one, answer.silent, saying))[:_SAID]
    if not said or answer.verdict is Verdict.ANSWERED:
        return response
    unsure = min(answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    kept = replace(answer, verdict=Verdict.ANSWERED, quotes=said, confidence=unsure, silent="")
    return replace(response, answer=kept)


def in_own_words(response: Response, named: Sequence[str], saying: AbstractSet[str]) -> Response:
    """Return an answer to what somebody said, no quote of which they speak in, with what they say in its article first.

    They are `named` first, and what they spoke of behind them; `saying` are the verbs of saying, folded. It is no more
    than likely, and less where it names nothing of that.
    """
    answer = response.answer
    if answer.verdict is not Verdict.ANSWERED:
        return response
    if any(speaks(one, named[0], saying) for one in answer.quotes):
        own = tuple(one for one in answer.quotes if not of_another(one, named[0], saying))
        return replace(response, answer=replace(answer, quotes=own))
    article = answer.quotes[0].article
    every = (part(article, span) for span in sentences(article.text))
    his = [one for one in every if speaks(one, named[0], saying)]
    topics = [sum(names_all(topic, one.text) for topic in named[1:]) for one in his]
    if not his:
        return response
    told = his[topics.index(max(topics))]
    quotes = (told, *answer.quotes)[: max(len(answer.quotes), _QUOTES)]
    most = FAIR_CONFIDENCE if max(topics) or not named[1:] else FAIR_CONFIDENCE - _LITTLE
    return replace(response, answer=replace(answer, confidence=min(answer.confidence, most), quotes=quotes))


def of_another(quote: Quote, name: str, saying: AbstractSet[str]) -> bool:
    """Return whether somebody else is named to speak in a quote, and somebody of that name is not."""
    named = speaker(quote, saying)  # in it, or in a sentence before it
    inside = named is not None and named.start == quote.start
    return inside and not speaks(quote, name, saying)


def opinion_holders(sides: Sequence[str], is_place: Callable[[str], bool]) -> list[str]:
    """Return whose opinions are compared, the words that one side has alone; "" for a place or no opinion."""
    each = [plain_words(side) for side in sides]
    shared = frozenset.intersection(*each)
    alone = [words - shared for words in each]
    opinions = all(STANCES.intersection(words) for words in each)
    persons = opinions and not any(map(is_place, set().union(*alone)))
    return [" ".join(words) if persons else "" for words in alone]


def tells_of_both(quote: Quote, sides: Sequence[str]) -> bool:
    """Return whether a quote has, behind what may be joined to them, the words of its own of each of two sides.

    What both have in common is told in it, too, by a word of it.
    """
    each = [plain_words(side) for side in sides]
    shared = frozenset.intersection(*each)
    own = [words - shared for words in each]
    told = [without_joined_article(word) for word in plain_words(f"{quote.article.title}\n{quote.text}")]

    def names(word: str) -> bool:
        bare = without_joined_article(word)
        wanted = tuple(one for one in (bare, bare[1:]) if len(one) >= _LETTERS)
        return any(one.endswith(wanted) for one in told)

    on_it = any(len(word) >= _LETTERS and names_all(word, quote.text) for word in shared)
    return all(own) and all(map(names, frozenset().union(*own))) and (on_it or not shared)


def one_of_both(told: Sequence[Response], whole: Interpretation) -> Response | None:
    """Return the answer to one of two sides with its best quote alone where that tells of both; None elsewhere."""
    sides = [one.meant.question for one in told]
    each = ((one, quote) for one in told for quote in one.answer.quotes[:1])
    found = next(((one, quote) for one, quote in each if tells_of_both(quote, sides)), None)
    if found is None:
        return None
    one, quote = found
    answer = replace(one.answer, question=whole.question, quotes=(quote,))
    return replace(one, meant=whole, answer=answer, completed=False)


def opinion_subject(sides: Sequence[str], language: Language, understood: Interpreter) -> list[list[str]]:
    """Return on what two have opinions: each place by what it may be told of, or else the nouns, any of which."""
    shared = frozenset.intersection(*map(plain_words, sides)) - language.stop_words - STANCES
    places = filter(understood.is_place, sorted(shared))
    return [understood.roots_of_place(place) for place in places] or [sorted(shared)]


def of_side(response: Response, holder: str, subject: Sequence[Sequence[str]] = ()) -> Response:
    """Return an answer on one of two sides less the quotes of other years than it names, and of others than its holder.

    `holder` are the words that name whose opinion it is; "" for none. It is told of each `subject` by one of its words.
    """
    years = _YEAR.findall(response.meant.question)

    def tells(quote: Quote) -> bool:
        article = quote.article
        told = f"{article.title}\n{quote.text}\n{article.published or ''}"
        whose = any(names_all(word, f"{told}\n{article.author or ''}") for word in holder.split())
        on_it = all(any(names_all(word, quote.text) for word in words) for words in subject)
        return (not years or any(year in told for year in years)) and ((whose and on_it) or not holder)

    return _with_quotes_that(tells, response)


def of_places(response: Response, roots: Sequence[Sequence[str]]) -> Response:
    """Return an answer less the quotes of articles that tell of none of the `roots` of one of some places."""
    return _with_quotes_that(
        lambda quote: all(any(tells_of(root, quote.article) for root in each) for each in roots), response
    )


def _with_quotes_that(tells: Callable[[Quote], bool], response: Response) -> Response:
    kept = tuple(filter(tells, response.answer.quotes))
    if kept == response.answer.quotes:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def dates(quote: Quote) -> bool:
    """Return whether a day, a month or a year in numbers is marked in a quote."""
    return any(_NUMBER.search(quote.text[mark.start : mark.end]) for mark in quote.highlights)


def is_among(quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Return whether a quote is, or is part of, one of some quotes."""
    return any(
        quote.article.id == one.article.id and one.start <= quote.start and quote.end <= one.end
        for one in quotes
    )


def sentences_around(quote: Quote) -> list[Quote]:
    """Return the sentences of a quote and beside it, each by itself."""
    wider = around(quote)
    return [part(quote.article, Span(wider.start + a, wider.start + b)) for a, b in sentences(wider.text)]


def unanswered(response: Response) -> Response:
    """Return the same without an answer."""
    nothing = replace(response.answer, verdict=Verdict.NOT_FOUND, quotes=())
    return replace(response, answer=nothing, editorial=None)


def tells_of(about: str, article: Article) -> bool:
    """Return whether an article has a word that begins with each of some nouns, of one or many; true for none."""
    return names_all(about, f"{article.title}\n{article.text}")


def names_all(about: str, text: str) -> bool:
    """Return whether a text has a word that begins with each of some nouns, of one or many; true for none."""
    written = f" {' '.join(plain_words(text))}"
    stems = [
        next(
            (
                word.removesuffix(end)
                for end in _ENDINGS
                if word.endswith(end) and _STEM + len(end) <= len(word)
            ),
            word,
        )
        for word in plain_words(about)
    ]
    return all(f" {stem}" in written for stem in stems)


def named_in(quote: Quote, noun: str) -> str:
    """Return the first words of a quote from a noun on, without or with the article: «اجتماعا خاصا في موسكو»."""
    said = [(a, b, without_joined_article(fold(quote.text[a:b]))) for a, b in words(quote.text)]
    place = next((n for n, (_, _, word) in enumerate(said) if word.removesuffix("ا") == noun), None)
    if place is None:
        return ""
    end = place + 1
    while end < min(len(said), place + _PHRASE) and quote.text[said[end - 1][1] : said[end][0]] == " ":
        end += 1
    return quote.text[said[place][0] : said[end - 1][1]]


@lru_cache(maxsize=64)  # the quotes of an answer are asked for each noun of a question
def plain_words(text: str) -> frozenset[str]:
    """Return the words of a text, folded and without the article."""
    # Folded at once: one by one takes many times as long.
    folded = fold(" ".join(text[a:b] for a, b in words(text)))
    return frozenset(map(without_joined_article, folded.split()))


def goes_on(article: Article, other: Article) -> bool:
    """Return whether another article has words enough of the headline of an article to go on with its story."""
    title, told = (
        {stem for a, b in words(text) if len(stem := without_joined_article(fold(text[a:b]))) > _SHORT}
        for text in (article.title, f"{other.title}\n{other.text}")
    )
    return len(title & told) >= min(max(_SHARED, len(title) // 3), len(title))


def joined(first: Response, second: Response, most: int) -> Response:
    """Return an answer with the best quotes of another among its own, behind its first."""
    mine, others = first.answer.quotes, second.answer.quotes
    quotes = {(q.article.id, q.start, q.end): q for q in (*mine[:1], *others[:1], *mine[1:], *others[1:])}
    return replace(first, answer=replace(first.answer, quotes=tuple(quotes.values())[:most]))


def once(asked: Sequence[Response]) -> Response | None:
    """Return the answer to several questions that one quote answers; None where they have others."""
    quoted = {(quote.article.id, quote.start) for found in asked for quote in found.answer.quotes}
    if len(quoted) > 1 or not all(found.answer.quotes for found in asked):
        return None
    least = min(asked, key=lambda one: (one.answer.verdict is Verdict.ANSWERED, one.answer.confidence))
    return replace(least, completed=False)


def is_from(response: Response, articles: Collection[str]) -> bool:
    """Return whether the best quote is from one of these articles."""
    return any(quote.article.id in articles for quote in response.answer.quotes[:1])
