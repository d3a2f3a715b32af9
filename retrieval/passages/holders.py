"""Who holds an office in the articles that were just quoted: the sentence that names somebody beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article, without_to
from retrieval.arabic.text import fold, sentences, words
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.records import Article

_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_NEAR = 5  # words within which those of an office stand
_LONGEST = 7  # words between an office and a name: «وزير الصناعة والتجارة التونسي زياد العذاري»
_OWNED = ("ها", "هم")  # «رئيس بلديتها»
_PARTS = frozenset("().:؛\n")


@dataclass(frozen=True, slots=True)
class Holder:
    """A sentence that has an office, marked with whom it names beside it, if it is `named`."""

    quote: Quote
    named: bool


@dataclass(frozen=True, slots=True)
class Holders:
    """Finds who holds an office; `no_names` are folded words that name nobody, `is_name` knows names."""

    no_names: AbstractSet[str]
    is_name: Callable[[str], bool]

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

    def _holder_in(self, article: Article, sentence: Span, office: Sequence[str]) -> Holder | None:
        """Return a sentence marked where it has an office first, and whom it names there; None where it has none."""
        text = article.text[sentence.start : sentence.end]
        places = list(words(text))
        said = [fold(text[a:b]) for a, b in places]
        bare = [
            {
                without_joined_article(word),
                without_joined_article(without_conjunction(word, _AND)),
                without_to(word),
            }
            for word in said
        ]
        for first, forms in enumerate(bare):
            near = range(first + 1, min(len(said), first + 1 + _NEAR))
            rest = [next((n for n in near if word in bare[n]), 0) for word in office[1:]]
            if all(rest) and office[0].removesuffix("ه") in {form.removesuffix("ه") for form in forms}:
                behind = max([first, *rest]) + 1
                name = self._name(text, places, said, behind)
                mark = Span(places[first].start, places[(name or behind) - 1].end)
                return Holder(Quote(article, sentence.start, sentence.end, text, (mark,), 0.0), bool(name))
        return None

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
        return word in PREPOSITIONS | RELATIVES | self.no_names or word.isdecimal()
