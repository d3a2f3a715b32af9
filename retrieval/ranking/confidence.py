"""Whether the archive answers at all, and how sure Isnad is that its first quote holds the answer.

A question that an archive cannot answer meets something in it by chance, and the more, the larger the archive. So
the best passage is held against what the same question meets elsewhere in the archive, and what is met counts
against the logarithm of the number of passages, with which the best of that many chances grows.
"""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arrays import maxima_over
from retrieval.query.kinds import SUPERLATIVES
from retrieval.query.question import INHABITANTS
from retrieval.ranking.candidates import ROOT_MATCH
from retrieval.ranking.features import ANSWERS, HINT, quote_features
from retrieval.tuning import by_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.query_terms import QueryVocabulary
    from retrieval.ranking.rank import Ranking, Windows
    from retrieval.tuning import ConfidenceWeights, FirstStage, Tuning, VerdictWeights

OTHERS = 5
"""The best passage is held against that of the fifth other article: one story may be told in several."""
FEW = 30
"""Articles that a conversation has shown, at most, among which the fifth other tells nothing of chance."""
RAREST = 8.0
"""No word is worth more idf: in a large archive a slip of the pen is as rare as a name."""
SMALLEST = 240
"""Passages: the models were fitted on no smaller archive, and a smaller one is taken to give chance as much."""
FARTHEST = 8.0
"""A logarithm of odds: nothing else in sight could be quoted."""
_SLIGHT = 1e-6
HARDLY = 0.15
"""Who is less sure of an answer does not give it: of 29 such to own questions three were right, beside 61 to others."""
AKIN = 0.3
"""What has no word of the question itself, but others of their roots or meaning, is an answer for who is this sure.

Of three question sets one such answer was surer than `HARDLY` and less sure than this, and it was wrong.
"""
INSTEAD = 0.45
"""What takes the place of a better quote, as that lacks what is asked for, is given by who is this sure.

Of 13 such quotes of four question sets the four surer ones are right, and three of the nine others.
"""
CLEARLY = 0.85
"""What leans on a few articles, «كم عاصمة (فاينانشال تايمز)؟», has an answer there that is as sure as this."""
_LEAST_LIKELY = 1e-3
_LEAST = 1.0  # what the fifth other article scores in such an archive
_LEAST_TOLD = 0.25  # what the words of a question tell at the least: as much as a name that is everywhere
_OFFICE = 4  # words of a question that names an office and nothing else
_NEAR_OFFICE = 12  # words between an office and what it is of, at most
_FULL_NAME = 3  # words
_LEANING = 3  # words at most that ask something of what stands in brackets
_BESIDE = 7  # words between a number and what it counts, at most
_BY = 20  # words between a change and how much it was, at most
_ABOUT = 0.2  # the share of a headline that a question asks for, at the least, if the article is about that
_WELL_KNOWN = (
    3  # articles that name somebody, at the least, if what one of them does not tell is taken to be untold
)
_ASKED = 0.5  # what a word tells at the least that says what is asked of a subject
_PHASES = folded(
    "بدأ بدأت بدؤوا يبدأ تبدأ سيبدأ ستبدأ بدت بلش بلشت انطلق انطلقت ينطلق تنطلق اندلع اندلعت نشب نشبت انتهى انتهت ينتهي"
    " تنتهي سينتهي ستنتهي خلص خلصت كمل كملت استمر استمرت دام دامت تأسس تأسست تاسست قامت نشأ نشأت"
)
_CHANCE_WORDS = 2  # as many words of an event may be met by chance where the event is not
_AMOUNTS = folded("بلغ بلغت يبلغ تبلغ وصل وصلت يصل تصل قدر قدرت يقدر")
_NAMED = Flag.WHERE | Flag.WHO
_DATING = Flag.WHEN | Flag.MONTH
_TELLING_KINDS = frozenset({QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.WHO, QuestionKind.HOW_MANY})


