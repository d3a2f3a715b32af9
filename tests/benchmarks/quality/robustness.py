"""How answers bear what people do to questions: slips of the finger, politeness, dialects, letters drawn out.

Run it by hand: `python -m tests.benchmarks.quality.robustness --set NAME ARTICLES QUESTIONS [--set …]`.

Every question of the sets is asked in each way, with refusals as they are set; dice are seeded. The table is Markdown.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.tuning import Tuning
from tests.benchmarks.quality.sets import Variant, add_sets, bench, language, row, shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.quality.sets import Bench

SEED = 5
SHORTEST = 5  # letters of a word in which one is changed
LETTERS = "ابتسرنمليو"
BEFORE = ("لو سمحت ممكن تقولي", "مرحبا، أريد أن أعرف", "عندي سؤال:", "أرجو إفادتي", "هل يمكنك أن تخبرني")
AFTER = ("شكرا", "من فضلك", "وشكرا جزيلا لك", "بالضبط", "؟؟؟!!")
DIALECTS = {
    "ماذا": "شو", "ما": "شو", "من": "مين", "لماذا": "ليش", "أين": "وين", "اين": "وين", "متى": "إيمتى", "كيف": "ازاي",
    "كم": "قديش", "الذي": "اللي", "التي": "اللي",
}  # fmt: skip
PARTICLES = frozenset(
    "ما ماذا من متى أين اين كيف كم لماذا هل أي اي في إلى على عن هو هي الذي التي كان كانت تم".split()  # noqa: SIM905
)


def slip(question: str, dice: random.Random) -> str:
    """One letter of a longer word left out, changed or exchanged with its neighbour."""
    said = question.rstrip("؟? .").split()
    long = [place for place, word in enumerate(said) if len(word) >= SHORTEST]
    if not long:
        return question
    place = dice.choice(long)
    word = said[place]
    at = dice.randrange(2, len(word) - 1)
    said[place] = dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + dice.choice(LETTERS) + word[at + 1 :],
        )
    )
    return " ".join(said)


def drawn_out(question: str, dice: random.Random) -> str:
    """The last letter of a word three times or more."""
    said = question.rstrip("؟? .").split()
    place = dice.randrange(len(said))
    said[place] += said[place][-1] * dice.randrange(2, 6)
    return " ".join(said)


def polite(question: str, dice: random.Random) -> str:
    """Something kind before and after."""
    return f"{dice.choice(BEFORE)} {question.rstrip('؟? ')} {dice.choice(AFTER)}"


def spoken(question: str, _: random.Random) -> str:
    """With the question words of dialects."""
    return " ".join(DIALECTS.get(word, word) for word in question.split())


def keywords(question: str, _: random.Random) -> str:
    """Without question words and particles, as a search engine is asked."""
    return " ".join(word for word in question.rstrip("؟? .").split() if word not in PARTICLES) or question


def careless(question: str, _: random.Random) -> str:
    """Without hamzas and the dots of ة and ى, as most people type."""
    return question.translate(str.maketrans("ةأإآىئ", "هااايي"))


def vowelled(question: str, dice: random.Random) -> str:
    """With vowel marks here and there."""
    return re.sub("[ب-ي]", lambda found: found[0] + ("\u064e" if dice.random() < 0.3 else ""), question)


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "as asked": lambda question, _: question,
    "one letter wrong": slip,
    "a letter drawn out": drawn_out,
    "polite words around": polite,
    "question words of dialects": spoken,
    "keywords alone": keywords,
    "without hamzas, ة as ه": careless,
    "with some vowel marks": vowelled,
}


def table(benches: list[Bench], tuning: Tuning, ways: dict[str, Callable[[str, random.Random], str]]) -> None:
    """Print the first article right, the first quote right and what is refused, for each way of asking."""
    archives = [one.archive(Variant("as set", tuning, language())) for one in benches]
    for name, way in ways.items():
        cells = []
        for one, archive in zip(benches, archives, strict=True):
            dice = random.Random(SEED)
            asked = [replace(gold, question=way(gold.question, dice)) for gold in one.asked.questions]
            outcomes = one.outcomes(archive, asked)
            refused = float(np.mean([not outcome.answered for outcome in outcomes]))
            cells += [*shares(outcomes), f"{refused:.3f}"]
        row(name, *cells)


def main() -> None:
    """Print the table, and what misspelt words get without the view that is for them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(parser)
    benches = [bench(*given) for given in parser.parse_args().set]
    figures = ("article@1", "quote@1", "refused")
    row("asked", *(f"{one.asked.name} {figure}" for one in benches for figure in figures))
    row(*["---"] * (1 + len(figures) * len(benches)))
    table(benches, Tuning(), WAYS)
    tuning = Tuning()
    without = replace(tuning, first_stage=replace(tuning.first_stage, misspelling=0.0))
    table(benches, without, {"one letter wrong, taken as written": slip})


if __name__ == "__main__":
    main()
