"""Fits the two models of the verdict on archives of all sizes, and says what they refuse and how sure they rightly are.

Run it by hand, whenever the ranking or the choice of quotes has changed:
`python -m tests.benchmarks.quality.verdict --set NAME ARTICLES QUESTIONS [--set …] [--asked NAME QUESTIONS …]
[--threshold 0.3] [--trials FILE] [--meaning WEIGHTS FOLDER]`.

ARTICLES are gzipped JSON lines of id, title and text, QUESTIONS a file as `isnad evaluate` reads it; `--asked` gives
further files to ask of the archive NAME. Questions that name no article are foreign to it. A set that has none is
asked what the other such sets are asked. Of a set of more articles than one of `SIZES`, smaller archives are drawn,
too, whose own questions are those that lost no article. Every set weighs the same, however many archives it makes;
the table is of weights that were fitted without the set, the last lines are weights fitted on all, as settings.toml
has them. `--only-measure` takes the weights that ship instead. `--trials` names a file that keeps what the questions
showed; where it is there already, nothing is asked again. With `--meaning`, meaning counts beside words, and the
weights are those of `retrieval.semantic`. `--only N` asks at most N questions of a file, evenly taken.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retrieval.evaluation.gold import read
from retrieval.evaluation.grading import QUOTES, grade
from retrieval.records import Verdict
from retrieval.semantic.vectors import Vectors
from retrieval.tuning import (
    ConfidenceWeights,
    SemanticConfidenceWeights,
    Tuning,
    VerdictWeights,
)
from tests.benchmarks.quality.sets import (
    Bench,
    Set,
    Variant,
    add_meaning,
    add_sets,
    bench,
    evenly,
    language,
    meaning,
    refusing_none,
    row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.arabic.language import Language
    from retrieval.arrays import Floats
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.semantic.meaning import Meaning

    Weights = VerdictWeights | ConfidenceWeights

SIZES = (300, 1000, 3000)
STRANGERS = 300  # questions taken of each other set
FOREIGN_SHARE = 0.1  # of the questions that confidence is fitted on
SEED = 2026
RIDGE = 0.01  # of the penalty on weights of standardised signals, a part of a question each
SIGNALS = tuple(field.name for field in fields(SemanticConfidenceWeights) if field.name != "bias")


@dataclass(frozen=True, slots=True)
class Trial:
    """A question of one archive: what it showed, and whether it is answerable there and its first quote right.

    `absent` says that it is refused for the lack of a word, `graded` that it is known what a right quote holds.
    """

    group: str
    signals: tuple[float, ...]
    own: bool
    graded: bool
    right: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of `names` behind a bias."""

    names: tuple[str, ...]
    bias: float
    weights: Floats

    def of(self, trials: Sequence[Trial]) -> Floats:
        """Return what the model makes of each of N trials, 0…1."""
        found = np.array([trial.signals for trial in trials])
        found = found[:, [SIGNALS.index(name) for name in self.names]]
        return 1 / (1 + np.exp(-np.clip(self.bias + found @ self.weights, -30, 30)))


def trials(asked: Set, known: Language, meant: Meaning | None) -> Iterator[Trial]:
    """Ask the archive of a set all its questions, refusing none."""
    one = Bench(asked)
    archive = one.archive(Variant("", refusing_none(), known))
    for gold in asked.questions:
        if meant:
            one.read(archive, gold.question, meant)
        found = archive.find(gold.question, QUOTES, None, meant)
        answered = archive.answer(found, asked.articles) if found.places else None
        outcome = grade(gold, found, answered) if answered else None
        right = outcome is not None and (outcome.quote == 1 if outcome.graded else outcome.rank == 1)
        signals = tuple(found.signals.get(name, 0.0) for name in SIGNALS)
        graded = bool(gold.articles and gold.answers)
        absent = found.verdict is Verdict.NOT_FOUND
        yield Trial(gold.kind, signals, bool(gold.articles), graded, right, absent)


