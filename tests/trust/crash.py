"""Kills a working process at random moments, again and again, and looks each time at what is left.

Run it by hand: `make crash`, or `PYTHONPATH=tests python -m trust.crash --kills 200 --seed 1`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from support.corpora import answering

from bot import settings as configuration
from bot.audit import Audit
from bot.journal import Journal
from bot.library import Library
from bot.store import Store
from retrieval.records import Verdict
from trust import served
from trust.plan import (
    DONE,
    LARGE,
    SOURCES,
    Deed,
    Kind,
    Shelf,
    file_of,
    halfway,
    outcome,
    rewritten,
    unique,
    write,
    written,
)

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from bot.settings import Settings

ROOT = Path(__file__).parents[2]
LONGEST_LIFE = 4
"""Steps that a process may have begun when it is killed."""
USUAL_STEP = 0.2
"""Seconds that a step is thought to take until some have been seen."""
ASKED = 6
VOTED = "SELECT token FROM questions JOIN feedback ON questions.id = feedback.question"


class LossError(AssertionError):
    """Something that was acknowledged is gone, or something is there that never was."""


@dataclass
class Harness:
    """One archive, the processes that work on it, and what it must hold."""

    folder: Path
    seed: int
    shelf: Shelf = field(default_factory=lambda: Shelf({}, frozenset()))
    files: dict[int, dict[str, str]] = field(default_factory=dict)
    """The articles of each source's file."""
    tokens: set[str] = field(default_factory=set)
    audited: set[str] = field(default_factory=set)
    next_step: int = 0
    pace: float = USUAL_STEP
    """Seconds that a step took last."""
    kills: Counter[str] = field(default_factory=Counter)
    """Kills by the deed that was under way."""
    done: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    """How deeds under way came out: old, new, or some batches."""

    @property
    def settings(self) -> Settings:
        return configuration.load(archive=self.folder / "archive.db", environ={})

    async def begin(self) -> None:
        """Load two sources, one of them large."""
        for source in (0, LARGE):
            write(self.folder, source, -1)
        async with Library.open(self.settings) as library, Journal.open(self.settings.journal):
            await library.load([file_of(self.folder, source) for source in (0, LARGE)])
        for source in (0, LARGE):
            self.shelf = outcome(Deed(Kind.ADD, -1, source), self.shelf, {})
        self.files = written(self.folder)

    async def kill(self, steps: int, part: float) -> None:
        """Let a process begin so many steps, kill it some part of a step later, judge what is left."""
        said = await self._lived(steps, part)
        cut = self._retold(said)
        self.kills[cut.kind if cut else "start"] += 1
        for name in ("archive.db", "archive.db.readers"):
            self._sound(self.folder / name)
        await self._judge(cut)

    async def _lived(self, steps: int, part: float) -> list[str]:
        """What the process said until it was killed."""
        arguments = (self.settings.archive, self.folder, self.seed, self.next_step)
        victim = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "trust.victim", *map(str, arguments), cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert victim.stdout
        said = [await victim.stdout.readline()]
        begun = time.monotonic()
        while sum(line.startswith(b"begin") for line in said) < steps and said[-1]:
            said.append(await victim.stdout.readline())
        if steps > 1:
            self.pace = (time.monotonic() - begun) / steps
        with suppress(TimeoutError):
            await asyncio.wait_for(victim.wait(), part * self.pace)
        return [*(line.decode() for line in said[1:]), *await _killed(victim)]

    def _retold(self, said: list[str]) -> Deed | None:
        """Follow what the process said it did; gives the deed that was under way."""
        under_way = None
        files = self.files
        for line in said:
            what, number, *tokens = line.split()
            deed = Deed.at(self.seed, int(number))
            under_way = deed if what == "begin" else None
            if what == "done":
                files = rewritten(deed, files)
                self.shelf = outcome(deed, self.shelf, files)
                self.tokens.update(tokens)
                self.done[deed.kind] += 1
                self.audited.add(deed.name)
            self.next_step = deed.number + 1
        self.files = written(self.folder)
        return under_way

    def _sound(self, file: Path) -> None:
        with closing(sqlite3.connect(file)) as database:
            for pragma in ("integrity_check", "foreign_key_check"):
                if (found := database.execute(f"PRAGMA {pragma}").fetchall()) not in ([("ok",)], []):
                    raise LossError(f"{file.name}: {pragma}: {found[:5]}")

    async def _judge(self, cut: Deed | None) -> None:
        """Open the archive as any start does and compare all it holds with all it must hold."""
        settings = replace(self.settings, retrieval=answering(self.settings.retrieval))
        async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
            await library.prepare()
            texts = {article.id: article.text async for article in library.stream()}
            await self._recognise(texts, cut, library)
            await self._search(library)
            votes = {row["token"] for row in await journal.database.rows(VOTED)}
            deeds = {
                entry.what for entry in await Audit(journal.database).latest(10**6) if entry.outcome == DONE
            }
        if lost := (self.tokens - votes) | (self.audited - deeds):
            raise LossError(f"acknowledged and gone: {lost}")

    async def _recognise(self, texts: dict[str, str], cut: Deed | None, library: Library) -> None:
        """See that this is a state that is allowed, and go on from it."""
        way = halfway(cut, self.shelf, self.files, texts) if cut else "whole"
        if way is None or (cut is None and texts != self.shelf.texts):
            raise LossError(
                f"after {cut}: these {len(texts)} articles are no state that was ever meant to be"
            )
        self.kept[way] += 1
        if not cut:
            return
        after = outcome(cut, self.shelf, self.files)
        store = Store(library.database, time.time)
        followed = frozenset(map(self._number, await store.sources()))
        withheld = await store.withheld()
        if followed not in {self.shelf.followed, after.followed} or (
            way == "new" and followed != after.followed
        ):
            raise LossError(f"after {cut}: it follows {followed}")
        if withheld not in {self.shelf.withheld, after.withheld} and way != "batches":
            raise LossError(f"after {cut}: it withholds {len(withheld)}")
        self.shelf = self.shelf.after(texts, followed, withheld)

    def _number(self, name: str) -> int:
        return next(
            number for number in range(SOURCES) if name == str(file_of(self.folder, number).resolve())
        )

    async def _search(self, library: Library) -> None:
        """The index knows the articles: some are found by a word that no other has."""
        dice = random.Random(len(self.shelf.texts) + self.next_step)
        for id_ in dice.sample(sorted(self.shelf.texts), min(ASKED, len(self.shelf.texts))):
            word = unique(self.shelf.texts[id_])
            answer = await library.ask(word)
            if answer.verdict is not Verdict.ANSWERED or answer.quotes[0].article.id != id_:
                raise LossError(f"{id_} is held and not found by {word}")


