"""Whose words a quote holds: who is asked what somebody said of something wants to read that one's words, and of it.

«ماذا قال ميسي عن بوفون؟» is not answered by what others say of Buffon, nor by what Messi says of someone else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.clitics import is_definite
from retrieval.arrays import maxima_over
from retrieval.query.question import REPLIES, spelled
from retrieval.ranking.offices import called_by_office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.arabic.analysis import Analyser
    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.query_terms import QueryVocabulary
    from retrieval.ranking.rank import Ranking, Windows

SPEAKING = 2.0
"""What it counts for a quote, as a logarithm of odds, that it holds the speaker's words on what is spoken of."""
REPLYING = 3.0
"""What it counts beside that, where a reply is asked for, that a quote says of what it holds that it is one."""
_LOOKED_AT = (
    40  # passages that name the speaker, the best ones: more take longer than all the rest of a question
)
_BEFORE = 3  # pieces before a quote in which the speaker of «وأضاف أن» may be named
_FIRST = 7  # words at the beginning of a text that name who speaks in it
_BETWEEN = 1  # words between those of an office: «وزير الخارجية والهجرة المصري»
_TITLED = 3  # words between those of a body that is called by its head
_PLACED = 3  # words more before the place that an office is at: «مدير معهد الآثار 1 بسبيطلة»
_HEADED = 3  # words of an office, of what it heads, and of where that is
_OPENING = 3  # words at the beginning of a headline among which who speaks may be named
_BEHIND, _AHEAD = (
    12,
    3,
)  # words from a verb of saying to the speaker behind it, and from the speaker to the verb
_FAR = 14  # words from a speaker who opens a sentence, with what he is, to the verb
_LONG = 5  # letters; a shorter name that is one slip from another is somebody else's
_TELLING = 0.5  # what a word tells at the least that says what is spoken of