def names(weights: Weights) -> tuple[str, ...]:
    """The signals that a model weighs."""
    return tuple(name for name in asdict(weights) if name not in {"bias", "threshold"})


def fit(weighed: tuple[str, ...], trials: Sequence[Trial], wanted: Floats, weights: Floats) -> Model:
    """Fit a logistic regression; `wanted` (N) are 0 or 1, `weights` (N) what each trial counts."""
    found = np.array([trial.signals for trial in trials])[:, [SIGNALS.index(name) for name in weighed]]
    means, deviations = found.mean(axis=0), found.std(axis=0) + 1e-9
    at = _regressed((found - means) / deviations, wanted, weights)
    scaled = at[1:] / deviations
    return Model(weighed, float(at[0] - means @ scaled), scaled)


def _regressed(found: Floats, wanted: Floats, weights: Floats) -> Floats:
    """Return a bias and a weight for each signal of `found` (N × S), found by Newton's method."""
    given = np.column_stack([np.ones(len(found)), found])
    weights = weights / weights.mean()
    penalty = RIDGE * len(found) / 100 * np.diag([0.0, *[1.0] * found.shape[1]])
    at = np.zeros(given.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-np.clip(given @ at, -30, 30)))
        slope = given.T @ (weights * (wanted - odds)) - penalty @ at
        curve = (given * (weights * odds * (1 - odds))[:, None]).T @ given + penalty
        at = at + np.linalg.solve(curve + 1e-9 * np.eye(len(at)), slope)
    return at


def judge(archives: dict[str, list[Trial]], weighed: VerdictWeights) -> Model:
    """Fit "the archive answers": own questions and foreign ones of each archive count the same in all."""
    every = [trial for held in archives.values() for trial in held if any(trial.signals)]
    weights = np.concatenate(
        [_shares(name, held, archives, 0.5, graded=False) for name, held in archives.items()]
    )
    return fit(names(weighed), every, np.array([float(trial.own) for trial in every]), weights)


def calibrate(archives: dict[str, list[Trial]], weighed: ConfidenceWeights) -> Model:
    """Fit "the first quote holds the answer" on the questions whose answer's words are known, and foreign ones."""
    kept = {name: [t for t in held if t.graded or not t.own] for name, held in archives.items()}
    kept = {name: held for name, held in kept.items() if any(trial.own for trial in held)}
    every = [trial for held in kept.values() for trial in held if any(trial.signals)]
    weights = np.concatenate(
        [_shares(name, held, kept, FOREIGN_SHARE, graded=True) for name, held in kept.items()]
    )
    return fit(names(weighed), every, np.array([float(trial.right) for trial in every]), weights)


def fitted(archives: dict[str, list[Trial]], tuning: Tuning, threshold: float) -> tuple[Model, Model]:
    """Fit both models; quotes are shown from that probability of an answer on."""
    answers = judge(archives, tuning.verdict)
    return answers, scaled(calibrate(archives, tuning.confidence), answers, archives, threshold)


def scaled(sure: Model, answers: Model, archives: dict[str, list[Trial]], threshold: float) -> Model:
    """Scale what a model is sure of to how often the quotes that are shown are right (Platt 1999).

    Foreign questions tell which signals speak against a quote. How many of them readers ask nobody knows, and most are
    refused: how sure an answer is follows from the own ones that are shown.
    """
    shown = {name: [t for t in held if t.own and t.graded] for name, held in archives.items()}
    shown = {name: _shown(held, answers, threshold) for name, held in shown.items() if held}
    every = [trial for held in shown.values() for trial in held]
    odds = np.clip(sure.of(every), 1e-9, 1 - 1e-9)
    weights = np.concatenate([_shares(name, held, shown, 0.0, graded=True) for name, held in shown.items()])
    right = np.array([float(trial.right) for trial in every])
    bias, slope = _regressed(np.log(odds / (1 - odds))[:, None], right, weights)
    return Model(sure.names, float(bias + slope * sure.bias), slope * sure.weights)


