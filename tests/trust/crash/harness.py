"""One archive, processes that work on it and are killed, and what must be left each time: see `crash`."""

from __future__ import annotations

import asyncio
import random
import time
from asyncio.subprocess import PIPE
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.journal.journal import Journal
from bot.loading.first_use import prepare
from bot.loading.load import load
from bot.operations.backup import back_up, restore
from bot.operations.purge import finish
from retrieval.records import Verdict
from tests.support.corpora import answering
from tests.support.processes import start
from tests.trust.crash.left import LossError, files_of, left_in, right_vectors, words_in
from tests.trust.crash.plan import (
    LARGE,
    SOURCES,
    Action,
    Kind,
    Promise,
    copy_of,
    file_of,
    halfway,
    outcome,
    rewritten,
    settings_of,
    unique,
    write,
    written,
)

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.processes import Started
    from tests.trust.crash.left import Left
    from tests.trust.crash.plan import Files, State

ROOT = Path(__file__).parents[3]
USUAL_STEP = 0.2
"""Seconds that a step is thought to take until some have been seen."""
ASKED = 6


@dataclass
class Harness:
    """One archive, the processes that work on it, and what it and its backup must hold."""

    folder: Path
    seed: int
    promise: Promise = field(default_factory=Promise)
    copied: Promise | None = None
    """What the backup must hold, once there is one."""
    files: Files = field(default_factory=dict)
    """The articles of each source's file."""
    next_step: int = 0
    paces: dict[str, float] = field(default_factory=dict)
    """Seconds that each kind of action, the start, and what lies between actions took last."""
    kills: Counter[str] = field(default_factory=Counter)
    """Kills by the action that was under way."""
    done: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    """What was acknowledged."""
    kept: Counter[str] = field(default_factory=Counter)
    """How actions under way came out: old, new, or some batches."""
    erased: set[str] = field(default_factory=set)
    """Words that stood in purged articles alone, and may stand in no file any more."""
    purged: int = 0
    """How many such words were looked for, in all."""
    vectors: int = 0
    """How many passages' vectors were compared with what the encoder makes of the passage."""

    @property
    def settings(self) -> Settings:
        return settings_of(self.folder / "archive.db")

    async def begin(self) -> None:
        """Load two sources, one of them large."""
        for source in (0, LARGE):
            write(self.folder, source, -1)
        async with Library.open(self.settings) as library, Journal.open(self.settings.journal):
            await load(library, [file_of(self.folder, source) for source in (0, LARGE)])
        self.files = written(self.folder)
        self._place(self.promise.state.after(self.files[0] | self.files[LARGE], {0, LARGE}, ()))

    async def kill(self, steps: int, part: float) -> None:
        """Let a process begin so many steps, kill it some part of a step later, judge what is left."""
        cut = self._replayed(await self._lived(steps, part))
        self.kills[cut.kind if cut else "start"] += 1
        left = await left_in(self.settings.archive)
        if cut and cut.kind is Kind.RESTORE:
            await self._restored(left)
        else:
            self._recognise(left, cut)
        if cut and cut.kind is Kind.BACKUP:
            await self._backed_up()
        await self._search()

    async def _lived(self, steps: int, part: float) -> list[str]:
        """Return what the process said until it was killed."""
        arguments = (self.settings.archive, self.folder, self.seed, self.next_step)
        victim = await start("tests.trust.crash.victim", *arguments, stdout=PIPE, stderr=PIPE)
        assert victim.stdout
        await victim.stdout.readline()
        said, phase = list[str](), "start"
        while steps:
            begun = time.monotonic()
            said.append((await victim.stdout.readline()).decode())
            self.paces[phase] = time.monotonic() - begun
            what, number, *_ = said[-1].split() or ["end", "0"]
            phase = Action.at(self.seed, int(number)).kind if what == "begin" else "between"
            steps = 0 if what == "end" else steps - (what == "begin")
        with suppress(TimeoutError):
            await asyncio.wait_for(victim.wait(), part * self.paces.get(phase, USUAL_STEP))
        return [*said, *await _killed(victim)]

    def _replayed(self, said: list[str]) -> Action | None:
        """Follow what the process said it did; gives the action that was under way."""
        under_way = None
        files = self.files
        for line in said:
            what, number, *tokens = line.split()
            action = Action.at(self.seed, int(number))
            under_way = action if what == "begin" else None
            if what == "done":
                files = rewritten(action, files)
                self._keep(action, files, tokens)
            self.next_step = action.number + 1
        self.files = written(self.folder)
        return under_way

    def _keep(self, action: Action, files: Files, tokens: list[str]) -> None:
        """Take what the process has done for promised; a backup is made before its own action is done."""
        self.done[action.kind] += 1
        kept = {token for token in tokens if not token.startswith("edit-")}
        self.acknowledged.update(
            votes=len(kept), answers=len(tokens) - len(kept), actions=action.kind is not Kind.RESTORE
        )
        if action.kind is Kind.RESTORE:
            self.promise = self.copied or self.promise
            self.erased.clear()
            return
        if action.kind is Kind.BACKUP:
            self.copied = self.promise
        self._note_erased(action)
        self.promise = Promise(
            outcome(action, self.promise.state, files),
            self.promise.tokens | kept,
            self.promise.audited | {action.name},
            self.promise.answers.union(set(tokens) - kept),
        )

    def _note_erased(self, action: Action) -> None:
        state: State | None = self.promise.state
        gone = set(action.chosen(state.purgeable())) if state and action.kind is Kind.PURGE else set()
        while state and gone:
            words = {unique(text) for id_, text in state.texts.items() if id_ in gone} - self.erased
            self.purged += len(words)
            self.erased |= words
            state = state.previous

    def _place(self, state: State) -> None:
        self.promise = replace(self.promise, state=state)

    def _recognise(self, left: Left, cut: Action | None) -> None:
        """See that this is a state that is allowed, and go on from it."""
        before = self.promise.state
        way = halfway(cut, before, self.files, left.texts) if cut else "whole"
        if way is None or (cut is None and left.texts != before.texts):
            raise LossError(f"after {cut}: these {len(left.texts)} articles are no state ever meant to be")
        if lost := left.lacks(self.promise) | (self.promise.answers - left.answers):
            raise LossError(f"acknowledged and gone: {lost}")
        self.kept[way] += 1
        if cut and way == "new":
            self._note_erased(cut)
        if cut:
            self._place(self._followed_on(left, cut, way))

    def _followed_on(self, left: Left, cut: Action, way: str) -> State:
        """The state that was left, its sources and what it withholds looked at, too."""
        before = self.promise.state
        after = outcome(cut, before, self.files)
        followed = self._numbers(left)
        if followed not in {before.followed, after.followed} or (way == "new" and followed != after.followed):
            raise LossError(f"after {cut}: it follows {followed}")
        if left.withheld not in {before.withheld, after.withheld} and way != "batches":
            raise LossError(f"after {cut}: it withholds {len(left.withheld)}")
        if cut.kind is Kind.PURGE and way == "new":
            return after  # nothing is left of it in what a rollback goes back to, either
        return before.after(left.texts, followed, left.withheld)

    async def _backed_up(self) -> None:
        """A backup that was cut short is the one before or the new one, each file whole; then it is made anew."""
        copy = copy_of(self.folder)
        if copy.exists():
            left = await left_in(copy)
            self._one_of(left, *(promise for promise in (self.copied, self.promise) if promise))
        await asyncio.to_thread(back_up, self.settings, copy, force=True)
        self.copied = self.promise

    async def _restored(self, left: Left) -> None:
        """Archive and journal are each as before or as in the backup; then it is put back anew, and is there."""
        copy = copy_of(self.folder)
        if not self.copied:
            return
        self.kept[self._one_of(left, self.promise, self.copied)] += 1
        copied = await left_in(copy)
        if not left.answers >= self.copied.answers:
            raise LossError("answers of the editors that are in the copy are gone")
        if left.lacks(self.promise) and left.acknowledged != copied.acknowledged:
            raise LossError("the readers' journal is neither the old one nor the copy")
        await asyncio.to_thread(restore, self.settings, copy, force=True)
        self.promise = self.copied
        self.erased.clear()
        self._one_of(await left_in(self.settings.archive), self.copied)

    def _one_of(self, left: Left, *promises: Promise) -> str:
        """Return which of two states the files hold, the old or the new; raises LossError when it is neither."""
        found = (left.texts, self._numbers(left), left.withheld)
        for name, promise in zip(("old", "new"), promises, strict=False):
            state = promise.state
            if found == (state.texts, state.followed, state.withheld):
                return name
        raise LossError(f"these {len(left.texts)} articles are in neither of the states they may be in")

    def _numbers(self, left: Left) -> frozenset[int]:
        names = {str(file_of(self.folder, number).resolve()): number for number in range(SOURCES)}
        return frozenset(names[name] for name in left.sources)

    async def _search(self) -> None:
        """Opened as any start opens it, the archive holds the articles, and some are found by a word of their own."""
        texts = self.promise.state.texts
        settings = replace(self.settings, retrieval=answering(self.settings.retrieval))
        dice = random.Random(len(texts) + self.next_step)
        async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
            await prepare(library)
            if not await finish(library, journal):
                raise LossError("what was purged cannot be erased")
            if {article.id: article.text async for article in library.store.stream()} != texts:
                raise LossError("opening the archive has changed it")
            for id_ in dice.sample(sorted(texts), min(ASKED, len(texts))):
                answer = await library.ask(unique(texts[id_]))
                if answer.verdict is not Verdict.ANSWERED or answer.quotes[0].article.id != id_:
                    raise LossError(f"{id_} is held and not found by {unique(texts[id_])}")
            self.vectors += await right_vectors(library, dice)
            # What a reader has asked is the reader's, and stays in the readers' file.
            asked = {row["question"] for row in await journal.database.rows("SELECT question FROM questions")}
        files = files_of(settings.archive)
        others = [file for file in files if not file.name.startswith(settings.journal.name)]
        if held := words_in(files, self.erased - asked) | words_in(others, self.erased & asked):
            raise LossError(f"purged, and still in a file: {held}")


async def _killed(victim: Started) -> list[str]:
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
