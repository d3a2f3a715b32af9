"""Every number that shapes an answer, with the defaults that `config/settings.toml` repeats and explains."""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.index import Parameters
from retrieval.passages import PassageLimits


@dataclass(frozen=True, slots=True)
class FirstStage:
    """How many passages are looked at closely, and what the views of a question word count in finding them."""

    candidates: int = 200
    stem: float = 1.0
    root: float = 1.0
    synonym: float = 0.5


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """What each passage feature counts; see `retrieval.features`."""

    bm25: float = 6.0
    grams: float = 8.0
    pairs: float = 1.2
    titled_coverage: float = 3.5
    titled_sentence: float = 4.0
    two_sentences: float = 2.0
    title_share: float = 3.0
    answer_type: float = 1.1


@dataclass(frozen=True, slots=True)
class WindowWeights:
    """What each feature of a quotable window counts; see `retrieval.features`."""

    titled_coverage: float = 3.5
    soft_bm25: float = 1.1
    grams: float = 0.9
    answer_words: float = 2.5
    best_piece: float = 0.7
    words: float = 0.8
    new_words: float = 1.3
    context: float = 2.0
    gram_mass: float = 0.8


@dataclass(frozen=True, slots=True)
class Quotes:
    """How quotes are chosen: at most `most`; a further one needs `least` of the first one's coverage and may share at most
    `alike` of its words with one already chosen. `passages` are searched for windows."""

    most: int = 3
    least: float = 0.5
    alike: float = 0.6
    passages: int = 12


@dataclass(frozen=True, slots=True)
class VerdictWeights:
    """A logistic model of "the first quote answers" over the signals below, and the confidence that an answer needs."""

    bias: float = -3.0
    titled_coverage: float = 3.0
    sentence: float = 2.0
    grams: float = 2.0
    pairs: float = 0.5
    rarest: float = 1.0
    threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class Tuning:
    """All of them."""

    bm25: Parameters = field(default_factory=Parameters)
    passages: PassageLimits = field(default_factory=PassageLimits)
    first_stage: FirstStage = field(default_factory=FirstStage)
    ranking: PassageWeights = field(default_factory=PassageWeights)
    windows: WindowWeights = field(default_factory=WindowWeights)
    quotes: Quotes = field(default_factory=Quotes)
    verdict: VerdictWeights = field(default_factory=VerdictWeights)
