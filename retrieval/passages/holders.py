"""Who holds an office in the articles that were just quoted: the sentence that names somebody beside it."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article, without_to
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, sentences, words
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.records import Article

_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_NEAR = 5  # words within which those of an office stand
_CALLS = folded("يدعى تدعى يسمى تسمى سمي سميت المسمى المسماة اسمه اسمها اسم باسم أطلق يطلق عنوان بعنوان شعار")
_TIMES, _LONG = folded("أثناء خلال لدى جراء بعيد قبيل فور إثر عقب حين عندما"), 4  # and letters
_CALLED = 3  # words between a thing and what says how it is called
_SELDOM = 3  # times less often than another
_FULL_NAME = 2  # words
_LONGEST = 7  # words between an office and a name: «وزير الصناعة والتجارة التونسي زياد العذاري»
# What stands before an office that somebody else holds, and what describes one who does not hold it itself.
_DEPUTIES = folded(
    "نائب نائبة نائبا مساعد مساعدة وكيل وكيلة باسم مستشار مستشارة ديوان بديوان مكتب بمكتب حرم زوجة نجل ابن شقيق مبعوث"
    " ممثل ممثلة ممثلا سكرتير منصب رتبة خطة"
)
_ASIDE = folded("مساعد مساعدة سابق سابقة أسبق شرفي شرفية راحل راحلة مستقيل مستقيلة مقال مخلوع")
_OWNED = ("ها", "هم")  # «رئيس بلديتها»
_PARTS = frozenset("().:؛\n")


@dataclass(frozen=True, slots=True)
class Holder:
    """A sentence that has an office, marked with whom it names beside it, if it is `named`."""

    quote: Quote
    named: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that is marked in a quote: its `text`, whether a list has it, and whether more stands before it."""

    quote: Quote
    text: str
    known: bool
    far: bool


