"""Which words of a quotable window answer: a date for «متى», a number with what is counted for «كم»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.corpus.columns import CLOSES, OPENS
from retrieval.ranking.features import HINT
from retrieval.records import Article, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.first_stage.source import Found
    from retrieval.ranking.rank import Ranking, Windows

ANSWER_BONUS = 0.3  # what a word of the kind asked for counts beside a full match when highlights are placed
SURE_HIT = 0.5
# How many words may belong to an answering word before them.
FOLLOWING = {QuestionKind.WHO: 2, QuestionKind.WHERE: 1, QuestionKind.HOW_MANY: 1}
JOINED = 2  # highlighted words with one word between them are highlighted as one run
LONGEST_DAY = 3  # words: «الحادي والثلاثين من»
STATED = Flag.NUMBER | Flag.MONTH
_SAID = re.compile(r'\s{0,3}(?:“[^”\n]{1,200}”|«[^»\n]{1,200}»|"[^"\n]{1,200}")')
CONTINUING = ("،", "؛", ",", ";", ":")
"""What no sentence begins with: a quote that does is the rest of one."""


def highlights(ranking: Ranking, corpus: Corpus, window: Sequence[int]) -> Iterator[Span]:
    """Yield spans of the article's text: the answering words of `window`, a range of the candidates' pieces.

    They are those of the kind asked for in the piece that answers best, else those that the question names.
    """
    tokens, answering = _of_best_piece(ranking, corpus, window)
    if not answering.any():
        answering = ranking.found.hits_of(tokens).max(axis=0) >= SURE_HIT
    places = tokens[answering]
    for run in np.split(places, np.flatnonzero(np.diff(places) > JOINED) + 1) if len(places) else ():
        start, last = int(run[0]), int(run[-1])
        yield Span(
            int(corpus.token_starts[start]), int(corpus.token_starts[last]) + int(corpus.token_lengths[last])
        )


def stated(ranking: Ranking, corpus: Corpus, window: Sequence[int]) -> frozenset[int]:
    """Return the numbers and months in what answers, as terms; none where no number is asked for."""
    if ranking.question.kind not in {QuestionKind.WHEN, QuestionKind.HOW_MANY}:
        return frozenset()
    tokens, answering = _of_best_piece(ranking, corpus, window)
    forms = ranking.found.forms[tokens[answering]]
    numbers = forms[corpus.form_flags[forms] & int(STATED) != 0]
    return frozenset(corpus.form_terms[numbers, 0].tolist())


def _of_best_piece(ranking: Ranking, corpus: Corpus, window: Sequence[int]) -> tuple[Longs, Bools]:
    """Return the tokens of the window's best piece, and which of them are of the kind asked for."""
    found = ranking.found
    first, end = window
    matched = (ranking.held.local[:, first:end] * ranking.held.covered[:, first:end]).sum(axis=0)
    holds_answer = ranking.held.answers[0, first:end] > 0
    piece = first + int(np.argmax(matched + ANSWER_BONUS * holds_answer))
    tokens = np.arange(found.piece_ends[piece], found.piece_ends[piece + 1])
    spoken = corpus.form_flags[found.forms[tokens]] & int(Flag.STOP) == 0
    answers = ranking.held.answering[tokens] * spoken
    chosen = answers >= max(answers.max(initial=0.0), HINT)
    if chosen.any():
        if ranking.question.kind is QuestionKind.WHO:  # what was asked is no part of a name: «فاز … بجائزة»
            spoken = spoken & (found.hits_of(tokens).max(axis=0) < SURE_HIT)
        chosen = _widened(chosen, spoken, tokens, corpus, ranking.question.kind)
    return tokens, chosen


def _widened(chosen: Bools, spoken: Bools, tokens: Longs, corpus: Corpus, kind: QuestionKind) -> Bools:
    """Return `chosen` with the rest of a name, what is counted and the day of a month, where these are beside it."""
    starts = corpus.token_starts[tokens]
    joined = starts[1:] == starts[:-1] + corpus.token_lengths[tokens][:-1] + 1
    for _ in range(FOLLOWING.get(kind, 0)):
        chosen = chosen | np.append(False, chosen[:-1] & joined & spoken[1:])
    return (
        _with_days(chosen, spoken, corpus.form_flags[corpus.token_forms[tokens]])
        if kind is QuestionKind.WHEN
        else chosen
    )


def _with_days(chosen: Bools, spoken: Bools, flags: NDArray[np.uint16]) -> Bools:
    """Return `chosen` with the numbers beside a month: «12 أيلول», «السادس عشر من نيسان»."""
    numbers = flags & int(Flag.NUMBER) != 0
    padded_stops = np.append(~spoken, [True, True])
    for _ in range(LONGEST_DAY):
        padded = np.append(chosen, [False, False])
        beside = padded[1:-1] | (padded[2:] & padded_stops[1:-1]) | np.append(False, chosen[:-1])
        chosen = chosen | (numbers & beside)
    return chosen


