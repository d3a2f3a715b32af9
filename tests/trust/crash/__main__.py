"""Kills a working process at random moments, again and again, and looks each time at what is left.

Run it by hand: `make crash`, or `python -m tests.trust.crash --kills 400 --seed 1 [part…]`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from tests.trust.crash import notified, served, together, vector_writer
from tests.trust.crash.harness import Harness
from tests.trust.crash.left import LossError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.settings import Settings

LONGEST_LIFE = 4
"""Steps that a process may have begun when it is killed."""
LONG_ENOUGH = 2.5
"""Seconds in which an editor can answer a question, if the bot lives as long."""


async def run(kills: int, seed: int, folder: Path) -> Harness:
    """Kill so many processes one after another; raises LossError at the first thing lost."""
    harness = Harness(folder, seed)
    await harness.begin()
    dice = random.Random(seed)
    for _ in range(kills):
        await harness.kill(dice.randrange(LONGEST_LIFE + 1), dice.uniform(0, 1.5))
    return harness


async def _changed(kills: int, seed: int, folder: Path) -> None:
    """Kill while the archive is changed."""
    harness = await run(kills, seed, folder)
    print(f"{kills} kills while the archive was changed: nothing lost")
    for name, counter in (("during", harness.kills), ("found", harness.kept), ("finished", harness.done)):
        print(f"  {name}: " + ", ".join(f"{what} {count}" for what, count in sorted(counter.items())))
    print(
        f"  acknowledged: {harness.acknowledged['votes']} votes and follows, "
        f"{harness.acknowledged['answers']} answers of editors, "
        f"{harness.acknowledged['actions']} actions in the audit log; "
        "all there, each time, unless a backup from before them was put back"
    )
    print(f"  purged: {harness.purged} words of purged articles looked for in every file: none found")
    print(f"  vectors: {harness.vectors} made anew and compared")


async def _together(kills: int, seed: int, folder: Path) -> None:
    """Kill two loads at a time."""
    outcomes = await together.run(kills // 2, seed, folder / "together")
    print(f"{kills // 2 * 2} kills of two loads at once: nothing lost, each undone alone; {dict(outcomes)}")


async def _vectors(kills: int, seed: int, folder: Path) -> None:
    """Kill while vectors are written."""
    compared = await vector_writer.run(kills, seed, folder / "vectors")
    print(f"{kills} kills while vectors were written: {compared} compared, none lost or wrong")


async def _served(kills: int, seed: int, folder: Path) -> None:
    """Kill while readers are answered."""
    settings = await _stocked(folder / "served.db")
    crowd = await served.run(kills, seed, settings)
    answers, votes = crowd.answers(), served.votes(settings)
    print(f"{kills} kills while readers were answered: {answers.count(0)} of {len(answers)} questions lost")
    print(
        f"  answered twice: {sum(answers) - len(answers)}; thanks said: {crowd.thanked}, votes kept: {votes}"
    )
    if 0 in answers or crowd.thanked > votes:
        raise LossError("a question or a vote is lost")


async def _notified(kills: int, seed: int, folder: Path) -> None:
    """Kill while followers, and those who wait for an answer, are notified."""
    settings = await _stocked(folder / "notified.db")
    readers = await notified.run(kills, seed, settings, LONG_ENOUGH)
    due, lost, doubled = await notified.lost_and_doubled(readers, settings)
    answers = len(readers.desk.saved)
    print(f"{kills} kills while followers were notified: of {due} messages lost {lost}, sent twice {doubled}")
    print(f"  answers that an editor saw saved: {answers}; readers who waited for one: {readers.desk.waited}")
    if lost or doubled:
        raise LossError("a follower was not notified, or twice")


async def _stocked(archive: Path) -> Settings:
    settings = configuration.load(archive=archive, environ={})
    async with Library.open(settings) as library:
        await prepare(library)
    return settings


PARTS = {"changed": (_changed, 4), "together": (_together, 1), "vectors": (_vectors, 1), "served": (_served, 2),
         "notified": (_notified, 2)}  # fmt: skip
"""What is killed, and its share of the kills."""


async def _all(kills: int, seed: int, folder: Path, parts: Sequence[str]) -> None:
    shares = sum(PARTS[name][1] for name in parts)
    for name in parts:
        part, share = PARTS[name]
        await part(kills * share // shares, seed, folder)


def main() -> None:
    """Kill and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "part", nargs="*", choices=[*PARTS, []], help="what is killed: all, unless it is named"
    )
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="isnad-crash-"))
    try:
        asyncio.run(_all(given.kills, given.seed, folder, given.part or list(PARTS)))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