def signals(
    ranking: Ranking, windows: Windows, first: int, terms: QueryVocabulary, stage: FirstStage
) -> Mapping[str, float]:
    """Measure what speaks for an answer, whose first quote is the window `first`, in the archive of N passages.

    - lead: how far the best passage's score is ahead of that of the fifth other article
    - evidence: how many words of the question the best passage meets, everyday words counting less, over `chance`
    - grams: how much of the question's character grams the quote holds, over `chance`
    - title_share: the part of the headline that the question asks for
    - exact: the idf, at most `RAREST`, of the words that stand in the quote or its headline themselves
    - unnamed: the idf of the places and persons of the question that the best passage lacks
    - unanswering: 1 where the question asks for a date, place, person or number and the quote has none
    - ending: 1 where quote and headline lack the question's last word, which mostly names what it is about
    - missing: the part of the question's telling words that quote and headline lack
    - lacking: 1 where one of them is nowhere in the archive
    - likely: the logarithm of how likely the quote is to answer if its article does
    - ahead: how far its score is ahead of that of the best quote beside it, at most `FARTHEST`
    """
    best, words = ranking.order[0], ranking.question.words
    scale = chance(terms.index.corpus_size)
    weights = np.array([word.weight for word in words])
    telling = np.array([word.telling for word in words])
    named = np.array([bool(word.form.flags & _NAMED) for word in words])
    idf = np.minimum([terms.idf(word.form.stem) for word in words], RAREST)
    met = _met(ranking, ranking.found.ranges[best], best)
    quoted = _met(ranking, windows.ranges[first], windows.owners[first])
    quoting = quote_features(ranking.found, ranking.held, ranking.wanted, windows.ranges[first])
    # How far a quote with the feature `answer` lacks what is asked for, where that has a form of its own.
    kind = ranking.question.kind
    sure = 1.0 if kind in ANSWERS else HINT
    unanswering = max(0.0, 1 - quoting["answer"] / sure) if kind in _TELLING_KINDS else 0.0
    return {
        "lead": _lead(ranking),
        "evidence": float(weights * telling @ met) / scale,
        "grams": quoting["grams"] / scale,
        "title_share": float(ranking.found.title_share[best]),
        "exact": float(weights * telling * idf @ (quoted == 1.0)),
        "unnamed": float(idf * named @ (1 - met)),
        "unanswering": unanswering,
        "ending": float(1 - quoted[-1]),
        "missing": float(weights * telling @ (1 - quoted)) / max(float(weights @ telling), _LEAST_TOLD),
        "lacking": float(any(terms.lacks(word, stage) for word in words)),
        "likely": math.log(max(float(windows.likely[first]), _LEAST_LIKELY)),
        "ahead": _ahead(ranking, windows, first),
    }


