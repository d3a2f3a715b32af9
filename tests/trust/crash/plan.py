"""What a process does to an archive until it is killed, and what the archive may hold after that.

Everything follows from a seed and the number of a step, so that the process and its judge agree without a word.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.configuration import settings as configuration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from bot.configuration.settings import Settings

    Texts = dict[str, str]
    Files = dict[int, Texts]

SOURCES = 5
DONE = "done"
"""The outcome of an action in the audit log."""
LARGE = 4
"""The number of the last source, whose articles fill more than one batch of a load."""
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
WORDS = (
    "افتتح", "الوزير", "جسر", "مدينة", "خيالية", "أمس", "وقالت", "الحكومة", "إن", "الشركة", "دشنت", "ميناء", "النهر",
)  # fmt: skip


def settings_of(archive: Path) -> Settings:
    """Isnad's own settings; the environment says only whether meaning counts, which a few kills do without."""
    return configuration.load(
        archive=archive, environ={"ISNAD_SEMANTIC": os.environ.get("ISNAD_SEMANTIC", "")}
    )


class Kind(StrEnum):
    """What a step does.

    A merge is an addition, and waiting until the index has been built anew in the background, where that is due. An
    edit is an answer of the editors.
    """

    ADD = "add"
    REPLACE = "replace"
    RELOAD = "reload"
    REMOVE = "remove"
    ROLLBACK = "rollback"
    MERGE = "merge"
    BACKUP = "backup"
    RESTORE = "restore"
    ANSWER = "answer"
    FOLLOW = "follow"
    EDIT = "edit"
    PURGE = "purge"