@dataclass(frozen=True, slots=True)
class Holders:
    """Finds who holds an office; `no_names` are folded words that name nobody, `is_name` knows names.

    `country` returns the place that a word is of, «ألمانيا» for «ألماني», or "".
    """

    no_names: AbstractSet[str]
    is_name: Callable[[str], bool]
    country: Callable[[str], str]

    def find(self, quotes: Sequence[Quote], office: Sequence[str]) -> Holder | None:
        """Return who holds an office in the articles of some quotes, else a sentence that has it; None without any.

        The office is folded words without the article.
        """
        articles = {quote.article.id: quote.article for quote in quotes}.values()
        shown = {(quote.article.id, place) for quote in quotes for place in range(quote.start, quote.end)}
        every = ((article, span) for article in articles for span in sentences(article.text))
        found = list(filter(None, (self._holder_in(article, span, office) for article, span in every)))
        return max(
            found,
            key=lambda one: (one.named, (one.quote.article.id, one.quote.start) in shown),
            default=None,
        )

    def called(self, quotes: Sequence[Quote], noun: str) -> Quote | None:
        """Return the sentence of the articles of some quotes that tells the name of a thing: «ويدعى التطبيق قبلة»."""
        articles = {quote.article.id: quote.article for quote in quotes}.values()
        for article, span in ((one, span) for one in articles for span in sentences(one.text)):
            text = article.text[span.start : span.end]
            places = list(words(text))
            said = [without_conjunction(fold(text[a:b]), _AND) for a, b in places]
            for place in (n for n, word in enumerate(said) if without_joined_article(word) == noun):
                near = range(max(0, place - _CALLED), min(len(said), place + _CALLED + 1))
                name = max((place, *(n for n in near if said[n] in _CALLS))) + 1
                if not _CALLS.isdisjoint(said[n] for n in near) and name < len(said):
                    mark = Span(places[name].start, places[min(name + 1, len(said) - 1)].end)
                    return Quote(article, span.start, span.end, text, (mark,), 0.0)
        return None

    def newest(self, articles: Sequence[Article], office: Sequence[str]) -> Quote | None:
        """Return the sentence of the newest article that names somebody known behind an office; None without any.

        The name is marked. One that says more of the office before the name, «وزير الداخلية الفرنسي برونو لورو», is
        taken only where no other does.
        """
        ordered = sorted(articles, key=lambda one: one.published or datetime.date.min, reverse=True)
        every = (
            self._holder_in(article, span, office) for article in ordered for span in sentences(article.text)
        )
        found = [name for one in every if one and one.named and (name := self._name_of(one.quote, office))]
        often = Counter(name.text for name in found)
        # Whom no list of names has is named by more than one sentence.
        sure = [name for name in found if name.known or (often[name.text] > 1 and not name.far)]
        near = [name for name in sure if not name.far]
        # Who is seldom named, and beside a country, may be of that one: «الخارجية الإيرانية … وزير الخارجية».
        most = max((often[name.text] for name in near), default=0)
        own = (
            name
            for name in near
            if often[name.text] * _SELDOM > most or not self._has_country(name.quote.text)
        )
        return next((name.quote for name in (*own, *near, *sure)), None)

    def _has_country(self, text: str) -> bool:
        return any(self.country(without_joined_article(fold(text[a:b]))) for a, b in words(text))

    def names(self, quote: Quote, office: Sequence[str]) -> bool:
        """Return whether a quote names somebody known right behind an office."""
        spans = [span for span in sentences(quote.article.text) if quote.start <= span.start < quote.end]
        every = filter(None, (self._holder_in(quote.article, span, office) for span in spans))
        names = (self._name_of(one.quote, office) for one in every if one.named)
        return any(found and found.known and not found.far for found in names)

    def are_others(self, quote: Quote, office: Sequence[str]) -> bool:
        """Return whether a quote has an office as that of a deputy or a former holder, and not otherwise."""
        said = [fold(quote.text[a:b]) for a, b in words(quote.text)]
        found = [one.aside for one in _occurrences(said, office)]
        return bool(found) and all(found)

    def _name_of(self, quote: Quote, office: Sequence[str]) -> _Name | None:
        """Return who is named behind the words of an office that stand together; None where they do not."""
        [mark, *_] = quote.highlights
        places = [place for place in words(quote.text) if mark.start <= place.start < mark.end]
        said = [fold(quote.text[a:b]) for a, b in places]
        together = all(
            bare in {without_joined_article(word), without_joined_article(without_to(word))}
            for bare, word in zip(office[1:], said[1 : len(office)], strict=False)
        )
        name = said[len(office) :]
        if not together or not name:
            return None
        far = len(name) > _FULL_NAME or any(map(self.country, map(without_joined_article, name[:1])))
        known = any(self.is_name(one) for word in name for one in (word, without_joined_article(word)))
        start = places[max(len(office), len(said) - _FULL_NAME)].start
        marked = replace(quote, highlights=(Span(start, mark.end),))
        return _Name(marked, quote.text[start : mark.end], known, far)

    def _holder_in(self, article: Article, sentence: Span, office: Sequence[str]) -> Holder | None:
        """Return a sentence marked where it has an office, whom it names there, too; None where it has none."""
        text = article.text[sentence.start : sentence.end]
        places = list(words(text))
        said = [fold(text[a:b]) for a, b in places]
        found: Holder | None = None
        for one in _occurrences(said, office):
            name = 0 if one.aside else self._name(text, places, said, one.behind)
            mark = Span(places[one.first].start, places[(name or one.behind) - 1].end)
            if not one.aside and (found is None or name):
                quote = Quote(article, sentence.start, sentence.end, text, (mark,), 0.0)
                found = Holder(quote, bool(name))
            if name:
                break
        return found

    def _name(self, text: str, places: Sequence[Span], said: Sequence[str], behind: int) -> int:
        """Return where a name ends that stands behind an office which goes on until there; 0 without one."""
        for place in range(behind, min(len(said), behind + _LONGEST)):
            word, known = said[place], self.is_name(said[place])
            if not _PARTS.isdisjoint(text[places[place - 1].end : places[place].start]):
                return 0
            if not known and self._is_none(word):
                return 0
            joined = without_conjunction(word, _AND) != word or word.startswith("لل")
            if known or not (joined or is_definite(word) or word.endswith(_OWNED)):
                between = text[places[place].end : places[place + 1].start] if place + 1 < len(said) else ""
                other = said[place + 1] if between == " " else ""
                goes_on = bool(other) and (self.is_name(other) or not self._is_none(other))
                # «نادر الصافي إن», but not «ترحيب المدينة بهم»
                after = (
                    text[places[place + 1].end : places[place + 2].start] if place + 2 < len(said) else "."
                )
                ends = after != " " or self._is_none(said[place + 2])
                whole = goes_on and (known or not is_definite(other) or ends)
                return place + 2 if whole else place + 1 if known else 0
        return 0

    def _is_none(self, word: str) -> bool:
        noun = word.startswith("ب") and word.endswith("ه") and len(word) > _LONG  # «بضرورة»
        return noun or word in PREPOSITIONS | RELATIVES | _TIMES | self.no_names or word.isdecimal()


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """Where the words of an office begin, what is the first behind them, and whether somebody else holds it there."""

    first: int
    behind: int
    aside: bool


def _occurrences(said: Sequence[str], office: Sequence[str]) -> Iterator[_Occurrence]:
    """Yield where folded words have an office: «نائب رئيس البرلمان» and «المدرب المساعد» hold another one."""
    bare = [
        {without_joined_article(one) for one in (word, without_conjunction(word, _AND))} | {without_to(word)}
        for word in said
    ]
    for first, forms in enumerate(bare):
        near = range(first + 1, min(len(said), first + 1 + _NEAR))
        rest = [next((n for n in near if word in bare[n]), 0) for word in office[1:]]
        if not all(rest) or office[0].removesuffix("ه") not in {form.removesuffix("ه") for form in forms}:
            continue
        behind = max([first, *rest]) + 1
        within = frozenset[str]().union(*bare[first : behind + 1]).difference(office)
        deputy = first > 0 and not _DEPUTIES.isdisjoint(bare[first - 1])
        yield _Occurrence(first, behind, deputy or not _ASIDE.isdisjoint(within))