@dataclass(frozen=True)
class Speech:
    """Where the speaker of a question is named among its candidates, and where what is spoken of is."""

    ranking: Ranking
    corpus: Corpus

    @cached_property
    def _names(self) -> list[int]:
        """Return the places of the words that name the speaker."""
        return [place for place, word in enumerate(self.ranking.question.words) if word.speaker]

    @cached_property
    def _naming(self) -> list[int]:
        """Return the places of those that have to stand there: all of an office, else the last.

        «وزير الخارجية الإيراني» is no other minister, «دونالد ترامب» is mostly called by the last of his names.
        """
        return self._names if self._described else self._names[-1:]

    @property
    def _described(self) -> bool:
        """Return whether the speaker is named by an office, or is a body."""
        return self.ranking.question.office or self.ranking.question.body

    @cached_property
    def _topic(self) -> list[int]:
        """Return the places of the words of what is spoken of that tell anything."""
        words = self.ranking.question.words
        return [place for place, word in enumerate(words) if word.topic and word.telling >= _TELLING]

    @cached_property
    def _reply(self) -> list[int]:
        """Return the places of the words that ask for a reply."""
        words = self.ranking.question.words
        return [place for place, word in enumerate(words) if word.form.word in REPLIES]

    @cached_property
    def _terms(self) -> dict[int, Longs]:
        """Return for each word that names the speaker the terms of the archive that are it."""
        words, wanted = self.ranking.question.words, self.ranking.wanted
        named: dict[int, Longs] = {}
        for place in self._names:
            strange = words[place].meant and len(words[place].form.stem) < _LONG
            others = [] if strange else [term for word, term, _ in wanted.others if word == place]
            known = [term for term in (int(wanted.stems[place]), *others) if term >= 0]
            named[place] = np.array(known, np.int64)
        return named

    @cached_property
    def _named(self) -> dict[int, Longs]:
        """Return for each of these words how many tokens before each one (T + 1) are it."""
        terms = self.corpus.form_terms[self.ranking.found.forms, 0]
        return {
            place: np.concatenate([[0], np.cumsum(np.isin(terms, known))])
            for place, known in self._terms.items()
        }

    def first(self) -> Ranking:
        """Return the ranking with the passages first in which the speaker speaks of it, by the whole name."""
        ranking = self.ranking
        ranges, order = ranking.found.ranges, ranking.order
        order = order[np.argsort(~self._naming_passages()[order], kind="stable")]
        behind = [
            (not self._holds(passage, ranges[passage], self._names), not self.speaks(ranges[passage]))
            if self._attributes(passage, ranges[passage])
            else (2, 2)
            for passage in order[:_LOOKED_AT].tolist()
        ]
        best = [*sorted(range(len(behind)), key=behind.__getitem__), *range(len(behind), len(order))]
        return replace(ranking, order=order[best])

    def _naming_passages(self) -> Bools:
        """Return which passages (K), or their headlines, name the speaker."""
        found = self.ranking.found
        begin, end = found.piece_ends[found.ranges].T
        named = np.ones(len(found.ranges), bool)
        for word in self._naming:
            count = self._named[word]
            named &= (count[end] > count[begin]) | (found.title_hits[word] == 1)
        return named

    def attributes(self, windows: Windows, window: int) -> bool:
        """Return whether a quote with its headline names the speaker, or the sentences before do, and its subject."""
        return self._attributes(int(windows.owners[window]), windows.ranges[window])

    def _attributes(self, passage: int, pieces: Longs) -> bool:
        named = self._holds(passage, pieces, self._naming) and self._says(passage, pieces)
        # Or they speak there by an office alone: «وعلق الرئيس الأميركي».
        if not named and not np.diff(np.searchsorted(self._called, self.ranking.found.piece_ends[pieces])):
            return False
        # The quote and its headline have as much of what is spoken of as would be half of it; what somebody replied to
        # may be told by others, around the reply.
        pieces = self.ranking.found.ranges[passage] if self._reply else pieces
        weights = self.ranking.wanted.weights[self._topic]
        held = self.ranking.held.covered[self._topic, pieces[0] : pieces[1]].max(axis=1, initial=0.0)
        met = np.maximum(held, self.ranking.found.title_hits[self._topic, passage])
        return bool(weights @ met >= weights.sum() / 2)

    def _holds(self, passage: int, pieces: Longs, words: Sequence[int]) -> bool:
        """Return whether the quote, its headline or the sentences before it have each of some words of the name."""
        begin, end = self.ranking.found.piece_ends[[self._start(pieces), pieces[1]]]
        titled = self.ranking.found.title_hits[:, passage]
        if self._described and not all(titled[word] == 1 for word in words):
            return self._together(int(begin), int(end), words)
        return all(self._named[word][end] > self._named[word][begin] or titled[word] == 1 for word in words)

    def _together(self, begin: int, end: int, words: Sequence[int]) -> bool:
        """Return whether an office stands in a range of tokens: its words beside one another."""
        # «إدارة الرئيس الأمريكي باراك أوباما»
        reach = len(words) + (_TITLED if self.ranking.question.body else _BETWEEN)
        reaches = [(word, reach + _PLACED * (word == self._place)) for word in words]
        firsts = begin + np.flatnonzero(np.diff(self._named[words[0]][begin : end + 1]))
        return any(
            all(self._named[word][min(end, first + far)] > self._named[word][first] for word, far in reaches)
            for first in firsts.tolist()
        )

    @property
    def _place(self) -> int:
        """Return which word is the place of what somebody heads: the third, if no adjective or government; else -1.

        «مدير معهد سبيطلة» is called so with more words between, «وزير الخارجية الإيراني» is not.
        """
        last = self.ranking.question.words[self._names[-1]]
        described = last.form.word.endswith(("ي", "يه")) or is_definite(last.form.word)
        headed = len(self._names) >= _HEADED and not self.ranking.question.body
        return self._names[-1] if headed and not described and not last.names else -1

    def _says(self, passage: int, pieces: Longs) -> bool:
        """Return whether the speaker speaks there, opens the headline, or is who has spoken before «وأضاف أن»."""
        if self.ranking.question.body or self.speaks(pieces) or self._opens_headline(passage):
            return True
        if self.ranking.question.office and self._reports(pieces):
            return True
        going_on = np.flatnonzero(self.ranking.held.speakerless[pieces[0] : pieces[1]])
        if not len(going_on):
            return False
        before = np.array([self._start(pieces), pieces[0] + going_on[0]])
        if self.speaks(before):
            return True
        # Or the speaker is the first to be named there, whatever the verb: «رجّح الإعلامي السوكني».
        begin, end = self.ranking.found.piece_ends[before].tolist()
        named = self._named[self._names[-1]]
        return bool(named[min(end, begin + _FIRST)] > named[begin])

    @cached_property
    def _called(self) -> Longs:
        """Return the verbs of saying whose speaker an article calls by name elsewhere, and there only by an office."""
        if self._described:
            return np.empty(0, np.int64)
        named = np.diff(self._named[self._names[-1]]) > 0
        return called_by_office(self.ranking.found, self.corpus, named, self.ranking.wanted.leaders)

    def _reports(self, pieces: Longs) -> bool:
        """Return whether somebody speaks in a range of pieces behind the office, by name: «وقال الدوري»."""
        start, begin, end = self.ranking.found.piece_ends[[self._start(pieces), *pieces]].tolist()
        offices = np.flatnonzero(np.diff(self._named[self._names[0]][start : end + 1]))
        flags = self.corpus.form_flags[self.ranking.found.forms[begin:end]]
        says = begin + np.flatnonzero(flags & int(Flag.QUOTATION))
        return bool(len(offices) and len(says) and says[-1] > start + offices[0])

    def _opens_headline(self, passage: int) -> bool:
        """Return whether the speaker is named where the headline begins: «ميركل ترفض», «الشاذلي العياري : …»."""
        article = self.ranking.found.articles[passage]
        start, length = int(self.corpus.title_ends[article]), int(self.corpus.headline_words[article])
        forms = self.corpus.title_forms[start : start + min(length, _OPENING)]
        return bool(np.isin(self.corpus.form_terms[forms, 0], self._terms[self._names[-1]]).any())

    def _start(self, pieces: Longs) -> int:
        """Return the first of the few pieces before some of the same article, in which their speaker may be named."""
        owners, first = self.ranking.found.piece_articles, int(pieces[0])
        earlier = range(max(0, first - _BEFORE), first)
        return next((piece for piece in earlier if owners[piece] == owners[first]), first)

    def preferred(self, windows: Windows) -> Windows:
        """Return the windows with those preferred that hold the speaker's words on what is spoken of."""
        telling: Floats = np.array(
            [self.attributes(windows, one) for one in range(len(windows.ranges))], np.float64
        )
        # «ردا على» tells of a reply, which nobody gives who is only accused: «اتهم إيران».
        replying = maxima_over(self.ranking.held.covered[self._reply], windows.ranges).max(
            axis=0, initial=0.0
        )
        return replace(windows, scores=windows.scores + telling * (SPEAKING + REPLYING * replying))

    def speaks(self, pieces: Longs) -> bool:
        """Return whether the speaker stands beside a verb of saying in a range of pieces."""
        begin, end = self.ranking.found.piece_ends[pieces].tolist()
        called = self._names if self.ranking.question.office else self._names[-1:]
        if not any(self._named[word][end] > self._named[word][begin] for word in called):
            return False
        flags = self.corpus.form_flags[self.ranking.found.forms[begin:end]]
        starts, lengths = self.corpus.token_starts[begin:end], self.corpus.token_lengths[begin:end]
        parted = np.append(starts[1:] > starts[:-1] + lengths[:-1] + 1, True)  # by a comma, or the like
        speaker = np.flatnonzero(sum(np.diff(self._named[word][begin : end + 1]) for word in called))
        says = np.flatnonzero(flags & int(Flag.QUOTATION))
        whole = np.flatnonzero(sum(np.diff(self._named[word][begin : end + 1]) for word in self._names))
        sides = any(
            _beside(flags, parted, verb, name, enclosed=_encloses(parted, whole.tolist(), name))
            for name in speaker.tolist()
            for verb in says.tolist()
        )
        return sides or self._opens_sentence(pieces, speaker, says, parted)

    def _opens_sentence(self, pieces: Longs, speaker: Longs, says: Longs, parted: Bools) -> bool:
        """Return whether the speaker opens a sentence with its first verb of saying later: «جونز الخبير في … قال»."""
        if self.ranking.question.office:
            return False
        starts = self.ranking.found.piece_ends[np.arange(*pieces)] - self.ranking.found.piece_ends[pieces[0]]
        for name in speaker.tolist():
            opens = bool(((name >= starts) & (name - starts < _OPENING)).any())
            verb = next((one for one in says.tolist() if one > name), None)
            if opens and verb is not None and verb - name <= _FAR and not parted[name:verb].any():
                return True
        return False