WEIGHTS = {
    Kind.ADD: 4, Kind.REPLACE: 2, Kind.RELOAD: 4, Kind.REMOVE: 4, Kind.ROLLBACK: 3, Kind.MERGE: 3, Kind.BACKUP: 4,
    Kind.RESTORE: 2, Kind.ANSWER: 4, Kind.FOLLOW: 2, Kind.EDIT: 2,
    Kind.PURGE: 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """One step: what it does, to which of the sources."""

    kind: Kind
    number: int
    source: int

    @classmethod
    def at(cls, seed: int, number: int) -> Action:
        """The action of step `number`."""
        dice = random.Random(f"{seed} {number}")
        [kind] = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
        return cls(kind, number, dice.randrange(LARGE if kind is Kind.MERGE else SOURCES))

    @property
    def name(self) -> str:
        """Return what the audit log calls it."""
        return f"{self.kind} {self.number}"

    def chosen(self, ids: list[str]) -> list[str]:
        """Some of `ids`: those that are removed, purged, or asked about."""
        return random.Random(self.number).sample(sorted(ids), min(3, len(ids)))


@dataclass(frozen=True, slots=True)
class State:
    """What an archive holds, which sources a reload reads again, which ids it then passes over.

    `previous` is what a rollback goes back to.
    """

    texts: Texts
    followed: frozenset[int]
    withheld: frozenset[str] = frozenset()
    previous: State | None = None

    def after(self, texts: Texts, followed: Iterable[int], withheld: Iterable[str]) -> State:
        """Return what follows this one; what changes no article leaves nothing to go back to.

        A source that a load named before it was cut short, with no article yet, is no part of the change that a
        rollback undoes: it stays.
        """
        now = frozenset(followed)
        if texts != self.texts:
            return State(texts, now, frozenset(withheld), self)
        before = self.previous
        if before is not None:
            stays = (before.followed | (now - self.followed)) - (self.followed - now)
            before = replace(before, followed=stays)
        return State(texts, now, frozenset(withheld), before)

    def without(self, ids: Collection[str]) -> State:
        """What is left once articles are purged: neither do they stand in what a rollback goes back to."""
        texts = {id_: text for id_, text in self.texts.items() if id_ not in ids}
        previous = self.previous and self.previous.without(ids)
        return State(texts, self.followed, self.withheld.union(ids), previous)

    def purgeable(self) -> list[str]:
        """What may be purged: articles that stand or were removed."""
        return [*self.texts, *self.withheld]


@dataclass(frozen=True, slots=True)
class Promise:
    """All that was acknowledged and not undone: the archive's state, tokens, actions in the audit log, answers.

    Tokens are those of votes and of what is followed; answers, in the archive's file, are those of the editors.
    """

    state: State = field(default_factory=lambda: State({}, frozenset()))
    tokens: frozenset[str] = frozenset()
    audited: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()


def content(source: int, version: int) -> Texts:
    """The articles of a source, by id; ids of two sources never meet."""
    dice = random.Random(f"{source} {version}")
    count = 300 if source == LARGE else dice.randrange(2, 30)
    return {f"s{source}-{n}": _text(dice) for n in range(count)}


def unique(text: str) -> str:
    """The word by which an article is known: its first."""
    return text.partition(" ")[0]


def copy_of(folder: Path) -> Path:
    """Return where the archive's backup lies."""
    return folder / "copy.db"


def file_of(folder: Path, source: int) -> Path:
    """Return where a source lies."""
    return folder / f"s{source}.jsonl"


def write(folder: Path, source: int, version: int) -> None:
    """Put a version of a source in place of the one before, whole."""
    lines = (
        json.dumps({"id": id_, "title": f"خبر {id_}", "text": text}, ensure_ascii=False)
        for id_, text in content(source, version).items()
    )
    aside = folder / f"{source}.new"
    aside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    aside.replace(file_of(folder, source))


def written(folder: Path) -> Files:
    """The articles of each source as they stand in its file."""
    return {
        source: _read(file_of(folder, source))
        for source in range(SOURCES)
        if file_of(folder, source).exists()
    }


def rewritten(action: Action, files: Files) -> Files:
    """The files once the action is done, given those before; it writes its source before it loads it."""
    writes = action.kind in {Kind.ADD, Kind.MERGE, Kind.REPLACE} or (
        action.kind is Kind.RELOAD and action.source in files
    )
    return {**files, action.source: content(action.source, action.number)} if writes else files


def outcome(action: Action, before: State, files: Files) -> State:
    """Return what the archive holds once the action is done, given the files that it reads."""
    texts, followed, withheld = before.texts, before.followed, before.withheld
    match action.kind:
        case Kind.ADD | Kind.MERGE | Kind.REPLACE:
            added, anew = content(action.source, action.number), action.kind is Kind.REPLACE
            sources = {action.source} if anew else followed | {action.source}
            return before.after(added if anew else texts | added, sources, withheld - added.keys())
        case Kind.RELOAD:
            return before.after(_reloaded(before, files), followed, withheld)
        case Kind.REMOVE:
            gone = action.chosen(list(texts))
            left = {id_: text for id_, text in texts.items() if id_ not in gone}
            return before.after(left, followed, withheld.union(gone))
        case Kind.PURGE:
            return before.without(action.chosen(before.purgeable()))
        case Kind.ROLLBACK:
            back = before.previous or before
            return before.after(back.texts, back.followed, back.withheld)
        case _:
            return before


def halfway(action: Action, before: State, files: Files, texts: Texts) -> str | None:
    """Return how an action that was cut short left an archive of these `texts`; None if it may not be left so.

    A load keeps each batch once it is written; everything else is done whole or not at all.
    """
    if texts == before.texts:
        return "old"
    if texts == outcome(action, before, files).texts:
        return "new"
    if action.kind not in {Kind.ADD, Kind.MERGE}:
        return None
    added = content(action.source, action.number)
    kept = [id_ for id_, text in added.items() if texts.get(id_) == text]
    first = dict(list(added.items())[: len(kept)])
    return "batches" if texts == before.texts | first else None


def _reloaded(before: State, files: Files) -> Texts:
    kept = {id_: text for id_, text in before.texts.items() if int(id_[1]) not in before.followed}
    for source in before.followed:
        kept |= {id_: text for id_, text in files[source].items() if id_ not in before.withheld}
    return kept


def _read(file: Path) -> Texts:
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {line["id"]: line["text"] for line in lines}


def _text(dice: random.Random) -> str:
    # No letter twice: a question's drawn-out letters are shortened.
    name = "".join(dice.sample(LETTERS, 9))
    return f"{name} {' '.join(dice.choices(WORDS, k=dice.randrange(8, 40)))}."
