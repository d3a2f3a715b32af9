"""Who is quoted in a part of an article: the one whom a verb of saying names there, or in the sentences before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, preposition, without_conjunction
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, sentences, words
from retrieval.passages.excerpts import part
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.records import Quote

_BEFORE = 3  # sentences before a quote in which the speaker of «وأضاف أن» may be named
_NAME = 7  # words that name a speaker, at most: «المتحدث باسم وزارة الخارجية الأميركية مارك تونر»
_SHORT = 2  # words of a name that may be named whole elsewhere
_OUTLET = 3  # words before a verb that name one: «صحيفة واشنطن بوست قد كشفت»
_ENDS = PREPOSITIONS | folded(
    "إن أن أنه أنها إنه إنها بأن بأنه بأنها إنهم أنهم إلا قائلا قائلة ذلك هذا هذه الذي التي إذ يوم أمس أيضا كما كل"
    " لمراسل لمراسلة لمراسلنا لمراسلتنا لوكالة لإذاعة لصحيفة لجريدة لقناة لموقع لبرنامج"
)
_MARKS = frozenset('،؛:.!؟"“”«»()[]\n')
_QUOTED = frozenset('"“«')
_DONE = folded("قد كان كانت وكان وكانت")
_PRESENT = folded(
    "يضيف تضيف يتابع تتابع يوضح توضح يؤكد تؤكد يردف تردف يستطرد يختم يقول تقول"
)  # «…، يضيف جول،»
_AFTER_HIM = folded("بعده بعدها قبله قبلها")
_AND = {"و": 2, "ف": 2}  # see `clitics.CONJUNCTIONS`


def speaker(quote: Quote, saying: AbstractSet[str]) -> Quote | None:
    """Return the quote, or a sentence before it, with whoever speaks in it marked; None where nobody is named.

    `saying` are the verbs of saying, folded.
    """
    text = quote.article.text
    every = sentences(text)
    first = next((n for n, span in enumerate(every) if span.end > quote.start), len(every))
    if names := list(_named(text, Span(quote.start, quote.end), saying)):
        told = quote.start + max((mark.end for mark in quote.highlights), default=0)
        name = next((name for name in reversed(names) if name.start < told), names[0])
        marked = Span(name.start - quote.start, name.end - quote.start)
        return replace(quote, highlights=(marked,))
    begun = int(first < len(every) and every[first].start < quote.start)
    said = any(_says(fold(quote.text[a:b]), saying) for a, b in words(quote.text))
    goes_on = said or not _QUOTED.isdisjoint(quote.text)
    for span in reversed(every[max(0, first - _BEFORE) if goes_on else first : first + begun]):
        for name in _named(text, span, saying):
            marked = Span(name.start - span.start, name.end - span.start)
            return replace(part(quote.article, span), highlights=(marked,))
    return None


def fullest(named: Quote, saying: AbstractSet[str]) -> Quote:
    """Return the sentence of an article that first names whoever is marked in a quote with more words, so marked.

    «وأضاف جول» is told of whom «قال الكاتب والباحث التركي محمد زاهد جول» names. It is the quote itself where none does,
    or where nobody's own name is marked: «المسؤول التركي».
    """
    text = named.article.text
    short = [fold(word) for mark in named.highlights for word in named.text[mark.start : mark.end].split()]
    own = [word for word in short if not is_definite(word)]
    for span in sentences(text) if len(own) == len(short) <= _SHORT else ():
        for name in _named(text, span, saying):
            more = [fold(word) for word in text[name.start : name.end].split()]
            if short[-1] in more and len(more) > len(short):
                marked = Span(name.start - span.start, name.end - span.start)
                return replace(part(named.article, span), highlights=(marked,))
    return named


def speaks(quote: Quote, name: str, saying: AbstractSet[str]) -> bool:
    """Return whether a verb of saying in a quote names somebody, by the last word of the name: «شكك لافروف»."""
    last = fold(name).split()[-1:]
    whole = Span(quote.start, quote.end)
    named = (quote.article.text[one.start : one.end] for one in _named(quote.article.text, whole, saying))
    return any(last[0] in fold(one).split() for one in named) if last else False


def _named(text: str, span: Span, saying: AbstractSet[str]) -> Iterator[Span]:
    """Yield whoever a verb of saying names in a range of a text, behind it or else right before it."""
    places = [Span(span.start + a, span.start + b) for a, b in words(text[span.start : span.end])]
    folds = [fold(text[place.start : place.end]) for place in places]
    for n, word in enumerate(folds):
        relative = n > 0 and folds[n - 1] in RELATIVES  # «التي طالبت أمريكا بذلك»
        if relative or not _says(word, saying):
            continue
        # «صرح به المتحدث»: a preposition with its pronoun, or «after him», is no part of the name.
        begin = n + 1 + int(any(preposition(after) or after in _AFTER_HIM for after in folds[n + 1 : n + 2]))
        end = begin
        while end < len(places) and end < begin + _NAME and not _parted(text, places, folds, end):
            end += 1
        if end > begin:
            yield Span(places[begin].start, places[end - 1].end)
            continue
        last = n - 1 if n and folds[n - 1] in _DONE else n
        start = last
        while start and last - start < _OUTLET and folds[start - 1] not in _ENDS | _DONE:
            start -= 1
        if start < last and start:
            yield Span(places[start].start, places[last - 1].end)


def _says(word: str, saying: AbstractSet[str]) -> bool:
    bare = without_conjunction(word, _AND)
    return (bare in saying or bare in _PRESENT) and bare not in PREPOSITIONS


def _parted(text: str, places: Sequence[Span], folds: Sequence[str], place: int) -> bool:
    """Return whether a name ends before the word at `place`."""
    between = text[places[place - 1].end : places[place].start]
    return folds[place] in _ENDS or not _MARKS.isdisjoint(between)
