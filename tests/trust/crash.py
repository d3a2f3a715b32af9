"""Kills a working process at random moments, again and again, and looks each time at what is left.

Run it by hand: `make crash`, or `python -m tests.trust.crash --kills 200 --seed 1`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import tempfile
from pathlib import Path

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from tests.trust import notified, served
from tests.trust.harness import Harness
from tests.trust.left import LossError

LONGEST_LIFE = 4
"""Steps that a process may have begun when it is killed."""


async def run(kills: int, seed: int, folder: Path) -> Harness:
    """Kill so many processes one after another; raises LossError at the first thing lost."""
    harness = Harness(folder, seed)
    await harness.begin()
    dice = random.Random(seed)
    for _ in range(kills):
        await harness.kill(dice.randrange(LONGEST_LIFE + 1), dice.uniform(0, 1.5))
    return harness


async def _all(kills: int, seed: int, folder: Path) -> None:
    """Kill half of the times while the archive changes, and a quarter each while readers and followers are served."""
    serving = kills // 4
    changing = kills - 2 * serving
    harness = await run(changing, seed, folder)
    print(f"{changing} kills while the archive was changed: nothing lost")
    for name, counter in (("during", harness.kills), ("found", harness.kept), ("finished", harness.done)):
        print(f"  {name}: " + ", ".join(f"{what} {count}" for what, count in sorted(counter.items())))
    print(
        f"  acknowledged: {harness.acknowledged['votes']} votes and follows, "
        f"{harness.acknowledged['answers']} answers of editors, "
        f"{harness.acknowledged['actions']} actions in the audit log; "
        "all there, each time, unless a backup from before them was put back"
    )
    settings = configuration.load(archive=folder / "served.db", environ={})
    async with Library.open(settings) as library:
        await prepare(library)
    crowd = await served.run(serving, seed, settings)
    answers = crowd.answers()
    print(f"{serving} kills while readers were answered: {answers.count(0)} of {len(answers)} questions lost")
    votes = served.votes(settings)
    print(
        f"  answered twice: {sum(answers) - len(answers)}; thanks said: {crowd.thanked}, votes kept: {votes}"
    )
    if 0 in answers or crowd.thanked > votes:
        raise LossError("a question or a vote is lost")
    await _told(serving, seed, folder)


async def _told(kills: int, seed: int, folder: Path) -> None:
    settings = configuration.load(archive=folder / "notified.db", environ={})
    async with Library.open(settings) as library:
        await prepare(library)
    readers = await notified.run(kills, seed, settings)
    due, lost, doubled = await notified.lost_and_doubled(readers, settings)
    print(f"{kills} kills while followers were notified: of {due} messages lost {lost}, sent twice {doubled}")
    if lost or doubled:
        raise LossError("a follower was not notified, or twice")


def main() -> None:
    """Kill and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="isnad-crash-"))
    try:
        asyncio.run(_all(given.kills, given.seed, folder))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