def _shown(held: list[Trial], answers: Model, threshold: float) -> list[Trial]:
    likely = zip(held, answers.of(held), strict=True)
    return [trial for trial, answered in likely if answered >= threshold and not trial.absent]


def _shares(
    name: str, held: list[Trial], archives: dict[str, list[Trial]], foreign: float, *, graded: bool
) -> Floats:
    """Return what each trial of an archive counts, foreign ones so much of all; sets of several archives count once."""
    own = np.array([trial.own for trial in held if any(trial.signals)])
    alike = sum(_set(other) == _set(name) for other in archives)
    shares = np.where(own, (1 - foreign) / max(own.sum(), 1), foreign / max((~own).sum(), 1))
    if graded:  # few questions tell little of how often quotes are right
        shares = shares * np.sqrt(own.sum())
    return np.asarray(shares / np.sqrt(alike))


def _set(name: str) -> str:
    return name.partition("-")[0]


def table(name: str, held: list[Trial], answers: Floats, sure: Floats, threshold: float) -> None:
    """Print a row for each group of own questions and one for each of foreign ones."""
    refused = (answers < threshold) | np.array([trial.absent for trial in held])
    own = np.array([trial.own for trial in held])
    right = np.array([trial.right for trial in held])
    for group in sorted({(trial.own, trial.group) for trial in held}, reverse=True):
        at = np.array([(trial.own, trial.group) == group for trial in held])
        shown = at & ~refused
        figures = (
            f"{np.mean(refused[at]):.3f}",
            f"{np.mean(refused[at & right]):.3f}" if group[0] else "–",
            f"{_ece(sure[shown], right[shown]):.3f}" if group[0] and shown.any() else "–",
            f"{sure[shown].mean():.2f} / {right[shown].mean():.2f}" if group[0] and shown.any() else "–",
        )
        row(name, "own" if group[0] else "foreign", group[1] or "–", str(at.sum()), *figures)
    if own.any() and not own.all():
        row(name, "AUC", "", "", f"{_auc(answers[own], answers[~own]):.3f}", "", "", "")