async def _killed(victim: Process) -> list[str]:
    """Kill the process, unless it has died of itself; gives the whole lines it had said."""
    assert victim.stdout and victim.stderr
    died = victim.returncode is not None
    if not died:
        victim.kill()
    said = await victim.stdout.read()
    complaint = (await victim.stderr.read()).decode()
    await victim.wait()
    if died:
        raise LossError(f"the process ended of itself:\n{complaint}")
    return said.decode().splitlines() if said.endswith(b"\n") or not said else said.decode().splitlines()[:-1]


async def run(kills: int, seed: int, folder: Path) -> Harness:
    """Kill so many processes one after another; raises LossError at the first thing lost."""
    harness = Harness(folder, seed)
    await harness.begin()
    dice = random.Random(seed)
    for _ in range(kills):
        await harness.kill(dice.randrange(LONGEST_LIFE + 1), dice.uniform(0, 1.5))
    return harness


async def _all(kills: int, seed: int, folder: Path) -> None:
    """Three quarters of the kills while the archive is changed, one quarter while readers are answered."""
    serving = kills // 4
    harness = await run(kills - serving, seed, folder)
    print(f"{kills - serving} kills while the archive was changed: nothing lost")
    for name, counter in (("during", harness.kills), ("found", harness.kept), ("finished", harness.done)):
        print(f"  {name}: " + ", ".join(f"{what} {count}" for what, count in sorted(counter.items())))
    print(
        f"  acknowledged: {len(harness.tokens)} votes, {len(harness.audited)} deeds in the audit log; all there"
    )
    settings = configuration.load(archive=folder / "served.db", environ={})
    async with Library.open(settings) as library:
        await library.prepare()
    crowd = await served.run(serving, seed, settings)
    answers = crowd.answers()
    print(f"{serving} kills while readers were answered: {answers.count(0)} of {len(answers)} questions lost")
    votes = served.votes(settings)
    print(
        f"  answered twice: {sum(answers) - len(answers)}; thanks said: {crowd.thanked}, votes kept: {votes}"
    )
    if 0 in answers or crowd.thanked > votes:
        raise LossError("a question or a vote is lost")


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