_SENTENCE_ENDS = (".", "…", "؟", "!", "\n")
_CLAUSE = 400
_CLAUSE_END = re.compile(r"[،؛…؟!\n]\s*|\.\s+")
_SPEAKER = 5  # words in which whoever speaks is named: «قال جول:» may say it again


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands: a span of the text of the article of that id, with highlights as spans of that text.

    It has so many `words`; `opens_inside` and `closes_inside` say that its sentence begins before it, or goes on behind
    it.
    """

    article: str
    span: Span
    highlights: tuple[Span, ...]
    score: float
    opens_inside: bool = False
    closes_inside: bool = False
    words: int = 0

    def goes_on(self, other: QuotePlace) -> bool:
        """Return whether both are parts of one sentence, with nothing but a space between them."""
        before, after = sorted((self, other), key=lambda place: place.span)
        inside = self.article == other.article and before.closes_inside and after.opens_inside
        return inside and after.span.start - before.span.end <= 1

    def follows(self, other: QuotePlace) -> bool:
        """Return whether another place lies so near before this one that what is between may be of both."""
        return self.article == other.article and 0 <= self.span.start - other.span.end < _CLAUSE

    def with_rest(self, other: QuotePlace) -> QuotePlace:
        """Return both as one place."""
        before, after = sorted((self, other), key=lambda place: place.span)
        return replace(
            before,
            span=Span(before.span.start, after.span.end),
            highlights=(*before.highlights, *after.highlights),
            score=max(self.score, other.score),
            closes_inside=after.closes_inside,
            words=self.words + other.words,
        )


def place(ranking: Ranking, windows: Windows, found: Found, window: int) -> QuotePlace:
    """Return where `window` stands in its article, and what in it answers."""
    corpus = found.corpus
    start, end = windows.ranges[window]
    first, last = start, end - 1
    return QuotePlace(
        article=found.ids[int(ranking.found.articles[windows.owners[window]])],
        span=Span(int(corpus.piece_starts[first]), int(corpus.piece_ends[last])),
        highlights=tuple(highlights(ranking, corpus, windows.ranges[window])),
        score=float(windows.scores[window] + ranking.scores[windows.owners[window]]),
        opens_inside=not corpus.piece_marks[first] & OPENS,
        closes_inside=not corpus.piece_marks[last] & CLOSES,
        words=int(corpus.piece_words[start:end].sum()),
    )


def together(places: Sequence[QuotePlace], usual: int, most_words: int) -> tuple[QuotePlace, ...]:
    """Return places with those of one article behind one another, and parts of a sentence of `most_words` as one.

    That is of the first so many, which an answer has: those behind them stand as they are, whoever asks for more.
    """
    first = places[:usual]
    articles = [one.article for one in first]
    joined = list[QuotePlace]()
    for one in sorted(first, key=lambda one: articles.index(one.article)):
        fitting = (n for n, other in enumerate(joined) if other.words + one.words <= most_words)
        beside = next((n for n in fitting if joined[n].goes_on(one)), None)
        if beside is None:
            joined.append(one)
        else:
            joined[beside] = joined[beside].with_rest(one)
    return (*joined, *places[usual:])


def quote(place: QuotePlace, article: Article, most_words: int) -> Quote:
    """Return the slice of `article` that `place` says, with its highlights counted from its beginning.

    What it has besides, as it would begin in brackets, makes it no longer than `most_words`.
    """
    start, end = place.span
    breaks_off = article.text[start:end].rstrip().endswith(":")
    if breaks_off and (said := _SAID.match(article.text, end)):
        end = said.end()  # «بقوله: “…”»: what breaks off before somebody's words has these, too
    if place.opens_inside and article.text.startswith("(", start):
        start = _clause_before(article.text, start, most_words - place.words)
    elif place.opens_inside and article.text[:start].rstrip().endswith(":"):
        start = _clause_before(article.text, start, most_words - place.words, _SPEAKER)
    text = article.text[start:end]
    marked = tuple(Span(first - start, last - start) for first, last in place.highlights)
    begins = article.text[max(0, start - 2) : start].strip(" ") in _SENTENCE_ENDS
    widened = start < place.span.start and begins
    opens_inside = (place.opens_inside and not widened) or text.startswith(CONTINUING)
    closes_inside = place.closes_inside and end == place.span.end
    return Quote(
        article, start, end, text, marked, place.score, opens_inside=opens_inside, closes_inside=closes_inside
    )


def _clause_before(text: str, start: int, most_words: int, least_words: int = 1) -> int:
    """Return where the clauses begin that brackets at a place of a text explain, or that name whose words stand there.

    They have so many words, if their sentence does; where they have too many, it is the place itself.
    """
    far = max(0, start - _CLAUSE)
    edges = [] if far else [(0, True)]
    edges += [(end.end(), end[0][0] not in CONTINUING) for end in _CLAUSE_END.finditer(text, far, start - 1)]
    sentence = max((edge for edge, opens in edges if opens), default=0)
    counted = {edge: len(text[edge:start].split()) for edge, _ in edges if edge >= sentence}
    fitting = [edge for edge, words in counted.items() if words <= most_words]
    enough = (
        edge for edge in fitting if counted[edge] >= least_words or (edge == sentence and edge in dict(edges))
    )
    return max(enough, default=start)
