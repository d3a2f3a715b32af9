"""Kills two loads that run at once, each at a moment of its own, looks at what is left, and undoes the last change.

Each load keeps the batches that it wrote, in order, whatever became of the other; one that said it was done is there
whole. A rollback undoes what one of them brought, and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
from asyncio.subprocess import DEVNULL
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.loading.first_use import prepare
from bot.loading.load import load
from retrieval.records import Verdict
from tests.support.corpora import answering
from tests.support.processes import start
from tests.trust.crash.left import LossError, left_in
from tests.trust.crash.plan import content, settings_of, unique, write

if TYPE_CHECKING:
    from tests.support.processes import Started
    from tests.trust.crash.plan import Texts

ROOT = Path(__file__).parents[3]
COPIES = 3
"""As many times the articles of a source that fills more than one batch."""
ASKED = 3
WORDS_ALONE = {"ISNAD_SEMANTIC": "off"}


def articles(name: str, version: int) -> Texts:
    """The articles of one of the two files."""
    found: Texts = {}
    for copy in range(COPIES):
        large = content(4, version * COPIES + copy)
        found |= {f"{name}{copy}-{id_}": text for id_, text in large.items()}
    return found


async def run(kills: int, seed: int, folder: Path) -> Counter[str]:
    """Kill so many pairs of loads; return how they came out; raises LossError at the first thing lost."""
    dice = random.Random(seed)
    write(_made(folder), 1, 0)
    async with Library.open(settings_of(folder / "base.db")) as library:
        await load(library, [folder / "s1.jsonl"])
        before = {article.id: article.text async for article in library.store.stream()}
    outcomes: Counter[str] = Counter()
    for number in range(kills):
        place = _made(folder / f"{number}")
        shutil.copy(folder / "base.db", place / "archive.db")
        outcomes += await _killed(place, number, before, dice)
        shutil.rmtree(place)
    return outcomes


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _killed(place: Path, number: int, before: Texts, dice: random.Random) -> Counter[str]:
    files = {name: articles(name, 2 * number + (name == "b")) for name in "ab"}
    for name, held in files.items():
        rows = ({"id": id_, "title": f"خبر {id_}", "text": text} for id_, text in held.items())
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (place / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    archive = place / "archive.db"
    loads = [await _load(archive, place / f"{name}.jsonl") for name in files]
    done = await asyncio.gather(*(_ended(running, dice.uniform(0.8, 5)) for running in loads))
    left = await left_in(archive)
    brought = {name: _prefix(held, left.texts) for name, held in files.items()}
    if left.texts != before | brought["a"] | brought["b"]:
        raise LossError(f"these {len(left.texts)} articles are not what two loads leave behind")
    for whole, (name, held) in zip(done, files.items(), strict=True):
        if whole and brought[name] != held:
            raise LossError(f"a load was done, and {len(held) - len(brought[name])} of its articles are gone")
    await _undone(archive, before, brought, dice)
    return Counter(["whole" if whole else "batches" if brought[name] else "nothing"
                    for whole, name in zip(done, files, strict=True)])  # fmt: skip


async def _load(archive: Path, file: Path) -> Started:
    return await start(
        "bot", "--archive", archive, "load", file,
        environ=os.environ | WORDS_ALONE, stdout=DEVNULL, stderr=DEVNULL,
    )  # fmt: skip


async def _ended(running: Started, seconds: float) -> bool:
    """Let a process live so long; return whether it had done what it should; raises LossError where it failed."""
    try:
        async with asyncio.timeout(seconds):
            code = await running.wait()
    except TimeoutError:
        running.kill()
        await running.wait()
        return False
    if code:
        raise LossError(f"a load ended with {code}")
    return True


def _prefix(held: Texts, texts: Texts) -> Texts:
    """The articles of a file that stand, as far as they are its first."""
    found: Texts = {}
    for id_, text in held.items():
        if texts.get(id_) != text:
            break
        found[id_] = text
    return found


async def _undone(archive: Path, before: Texts, brought: dict[str, Texts], dice: random.Random) -> None:
    """Open what is left, ask, and undo the last change."""
    settings = settings_of(archive)
    settings = replace(settings, retrieval=answering(settings.retrieval))
    settings = replace(settings, semantic=replace(settings.semantic, enabled=False))
    allowed = [before | one for name, one in brought.items() if brought["a" if name == "b" else "b"]]
    async with Library.open(settings) as library:
        await prepare(library)
        texts = before | brought["a"] | brought["b"]
        for id_ in dice.sample(sorted(texts), ASKED):
            answer = await library.ask(unique(texts[id_]))
            if answer.verdict is not Verdict.ANSWERED or answer.quotes[0].article.id != id_:
                raise LossError(f"{id_} is held and not found")
        await library.rollback()
        held = {article.id: article.text async for article in library.store.stream()}
    if held not in (allowed or [{}]):
        raise LossError(f"{len(held)} articles are left by a rollback that should undo one load")
