"""Every number that shapes an answer, with the defaults that `config/settings.toml` repeats and explains."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.bm25.weights import Parameters

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PassageLimits:
    """All in words: a quote's most, a passage's usual length, and how far apart passages begin."""

    quote: int = 60
    passage: int = 110
    step: int = 55


@dataclass(frozen=True, slots=True)
class FirstStage:
    """How many passages are looked at closely, and what the views of a question word count in finding them.

    Of a longer question the heaviest `words` are looked for, so that no question costs more than another.
    """

    words: int = 24
    candidates: int = 200
    stem: float = 1.0
    root: float = 1.0
    particle: float = 0.5
    synonym: float = 0.6
    misspelling: float = 0.5


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """What each passage feature counts; see `retrieval.ranking.features`."""

    bm25: float = 1.9
    grams: float = 6.8
    pairs: float = 2.3
    titled_coverage: float = 13.4
    titled_coverage_squared: float = -7.8
    titled: float = 2.1
    titled_sentence: float = 5.4
    two_sentences: float = 0.9
    title_share: float = 2.7
    answer_type: float = 1.1
    opening: float = 0.8
    length: float = -0.4


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What each feature of a sentence counts for holding the answer; see `retrieval.ranking.sentences`."""

    asked: float = 2.0
    two_sentences: float = 2.0
    near: float = 3.0
    answer: float = 1.6
    grams: float = 2.6
    passage: float = 0.4
    beginning: float = 5.5
    start: float = -2.2
    definition: float = 4.3
    short: float = -0.65


@dataclass(frozen=True, slots=True)
class WindowWeights:
    """What counts for a quote beside how likely its sentences are to answer.

    Its length as a part of the longest, whether it begins where a sentence does, and whether it begins with a report
    of someone whom only the sentence before names («وأضاف أن»).
    """

    words: float = -0.2
    opens: float = 0.1
    speakerless: float = -0.1


@dataclass(frozen=True, slots=True)
class Quotes:
    """How quotes are chosen: at most `most`.

    A further one meets at least `telling` of the telling words that the first one meets, and may share at most
    `alike` of its words with one already chosen; one of another article that has `agreeing` of the first one's
    coverage is taken to report on the same. An unlikely one, which is shown only to those who ask for more, needs
    `least` of it. The best `passages` are searched for windows.
    """

    most: int = 3
    least: float = 0.35
    agreeing: float = 0.8
    telling: float = 0.5
    alike: float = 0.6
    passages: int = 12


@dataclass(frozen=True, slots=True)
class FurtherWeights:
    """A logistic model of "this further quote holds an answer", and how probable that has to be for it to be shown.

    What counts is the logarithm of how `likely` its sentences are to answer, how far its passage is `behind` that of
    the first quote, and whether it is of the `same` article.
    """

    bias: float = -1.57
    likely: float = 0.69
    behind: float = -0.3
    same: float = 1.32
    threshold: float = 0.08


@dataclass(frozen=True, slots=True)
class VerdictWeights:
    """A logistic model of "the archive answers", and how probable that has to be for quotes to be shown.

    The signals are those of `retrieval.ranking.confidence`. Half of the questions it was fitted on were foreign.
    """

    bias: float = -1.27
    lead: float = 0.0546
    evidence: float = 1.36
    grams: float = 4.7
    title_share: float = 1.79
    exact: float = -0.136
    unnamed: float = -0.19
    unanswering: float = -0.651
    ending: float = -0.675
    missing: float = -1.71
    lacking: float = -0.372
    threshold: float = 0.25


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """A logistic model of "the first quote holds the answer", of the same signals."""

    bias: float = -0.991
    lead: float = 0.133
    evidence: float = 0.472
    grams: float = 0.0218
    title_share: float = 0.622
    exact: float = -0.0361
    unnamed: float = -0.117
    unanswering: float = -0.282
    ending: float = -0.514
    missing: float = -0.111
    lacking: float = -0.155
    likely: float = 0.748
    ahead: float = 0.348


@dataclass(frozen=True, slots=True)
class ScopedWeights(ConfidenceWeights):
    """The same where few articles alone are asked, and how probable it has to be for these to be taken to answer.

    The best of few is ahead of none, and is near to some question or other: half of what this was fitted on were
    questions to articles that do not answer them.
    """

    bias: float = -0.565
    lead: float = 0.0
    evidence: float = 0.687
    grams: float = 1.77
    title_share: float = -0.511
    exact: float = 0.0
    unnamed: float = -0.0393
    unanswering: float = -0.411
    ending: float = -0.828
    missing: float = -1.64
    lacking: float = 0.0
    likely: float = 1.59
    ahead: float = 0.0
    threshold: float = 0.25