def holds(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote holds what is asked for: it `addresses` that, and `counts` where it is asked how many."""
    return addresses(ranking, windows, window) and counts(ranking, windows, window)


def counts(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote has a number beside something that the question names, where that asks how many.

    A dual is a number («مسلحين»), and by how much something changed may stand farther from it: «تراجع … بـ135 مليونا».
    Of 265 right quotes of five question sets 260 have one within six words and 262 within eight, of 372 that answered
    questions foreign to the archive 265 and 282. The number of those who live somewhere stands beside them, not beside
    the place, which the quote names.
    """
    if ranking.question.kind is not QuestionKind.HOW_MANY or not ranking.question.asks:
        return True
    words = ranking.question.words
    # «كم عدد سكان حلب؟», but not «كم نسبة العرب من سكان العراق؟»
    first = int(bool(words[0].form.flags & Flag.HOW_MANY))
    living = np.array([word.form.word in INHABITANTS and place == first for place, word in enumerate(words)])
    met = _met(ranking, windows.ranges[window], windows.owners[window])[first + 1 :]
    elsewhere = living.any() and len(met) and not met.any()
    return not elsewhere and _counts_beside(ranking, windows, window, living)


def _counts_beside(ranking: Ranking, windows: Windows, window: int, living: Bools) -> bool:
    """Return whether a quote has a number beside what is counted, which are those `living` there if any are.

    That is not «عدد» itself; and the price of a currency stands beside that, which follows no number: «600 دولار».
    """
    found, words = ranking.found, ranking.question.words
    begin, end = found.piece_ends[windows.ranges[window]]
    numbers = begin + np.flatnonzero(ranking.held.answering[begin:end] >= 1)
    units = [word.unit for word in words] | living
    counted = units if units.any() else [not word.form.flags & Flag.HOW_MANY for word in words]
    places = found.met[found.hits[counted].max(axis=0, initial=0.0) > 0]
    places = places[(places >= begin) & (places < end)]
    near = _BY if ranking.question.by else _BESIDE
    return bool((np.abs(numbers[:, None] - places) <= near).any())


def addresses(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote or its headline names what it has to name to answer, however much else it meets.

    - Who asks who holds an office, or for a capital, wants to read of it, and of what it is: a minister of defence who
      speaks of France is not the president of France.
    - Who asks something of a subject in brackets wants to read of both: what only names the minister does not say
      whether he resigned, «هل استقال (وزير التعليم)؟», and another one's resignation is not his. Who asks it of
      somebody by name wants to read of that one, too.
    - Who asks for the largest country wants to read of the largest, and who asks who won, of somebody who did. By the
      superlative alone nothing is met.
    - Who asks for a fact of a life, «متى ولد أردوغان؟», wants it named, unless the passage `tells_fact` otherwise;
      somebody's wife or son is always named so.
    - Who asks when something began or ended wants to read of that, not of something else with one word of it.
    - What meets several words by the day alone that they name, by everyday words or by what they may be misspelt for
      tells of something else: «ما حكم صيام يوم السبت؟» is not answered by what was agreed on a Saturday.
    """
    question = ranking.question
    met = _met(ranking, windows.ranges[window], windows.owners[window])
    if not _meets_what_is_asked(question, met) or (question.decisive and met[0] < ROOT_MATCH):
        return False
    if (question.kin and met[0] == 0) or not _is_of_event(ranking, windows, window):
        return False
    if question.fact and met[0] == 0 and not tells_fact(ranking, windows.owners[window]):
        return False
    counted = question.kind is QuestionKind.HOW_MANY  # «كم عاصمة طالبت …؟»
    if question.office and len(question.words) > 1 and not counted:
        counterpart = 0 < met[0] < 1  # «his counterpart», of whose office the passage tells
        if counterpart:
            owner = windows.owners[window]
            met[1:2] = np.maximum(met, _met(ranking, ranking.found.ranges[owner], owner))[1:2]
        both = bool(met[: len(met) if len(met) <= _OFFICE else 2].all())
        return both and (counterpart or _is_one_office(ranking, windows, window))
    aside = np.array([word.aside for word in question.words])
    if not aside.any() or len(aside) - aside.sum() > _LEANING:
        return True
    # «بلغ» says nothing of what is counted.
    telling = np.array(
        [word.telling >= _ASKED and not (counted and word.form.word in _AMOUNTS) for word in question.words]
    )
    named = np.array([bool(word.form.flags & _NAMED) for word in question.words])
    asked = (telling & aside, telling & ~aside, named & ~aside)
    return all(met[part].any() for part in asked if part.any())


def tells_fact(ranking: Ranking, passage: int) -> bool:
    """Return whether a passage may tell a fact of a life that it does not name, as pages begin: «(1879 - 1955)».

    That is if its headline is about who is asked of, or next to no others name them. All eleven answers of seven
    question sets for which that was not so were given to questions foreign to the archive.
    """
    found = ranking.found
    if found.title_share[passage] >= _ABOUT:
        return True
    covered = np.maximum(maxima_over(ranking.held.covered, found.ranges), found.title_hits)
    naming = found.articles[(covered[1:] > 0).all(axis=0)]
    return len(np.unique(naming)) < _WELL_KNOWN


def _is_of_event(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote tells of what began or ended, «متى بدأت الثورة الفرنسية؟», and not only of the French.

    That is if it or its headline has one of its words itself: with the same root it may be anything. The event's first
    word or the verb is among those it has, unless the headline has one or three are met. Any quote does where the
    question has no such verb.
    """
    words = ranking.question.words
    if len(words) == 1 or words[0].form.word not in _PHASES:
        return True
    met = _met(ranking, windows.ranges[window], windows.owners[window]) > ROOT_MATCH
    titled = ranking.found.title_hits[1:, windows.owners[window]] > ROOT_MATCH
    return bool(met[1:].any() and (met[:2].any() or titled.any() or met.sum() > _CHANCE_WORDS))


def _is_one_office(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether what an office is of stands near it, or the headline names it; others hold other offices.

    Of 14 right quotes of five question sets 13 have it within eleven words, of 13 foreign ones four.
    """
    if ranking.question.kind is not QuestionKind.WHO:
        return True
    begin, end = ranking.found.piece_ends[windows.ranges[window]]
    hits = ranking.found.hits_of(np.arange(begin, end)) > 0
    titled = bool(ranking.found.title_hits[0, windows.owners[window]] > 0)
    dating = np.array([bool(word.form.flags & (Flag.NUMBER | Flag.MONTH)) for word in ranking.question.words])
    around = (
        hits[:, max(0, office - _NEAR_OFFICE) : office + _NEAR_OFFICE + 1].any(axis=1)
        for office in np.flatnonzero(hits[0]).tolist()
    )
    return titled or any(bool((near | dating).all()) for near in around)


def nearest_of(ranking: Ranking, windows: Windows, chosen: Sequence[int]) -> list[int]:
    """Return the first of the windows, those `chosen` first, that has some of what is asked of a subject in brackets.

    Where none has, or nothing is asked that tells anything, «ومتى؟», that is the first one chosen. Behind it stands the
    next one of its article.
    """
    words = ranking.question.words
    asked = np.array([word.telling >= _ASKED and not word.aside for word in words])
    every = (*chosen, *np.argsort(-windows.scores, kind="stable").tolist())
    touching = (
        window
        for window in every
        if _met(ranking, windows.ranges[window], windows.owners[window])[asked].any()
    )
    first = next(touching, chosen[0]) if asked.any() else chosen[0]
    start, end = windows.ranges[first]
    article = ranking.found.articles[windows.owners[first]]
    beside = (
        one
        for one in every
        if ranking.found.articles[windows.owners[one]] == article
        and (windows.ranges[one][1] <= start or windows.ranges[one][0] >= end)
    )
    return [first, *islice(beside, 1)]


def is_likely(
    question: ParsedQuestion, found: Mapping[str, float], tuning: Tuning, *, near: bool, few: bool = False
) -> bool:
    """Return whether the archive is taken to answer, by the signals that were `found`.

    `near` says that some articles alone were asked, of which what leans on them is, `few` that they are so few
    that the best is ahead of none.
    """
    sure = probability(found, tuning.confidence)
    if near and sure >= CLEARLY and any(word.aside for word in question.words):
        return True
    one = len(question.words) == 1  # «كاتر مين», misspelt
    least = HARDLY if found["exact"] else AKIN
    answers = probability(found, tuning.verdict) >= tuning.verdict.threshold and (sure >= least or one)
    return answers and (not few or probability(found, tuning.scoped) >= tuning.scoped.threshold)


def identifies(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a question asks who somebody is, by a name and nothing else, whom a quote names so.

    One word or two are little evidence, but there is no more to be met. So is an office by «his counterpart», «نظيره
    البريطاني», where the passage tells which office that is.
    """
    question = ranking.question
    named = np.array([word.weight == 1.0 for word in question.words])
    if question.kind is not QuestionKind.WHO or not named.any():
        return False
    met = _met(ranking, windows.ranges[window], windows.owners[window])
    if question.office:
        of = (met > 0) & named
        counterpart = 0 < met[0] < 1 and of.sum() > 1
        return bool(counterpart) and _together(ranking, windows, window, of)
    exact = bool((met[named] == 1.0).all() and named.sum() <= _FULL_NAME)
    return exact and (len(named) == 1 or _together(ranking, windows, window, named))


def _together(ranking: Ranking, windows: Windows, window: int, words: Bools) -> bool:
    """Return whether some words of the question stand beside one another in a quote."""
    begin, end = ranking.found.piece_ends[windows.ranges[window]]
    hits = ranking.found.hits_of(np.arange(begin, end))[words] > ROOT_MATCH - _SLIGHT
    reach = min(int(words.sum()), hits.shape[1])
    return bool(sliding_window_view(hits, reach, axis=1).any(axis=2).all(axis=0).any())


def _meets_what_is_asked(question: ParsedQuestion, met: Floats) -> bool:
    """Return whether a word that says what is asked is met for itself; one that stands alone may be misspelt."""
    # Of what dates something, a year tells more than a day or a month; what happened on a day is told by the day.
    words, flags = question.words, [word.form.flags for word in question.words]
    days = question.kind is not QuestionKind.WHAT and any(one & Flag.MONTH for one in flags)
    beside = Flag.NUMBER if days else Flag(0)
    dated = [
        bool(one & (_DATING | beside)) and not one & (Flag.YEAR | (Flag.NUMBER ^ beside)) for one in flags
    ]
    # A superlative does not say what the best is asked of, either: «ما أفضل هاتف محمول؟».
    saying = np.array(
        [
            word.telling > 0 and not dates and word.form.word not in SUPERLATIVES
            for word, dates in zip(words, dated, strict=True)
        ]
    )
    least = ROOT_MATCH if saying.sum() > 1 else 0.0
    return bool(not saying.any() or np.any(saying & (met > 0) & (met >= least)))


def meant(near: Similarity, ranking: Ranking, windows: Windows, first: int) -> Mapping[str, float]:
    """Measure how near in meaning an answer is to its question, as cosines.

    - near: that of the best passage
    - near_quote: that of the quote's nearest sentence
    - typical: that of the mean of the archive's passages, the higher, the more the question is of the archive's kind
    """
    start, end = windows.ranges[first]
    return {
        "near": float(near.passages[ranking.order[0]]),
        "near_quote": float(near.pieces[start:end].max()),
        "typical": near.typical or 0.0,
    }


def chance(passages: int) -> float:
    """Return how much of a question the best of so many passages meets by chance, as a multiple of that of `SMALLEST`.

    The best of N chances of a kind that thins out exponentially grows with ln N (Gumbel 1958).
    """
    return math.log(max(passages, SMALLEST)) / math.log(SMALLEST)


def probability(found: Mapping[str, float], weights: VerdictWeights | ConfidenceWeights) -> float:
    """Return what a logistic model makes of the signals that it weighs, 0…1."""
    values = by_name(weights)
    total = values["bias"] + sum(values.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _met(ranking: Ranking, pieces: Longs, passage: int) -> Floats:
    """Return how well each question word (Q) is met in a range of pieces or in the headline of `passage`, 0…1."""
    held = maxima_over(ranking.held.covered, pieces[None])[:, 0]
    met: Floats = np.maximum(held, ranking.found.title_hits[:, passage])
    return met


def _ahead(ranking: Ranking, windows: Windows, first: int) -> float:
    """Return how much more a quote is worth than the best that shares no sentence with it."""
    start, end = windows.ranges[first]
    worth = windows.scores + ranking.scores[windows.owners]
    beside = worth[(windows.ranges[:, 1] <= start) | (windows.ranges[:, 0] >= end)]
    return min(float(worth[first] - beside.max(initial=-np.inf)), FARTHEST)


def _lead(ranking: Ranking) -> float:
    """Return the best score less that of the fifth other article, or what such a one scores at the least."""
    _, firsts = np.unique(ranking.found.articles[ranking.order], return_index=True)
    best = ranking.scores[ranking.order[np.sort(firsts)]]
    return float(best[0] - max(_LEAST, best[OTHERS] if len(best) > OTHERS else _LEAST))