def _ece(sure: Floats, right: Floats) -> float:
    """The expected calibration error over ten equal bins (Naeini, Cooper and Hauskrecht 2015)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(float((sure[bins == one] - right[bins == one]).sum())) for one in range(10)]
    return sum(gaps) / len(sure)


def _auc(own: Floats, foreign: Floats) -> float:
    """Return how often an own question is judged above a foreign one, ties counting half."""
    ordered = np.sort(foreign)
    below = np.searchsorted(ordered, own, "left") + np.searchsorted(ordered, own, "right")
    return float(below.mean() / 2 / len(foreign))


def archives(
    benches: Sequence[Bench], further: Iterable[Sequence[str]], only: int | None = None
) -> Iterator[Set]:
    """Yield every set with all its questions, and what is drawn of the large ones; of each file at most `only`."""
    more: dict[str, list[GoldQuestion]] = defaultdict(list)
    sets = {one.asked.name: one.asked for one in benches}
    sets = {name: replace(one, questions=evenly(one.questions, only)) for name, one in sets.items()}
    for name, path in further:
        found = evenly(read(Path(path).read_bytes(), path, sets[name].articles), only)
        label = Path(path).name.partition(".questions")[0].partition(".jsonl")[0]
        more[name] += [replace(gold, id=f"{label} {gold.id}", kind=gold.kind or label) for gold in found]
    labelled = {
        name: replace(one, questions=[replace(g, kind=g.kind or name) for g in one.questions] + more[name])
        for name, one in sets.items()
    }
    short = [name for name, one in labelled.items() if all(gold.articles for gold in one.questions)]
    for name, one in labelled.items():
        strangers = [gold for other in short if other != name for gold in _strangers(labelled[other])]
        whole = replace(one, questions=one.questions + strangers) if name in short else one
        yield from (drawn(whole, size) for size in SIZES if 2 * size < len(one.articles))
        yield whole


def _strangers(other: Set) -> list[GoldQuestion]:
    """Some questions of another set, as questions without an answer."""
    chance = np.random.default_rng(SEED)
    chosen = chance.permutation(len(other.questions))[:STRANGERS]
    return [replace(other.questions[place], articles=frozenset(), answers=()) for place in chosen]


def drawn(whole: Set, size: int) -> Set:
    """Draw so many articles of a set, half of them at most ones that are asked about, and what can be asked of them."""
    chance = np.random.default_rng(SEED)
    asked = sorted({article for gold in whole.questions for article in gold.articles})
    kept = set(chance.permutation(asked)[: size // 2].tolist())
    rest = sorted(whole.articles.keys() - set(asked))
    kept.update(chance.permutation(rest)[: size - len(kept)].tolist())
    questions = [gold for gold in whole.questions if gold.articles <= kept]
    return Set(
        f"{whole.name}-{size}", {id_: whole.articles[id_] for id_ in whole.articles if id_ in kept}, questions
    )


def shipped(weights: Weights) -> Model:
    """A model that ships."""
    weighed = names(weights)
    return Model(weighed, weights.bias, np.array([asdict(weights)[name] for name in weighed]))


def _without(archives: dict[str, list[Trial]], name: str) -> dict[str, list[Trial]]:
    return {other: held for other, held in archives.items() if _set(other) != _set(name)}


def _settings(section: str, model: Model) -> None:
    sys.stdout.write(f"\n[retrieval.{section}]\nbias = {model.bias:.3g}\n")
    for name, weight in zip(model.names, model.weights.tolist(), strict=True):
        sys.stdout.write(f"{name} = {weight:.3g}\n")


def _asked(given: argparse.Namespace) -> dict[str, list[Trial]]:
    """Return what all questions show in all archives."""
    known, found = language(), {}
    for asked in archives([bench(*one) for one in given.set], given.asked, given.only):
        meant = meaning(given.meaning, _set(asked.name)) if given.meaning else None
        found[asked.name] = list(trials(asked, known, meant))
        if meant:
            assert isinstance(meant.vectors, Vectors)
            meant.vectors.close()
        headline = f"{asked.name}: {len(asked.articles)} articles, {len(found[asked.name])} questions\n"
        sys.stderr.write(headline)
    return found


def _kept(file: Path | None) -> dict[str, list[Trial]]:
    """The trials that `file` keeps, none where it is not there."""
    return (
        msgspec.json.decode(file.read_bytes(), type=dict[str, list[Trial]]) if file and file.exists() else {}
    )


def main() -> None:
    """Ask, fit, and print."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.quality.verdict")
    add_sets(parser)
    parser.add_argument("--asked", nargs=2, action="append", default=[], metavar=("NAME", "QUESTIONS"))
    parser.add_argument("--threshold", type=float, default=Tuning().verdict.threshold)
    parser.add_argument("--only-measure", action="store_true")
    parser.add_argument("--trials", type=Path)
    parser.add_argument("--only", type=int, help="questions of each file, evenly taken")
    add_meaning(parser)
    given = parser.parse_args()
    tuning = Tuning().with_meaning() if given.meaning else Tuning()
    found = _kept(given.trials) or _asked(given)
    if given.trials:
        given.trials.write_bytes(msgspec.json.encode(found))
    row("archive", "", "questions", "of them", "refused", "of the right", "ECE", "sure / right")
    row(*["---"] * 8)
    for name, held in found.items():
        others = _without(found, name)
        judged, sure = shipped(tuning.verdict), shipped(tuning.confidence)
        if not given.only_measure:
            judged, sure = fitted(others, tuning, given.threshold)
        table(name, held, judged.of(held), sure.of(held), given.threshold)
    if not given.only_measure:
        judged, sure = fitted(found, tuning, given.threshold)
        sys.stdout.write("\nFitted on all:\n\n")
        for name, held in found.items():
            table(name, held, judged.of(held), sure.of(held), given.threshold)
        section = "semantic." if given.meaning else ""
        _settings(f"{section}verdict", judged)
        _settings(f"{section}confidence", sure)


if __name__ == "__main__":
    main()