@dataclass(frozen=True, slots=True)
class SemanticPassageWeights(PassageWeights):
    """The same, and what it counts to be near the question in meaning: the passage, and its nearest sentence."""

    bm25: float = 1.1
    grams: float = 5.4
    pairs: float = 2.5
    titled_coverage: float = 10.8
    titled_coverage_squared: float = -6.0
    titled: float = 0.8
    titled_sentence: float = 6.2
    two_sentences: float = 1.1
    title_share: float = 1.7
    answer_type: float = 1.0
    opening: float = 0.35
    length: float = -0.8
    meaning: float = 40.0
    nearest_sentence: float = 60.0


@dataclass(frozen=True, slots=True)
class SemanticSentenceWeights(SentenceWeights):
    """The same, and what it counts to be near the question in meaning."""

    asked: float = 1.6
    two_sentences: float = 1.8
    near: float = 3.0
    answer: float = 1.2
    grams: float = 2.6
    passage: float = 0.03
    beginning: float = 5.7
    start: float = -2.3
    definition: float = 3.4
    short: float = -0.3
    meaning: float = 31.0


@dataclass(frozen=True, slots=True)
class SemanticVerdictWeights(VerdictWeights):
    """The same, and what nearness in meaning counts; see `retrieval.ranking.confidence.meant`."""

    bias: float = -59.2
    lead: float = 0.0822
    evidence: float = 1.57
    grams: float = 3.15
    title_share: float = 0.146
    exact: float = -0.197
    unnamed: float = -0.207
    unanswering: float = -0.214
    ending: float = -0.557
    missing: float = -1.29
    lacking: float = -0.512
    near: float = 33.2
    typical: float = 35.6
    threshold: float = 0.25


@dataclass(frozen=True, slots=True)
class SemanticConfidenceWeights(ConfidenceWeights):
    """The same, and what nearness in meaning counts."""

    bias: float = -18.5
    lead: float = 0.166
    evidence: float = 0.381
    grams: float = -1.69
    title_share: float = -0.306
    exact: float = -0.0383
    unnamed: float = -0.123
    unanswering: float = -0.162
    ending: float = -0.631
    missing: float = 0.468
    lacking: float = -0.314
    likely: float = 0.649
    ahead: float = 0.417
    near: float = -20.8
    near_quote: float = 29.4
    typical: float = 11.6


@dataclass(frozen=True, slots=True)
class SemanticScopedWeights(ScopedWeights):
    """The same, and what nearness in meaning counts."""

    bias: float = -12.3
    evidence: float = 0.341
    grams: float = 2.16
    title_share: float = -1.06
    unnamed: float = -0.109
    unanswering: float = 0.07
    ending: float = -0.605
    missing: float = -0.76
    likely: float = 1.33
    ahead: float = 0.0
    near: float = 3.06
    near_quote: float = 16.6
    typical: float = -5.63


@dataclass(frozen=True, slots=True)
class SemanticTuning:
    """What counts where there is an encoder of meaning, whose weights are fitted for themselves.

    The best `passages` of the ranking by words are compared, and `read` of them, if need be, while somebody waits.
    """

    passages: int = 20
    read: int = 5
    ranking: SemanticPassageWeights = field(default_factory=SemanticPassageWeights)
    sentences: SemanticSentenceWeights = field(default_factory=SemanticSentenceWeights)
    verdict: SemanticVerdictWeights = field(default_factory=SemanticVerdictWeights)
    confidence: SemanticConfidenceWeights = field(default_factory=SemanticConfidenceWeights)
    scoped: SemanticScopedWeights = field(default_factory=SemanticScopedWeights)


@dataclass(frozen=True, slots=True)
class Tuning:
    """All of them."""

    bm25: Parameters = field(default_factory=Parameters)
    passages: PassageLimits = field(default_factory=PassageLimits)
    first_stage: FirstStage = field(default_factory=FirstStage)
    ranking: PassageWeights = field(default_factory=PassageWeights)
    sentences: SentenceWeights = field(default_factory=SentenceWeights)
    windows: WindowWeights = field(default_factory=WindowWeights)
    quotes: Quotes = field(default_factory=Quotes)
    further: FurtherWeights = field(default_factory=FurtherWeights)
    verdict: VerdictWeights = field(default_factory=VerdictWeights)
    confidence: ConfidenceWeights = field(default_factory=ConfidenceWeights)
    scoped: ScopedWeights = field(default_factory=ScopedWeights)
    semantic: SemanticTuning = field(default_factory=SemanticTuning)

    def with_meaning(self) -> Tuning:
        """Return the same with the weights that count where meaning does."""
        counted = self.semantic
        return replace(
            self,
            ranking=counted.ranking,
            sentences=counted.sentences,
            verdict=counted.verdict,
            confidence=counted.confidence,
            scoped=counted.scoped,
        )


@lru_cache(maxsize=64)
def by_name(
    weights: PassageWeights | SentenceWeights | WindowWeights | VerdictWeights | ConfidenceWeights,
) -> Mapping[str, float]:
    """Return what each feature of a model counts, by its name; every question asks for the same few."""
    return asdict(weights)