def silent(question: ParsedQuestion, terms: QueryVocabulary, analyser: Analyser) -> tuple[str, str]:
    """Return whom a question names as having spoken, as it is written there; else the name that the archive lacks."""
    words = [word for word in question.words if word.speaker]
    *_, last = named = [spelled(question.text, word, analyser) for word in words]
    return (" ".join(named), "") if terms.holds(words[-1].form.stem) else ("", last)


def by_speaker(speech: Speech, windows: Windows, chosen: Sequence[int]) -> list[int]:
    """Return those of the chosen quotes that answer what somebody said, their own words first; all where none does."""
    told = [window for window in chosen if speech.attributes(windows, window)]
    return sorted(told or chosen, key=lambda window: not speech.speaks(windows.ranges[window]))


def _encloses(parted: Bools, named: Sequence[int], name: int) -> bool:
    """Return whether marks enclose a name that ends with this word: «صحيفة “واشنطن بوست” قد كشفت»."""
    first = name
    while first - 1 in named and not parted[first - 1]:
        first -= 1
    return first > 0 and bool(parted[first - 1])


def _beside(flags: NDArray[np.uint16], parted: Bools, verb: int, name: int, *, enclosed: bool) -> bool:
    """Return whether a verb of saying is the speaker's: right behind it, or before it with no particle between."""
    if verb > name:
        return verb - name <= _AHEAD and not parted[name + int(enclosed) : verb].any()
    return name - verb <= _BEHIND and not np.any(flags[verb + 1 : name] & int(Flag.STOP))
