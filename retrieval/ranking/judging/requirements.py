"""What a quote has to hold to answer a question, however much else it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arrays import maxima_over
from retrieval.query.kinds import SUPERLATIVES
from retrieval.query.question import AGE, INHABITANTS
from retrieval.ranking.candidates import ROOT_MATCH

if TYPE_CHECKING:
    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.rank import Ranking, Windows

_SLIGHT = 1e-6
_OFFICE = 4  # words of a question that names an office and nothing else
_NEAR_OFFICE = 12  # words between an office and what it is of, at most
_FULL_NAME = 3  # words
_LEANING = 3  # words at most that ask something of what stands in brackets
_BESIDE = 7  # words between a number and what it counts, at most
_BY = 20  # words between a change and how much it was, at most
_OF_AGE = 2  # words between an age and its number, at most: «عن عمر يناهز تسعين سنة»
_ABOUT = 0.2  # the share of a headline that a question asks for, at the least, if the article is about that
_WELL_KNOWN = 3
"""Articles that name somebody, at the least, if what one of them does not tell is taken to be untold."""
ASKED = 0.5  # what a word tells at the least that says what is asked of a subject
_PHASES = folded(
    "بدأ بدأت بدؤوا يبدأ تبدأ سيبدأ ستبدأ بدت بلش بلشت انطلق انطلقت ينطلق تنطلق اندلع اندلعت نشب نشبت انتهى انتهت ينتهي"
    " تنتهي سينتهي ستنتهي خلص خلصت كمل كملت استمر استمرت دام دامت تأسس تأسست تاسست قامت نشأ نشأت"
)
_CHANCE_WORDS = 2  # as many words of an event may be met by chance where the event is not
_COUNTED = folded("شخص شخصا سنة عاما مرة مرات متر مترا كيلومتر كيلومترا كم كغ طن")
_AMOUNTS = folded("بلغ بلغت يبلغ تبلغ وصل وصلت يصل تصل قدر قدرت يقدر")
_DATING = Flag.WHEN | Flag.MONTH
_NAMED = Flag.WHERE | Flag.WHO


def holds(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote holds what is asked for: it `addresses` that, and `counts` where it is asked how many."""
    return addresses(ranking, windows, window) and counts(ranking, windows, window)


def counts(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a quote has a number beside something that the question names, where that asks how many.

    A dual is a number («مسلحين»), and by how much something changed may stand farther from it: «تراجع … بـ135 مليونا».
    Of 265 right quotes of five question sets 260 have one within six words and 262 within eight, of 372 that answered
    questions foreign to the archive 265 and 282. The number of those who live somewhere stands beside them, not beside
    the place, which the quote names. A headline that counts them stands below the quote.
    """
    question = ranking.question
    headlined = ranking.held.headlined[windows.owners[window]]
    if question.kind is not QuestionKind.HOW_MANY or not question.asks or headlined:
        return True
    words = question.words
    # «كم عدد سكان حلب؟», but not «كم نسبة العرب من سكان العراق؟»
    first = int(bool(words[0].form.flags & Flag.HOW_MANY))
    living = np.array([word.form.word in INHABITANTS and place == first for place, word in enumerate(words)])
    met = met_by(ranking, windows.ranges[window], windows.owners[window])[first + 1 :]
    elsewhere = living.any() and len(met) and not met.any()
    return not elsewhere and _counts_beside(ranking, windows, window, living)


def _counts_beside(ranking: Ranking, windows: Windows, window: int, living: Bools) -> bool:
    """Return whether a quote has a number beside what is counted, which are those `living` there if any are.

    That is not «عدد», but «شخصا»; the price of a currency stands beside that, which follows no number: «600 دولار».
    How old somebody is stands right beside that or beside years: what somebody earned last year is no age.
    """
    found, words = ranking.found, ranking.question.words
    begin, end = found.piece_ends[windows.ranges[window]]
    numbers = begin + np.flatnonzero(ranking.held.answering[begin:end] >= 1)
    aged = np.array([word.form.word in AGE for word in words])
    units = [word.unit for word in words] | living | aged
    named = [not word.form.flags & Flag.HOW_MANY or word.form.word in _COUNTED for word in words]
    counted = units if units.any() else named
    places = found.met[found.hits[counted].max(axis=0, initial=0.0) > 0]
    places = places[(places >= begin) & (places < end)]
    near = _BY if ranking.question.by else _OF_AGE if aged.any() else _BESIDE
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
    met = met_by(ranking, windows.ranges[window], windows.owners[window])
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
            met[1:2] = np.maximum(met, met_by(ranking, ranking.found.ranges[owner], owner))[1:2]
        both = bool(met[: len(met) if len(met) <= _OFFICE else 2].all())
        return both and (counterpart or _is_one_office(ranking, windows, window))
    aside = np.array([word.aside for word in question.words])
    if not aside.any() or len(aside) - aside.sum() > _LEANING:
        return True
    # «بلغ» says nothing of what is counted.
    telling = np.array(
        [word.telling >= ASKED and not (counted and word.form.word in _AMOUNTS) for word in question.words]
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
    ends = (*range(min(2, len(words))), len(words) - 1)
    phase = next((n for n in ends if words[n].form.word in _PHASES), None)
    if len(words) == 1 or phase is None:
        return True
    order = [phase, *(n for n in range(len(words)) if n != phase)]  # «الحرب بدأت متى؟»
    met = (met_by(ranking, windows.ranges[window], windows.owners[window]) > ROOT_MATCH)[order]
    titled = ranking.found.title_hits[order[1:], windows.owners[window]] > ROOT_MATCH
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
    # Neither a date nor «الجديد», which tells nothing by itself, says of what an office is.
    beside = np.array(
        [
            word.telling == 0 or bool(word.form.flags & (Flag.NUMBER | Flag.MONTH))
            for word in ranking.question.words
        ]
    )
    around = (
        hits[:, max(0, office - _NEAR_OFFICE) : office + _NEAR_OFFICE + 1].any(axis=1)
        for office in np.flatnonzero(hits[0]).tolist()
    )
    return titled or any(bool((near | beside).all()) for near in around)


def identifies(ranking: Ranking, windows: Windows, window: int) -> bool:
    """Return whether a question asks who somebody is, by a name and nothing else, whom a quote names so.

    One word or two are little evidence, but there is no more to be met. So is an office by «his counterpart», «نظيره
    البريطاني», where the passage tells which office that is.
    """
    question = ranking.question
    named = np.array([word.weight == 1.0 for word in question.words])
    if question.kind is not QuestionKind.WHO or not named.any():
        return False
    met = met_by(ranking, windows.ranges[window], windows.owners[window])
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


def met_by(ranking: Ranking, pieces: Longs, passage: int) -> Floats:
    """Return how well each question word (Q) is met in a range of pieces or in the headline of `passage`, 0…1."""
    held = maxima_over(ranking.held.covered, pieces[None])[:, 0]
    met: Floats = np.maximum(held, ranking.found.title_hits[:, passage])
    return met
