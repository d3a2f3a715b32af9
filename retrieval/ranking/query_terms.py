"""The question's words as terms of the archive: what to search for, and what each word and character gram weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import NUMERAL, SKELETON, Analyser, Flag
from retrieval.arabic.clitics import ARTICLE, without_colloquial, without_joined_article, without_pronoun
from retrieval.arabic.spelling import slips, sounds, spoken
from retrieval.arabic.stems import behind_particles, is_derived, is_verbal
from retrieval.ranking.candidates import Wanted

if TYPE_CHECKING:
    from retrieval.arabic.analysis import Form
    from retrieval.arabic.language import Language
    from retrieval.arrays import Floats
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.first_stage.source import TermStatistics
    from retrieval.query.question import ParsedQuestion, QueryWord
    from retrieval.tuning import FirstStage

_MOST_UNKNOWN = 4  # words of a question that are tried as misspelt, which takes half a millisecond each
_MOST_MEANT = (
    9  # words that one may be misspelt for: all are looked for, and the rest of the question decides
)
_REMEMBERED = 4096  # words whose synonyms an archive was looked through for
_COMMONER = (
    30  # times as often as a word what it may be another form of is to stand to be met by its synonyms
)
_VERB = 0.85
"""What a verb counts beside a noun: which passage answers is told by what it names, and what it says of that is put in
many ways. Of five question sets no figure falls, and in three the right article is first more often."""
_SO_THAT = ("لي", "لت", "لن")
_LEADERS = ("رييس", "زعيم")  # stems: who is called «الزعيم الروسي» is «الرئيس الروسي», too
_NO_NAMES = Flag.NUMBER | Flag.MONTH

Synonyms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class QueryVocabulary:
    r"""The archive's vocabulary with its frequencies.

    `forms` are its words as texts have them, each with \0 and its stem behind it, `gram_weights` the idf of the grams
    by number. What it holds of the `synonyms` of words that were asked is remembered as `looked_up`.
    """

    index: TermStatistics
    forms: Vocabulary
    grams: Vocabulary
    gram_weights: Floats
    synonyms: Synonyms
    looked_up: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def asked(self, question: ParsedQuestion, stage: FirstStage) -> ParsedQuestion:
        """Return `question` as this archive can be asked it.

        It keeps the `stage.words` words that weigh most, and says of those that the archive does not know what they may
        be misspelt for.
        """
        by_weight = sorted(question.words, key=lambda word: -word.weight * self.idf(word.form.stem))
        kept = set(by_weight[: stage.words])
        unknown = set([word for word in by_weight if not self._known(word, stage)][:_MOST_UNKNOWN])
        return replace(
            question,
            words=tuple(
                replace(word, meant=self._meant(word)) if word in unknown else word
                for word in question.words
                if word in kept
            ),
        )

    def absent(self, question: ParsedQuestion, stage: FirstStage) -> QueryWord | None:
        """Return a word of the question that names something of which the archive holds nothing; None without one.

        That is one in a form that Arabic derives no words by, «كولموغوروف», or else the last one if it is no verb: it
        mostly says what the question is about. A word is held where its stem or root is, one that stands for it or one
        a slip away; numbers, months and everyday words, which an archive may lack by chance, are taken to be held.
        """
        named = [word for word in question.words if not word.form.flags & _NO_NAMES]
        unknown = [word for word in named if not self._known(word, stage)]
        foreign = (word for word in unknown if self._is_foreign(word.form))
        last = (word for word in unknown if word is named[-1] and self.lacks(word, stage))
        # «من هو سيرغي شويغو؟»: what stands behind a first name is no verb, whatever it looks like.
        surname = any(word.form.flags & Flag.WHO for word in named[-2:-1])
        nouns = (
            word
            for word in chain(foreign, last)
            if not word.led and (not _is_deed(word.form.word) or (surname and word is named[-1]))
        )
        return next((word for word in nouns if not self._meant(word)), None)

    def unheld(self, question: ParsedQuestion, stage: FirstStage) -> QueryWord | None:
        """Return the first noun of the question of which the archive holds at most the root; None without one."""
        named = (word for word in question.words if not word.form.flags & _NO_NAMES)
        unknown = (word for word in named if not self._known(word, stage))
        nouns = (word for word in unknown if not (word.led or _is_deed(word.form.word)))
        return next((word for word in nouns if not self._meant(word)), None)

    def lacks(self, word: QueryWord, stage: FirstStage) -> bool:
        """Return whether `word` tells something and the archive holds neither it nor its root."""
        return not self._known(word, stage) and not self.held(word.form.root)

    def _is_foreign(self, form: Form) -> bool:
        """Return whether a word is a name of elsewhere that no other spelling of the archive has the skeleton of."""
        spelled = form.root.startswith(SKELETON) and self.held(form.root) > 0
        return not (form.flags & Flag.LATIN or spelled or is_derived(form.word))

    def weights(self, question: ParsedQuestion, stage: FirstStage) -> dict[str, float]:
        """Return the terms to look for, all views of the words, and what each counts."""
        weights: dict[str, float] = {}
        for word in question.words:
            _raise(weights, word.form.stem, stage.stem * word.weight)
            _raise(weights, word.form.root, stage.root * word.weight)
            for other, worth in self._others(word, stage):
                _raise(weights, other, worth * word.weight)
        weights.pop("", None)
        return weights

    def most(self, question: ParsedQuestion) -> float:
        """Return the score that a passage tends to that is full of the question's words."""
        return (self.index.k1 + 1) * sum(word.weight * self.idf(word.form.stem) for word in question.words)

    def alike(self, word: QueryWord) -> tuple[str, ...]:
        """Return the synonyms of `word`, and of what it is in the past, as the archive holds them."""
        stem = word.form.stem
        known = self.looked_up.get((stem, word.past))
        if known is None:
            past = [form for form in word.past if self.held(form) > self.held(stem)]
            synonyms = chain.from_iterable(self.synonyms.get(form, ()) for form in (stem, *past))
            every = dict.fromkeys((*past, *synonyms))
            forms = dict.fromkeys(form for one in every for form in (one, *behind_particles(one)))
            if len(self.looked_up) >= _REMEMBERED:
                self.looked_up.clear()
            known = self.looked_up[stem, word.past] = tuple(filter(self.held, forms))
        return known

    def standing_for(self, word: QueryWord, stage: FirstStage) -> frozenset[str]:
        """Return the stem of `word` and those of what stands for it."""
        return frozenset((word.form.stem, *(other for other, _ in self._others(word, stage))))

    def holds(self, stem: str) -> bool:
        """Return whether a passage that stands holds `stem`."""
        return self.held(stem) > 0

    def wanted(self, question: ParsedQuestion, stage: FirstStage) -> Wanted:
        """Return the question in numbers of the archive."""
        words = question.words
        stems = ["", *(word.form.stem for word in words), ""]
        worth = [word.weight * (_VERB if word.verb else 1.0) for word in words]
        weights = np.array([one * self.idf(word.form.stem) for one, word in zip(worth, words, strict=True)])
        grams, gram_weights = self._grams(question)
        return Wanted(
            stems=np.array([self._number(word.form.stem) for word in words], dtype=np.int64),
            roots=np.array([self._number(word.form.root) for word in words], dtype=np.int64),
            others=tuple(
                (place, number, worth)
                for place, word in enumerate(words)
                for other, worth in self._others(word, stage)
                # «الطفل الرضيع» is not met twice by «طفل».
                if other not in (stems[place], stems[place + 2]) and (number := self._number(other)) >= 0
            ),
            expected=np.array(
                sorted({number for stem in question.expected if (number := self._number(stem)) >= 0}),
                dtype=np.int64,
            ),
            units=np.array([word.unit for word in words]),
            leaders=np.array([number for stem in _LEADERS if (number := self._number(stem)) >= 0], np.int64),
            weights=weights / weights.sum(),
            grams=grams,
            gram_weights=gram_weights,
        )

    def idf(self, stem: str) -> float:
        """Return ln(1 + (N - df + ½) / (df + ½)): never negative, and most for a stem of no passage."""
        return _idf_of(self.held(stem), self.index.corpus_size)

    def _known(self, word: QueryWord, stage: FirstStage) -> bool:
        """Return whether the archive holds `word`, or the word lists do, and a small archive happens not to."""
        stem = word.form.stem
        if word.telling < 1 or stem in self.synonyms:
            return True
        return self.held(stem) > 0 or any(self.held(other) for other, _ in self._readings(word, stage))

    def _meant(self, word: QueryWord) -> tuple[str, ...]:
        """Return the commonest of the archive's terms that a word it does not hold may be a slip for.

        They are the stems of its words that are one slip away: «المتنبي» is not «المذنب», though their stems are close.
        A foreign name may be spelled with other letters for one of its sounds, too, and so is what dialects say for a
        word of Arabic («دبحوه»). A government that the archive lacks by one name is meant by its others.
        """
        if named := tuple(filter(self.held, word.instead)):
            return named
        form = word.form
        bare = without_joined_article(form.word)
        likely = slips(bare) if is_derived(form.word) else chain(slips(bare), sounds(bare))
        beginnings = (f"{begin}{other}\0" for other in likely for begin in ("", ARTICLE))
        forms = (held for beginning in beginnings for held in self.forms.terms_beginning(beginning))
        stems = {stem for held in forms if not (stem := held.partition("\0")[2]).startswith(NUMERAL)}
        if is_derived(form.word):
            stems.update(chain.from_iterable(map(spoken, (form.stem, *word.readings))))
        stems.update(slips(form.stem) if (without_pronoun(bare) or bare).endswith(form.stem) else ())
        held = {stem: often for stem in stems if (often := self.held(stem))}
        return tuple(sorted(held, key=lambda stem: (-held[stem], stem))[:_MOST_MEANT])

    def _others(self, word: QueryWord, stage: FirstStage) -> Iterator[tuple[str, float]]:
        """Yield stems that stand for `word`, and what each counts."""
        yield from self._readings(word, stage)
        for other in word.meant:
            yield other, stage.misspelling
        for other in word.names:
            yield other, stage.synonym

    def _readings(self, word: QueryWord, stage: FirstStage) -> Iterator[tuple[str, float]]:
        """Yield synonyms of `word`, and what else the archive may hold it by.

        Analysis takes a particle (ل in «لمصر») only off long words, for it may be the word's own letter; here the
        archive's vocabulary decides: a reading that it does not hold matches nothing, and a shorter one counts only
        where it is the commoner word.
        """
        stem = word.form.stem
        for synonym in self.alike(word):
            yield synonym, stage.synonym
        for reading in word.readings:
            if len(reading) > len(stem) or self.held(reading) > self.held(stem):
                yield reading, stage.particle
                if self.held(reading) > _COMMONER * self.held(stem):  # «بالزبالة» is met by «القمامة»
                    worth = stage.particle * stage.synonym
                    yield from ((synonym, worth) for synonym in self.synonyms.get(reading, ()))
        if bare := without_colloquial(stem):
            yield bare, stage.particle

    def held(self, stem: str) -> int:
        """Return in how many passages `stem` stands."""
        number = self._number(stem)
        return self.index.document_frequency(number) if number >= 0 else 0

    def _number(self, term: str) -> int:
        row = self.index.row(term) if term else None
        return -1 if row is None else row

    def _grams(self, question: ParsedQuestion) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Floats]:
        """Return the grams that the archive knows, ascending, and the part of the weight of all that each has."""
        asked: dict[str, float] = {}
        for word in question.words:
            for gram in word.form.grams:
                _raise(asked, gram, word.weight)
        unknown = _idf_of(0, self.index.corpus_size)
        rows = {gram: self.grams.row(gram) for gram in asked}
        weighed = {
            gram: weight * (unknown if (row := rows[gram]) is None else float(self.gram_weights[row]))
            for gram, weight in asked.items()
        }
        total = sum(weighed.values()) or 1.0
        known = sorted((row, weighed[gram] / total) for gram, row in rows.items() if row is not None)
        return np.array([row for row, _ in known], dtype=np.int64), np.array([part for _, part in known])


def gram_weights(frequencies: Floats, passages: int) -> Floats:
    """Return the idf of grams that occur `frequencies` times in all.

    In how many passages a gram stands is not counted but expected, as if its occurrences fell evenly.
    """
    held = passages * -np.expm1(-frequencies / max(passages, 1))
    return _idf(held, passages)


@lru_cache(maxsize=4)
def synonyms(language: Language) -> Synonyms:
    """Return stem → the stems of its synonyms, from the language's groups; every archive of a language has the same."""
    analyser = Analyser(language)
    found: dict[str, dict[str, None]] = {}
    for group in language.thesaurus.synonyms:
        stems = list(dict.fromkeys(stem for word in group if (stem := analyser.stem(word))))
        for stem in stems:
            found.setdefault(stem, {}).update((other, None) for other in stems if other != stem)
    return {stem: tuple(others) for stem, others in found.items()}


def _raise(weights: dict[str, float], term: str, weight: float) -> None:
    weights[term] = max(weights.get(term, 0.0), weight)


def _idf(held: Floats, passages: int) -> Floats:
    return np.log1p((passages - held + 0.5) / (held + 0.5))


@lru_cache(maxsize=1 << 12)
def _idf_of(held: int, passages: int) -> float:
    """Return the idf of one term: numpy takes longer to begin than to count, and few counts differ."""
    return float(_idf(np.array(held), passages))


def _is_deed(word: str) -> bool:
    """Return whether a folded word looks like a verb, also behind the ل of what for: «ليجلس»."""
    return is_verbal(word) or (word.startswith(_SO_THAT) and is_verbal(word[1:]))
