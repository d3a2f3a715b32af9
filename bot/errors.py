"""What can go wrong in the bot package, as one tree.

    BotError
    ├── SettingsError   wrong settings, all of them at once
    ├── StoreError      an archive file that cannot be opened, read or written
    ├── CommandError    a command that cannot be carried out as asked
    ├── EngineError     an engine that keeps the archive and cannot be asked, or not now
    ├── SemanticError   an encoder, or its vectors, that cannot be used: answers go by words alone
    └── Refused         (bot.web.refusals) an address that is not fetched, and by which rule

The message of each is one plain sentence (SettingsError: one a line): what is wrong, where, and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class BotError(Exception):
    """Base of everything this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong setting: in which file (or the environment), under which key, what is wrong, what to do."""

    file: str
    key: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.wrong}; {self.remedy}"


class SettingsError(BotError):
    """One or more settings are wrong; `problems` holds all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class StoreError(BotError):
    """The archive file in `path` cannot be used."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CommandError(BotError):
    """A command cannot be carried out as asked."""


class EngineError(BotError):
    """The engine that keeps the archive cannot be asked, or not now: nothing is known of the answer."""


class SemanticError(BotError):
    """Meaning cannot be reckoned with; what is asked is answered without it."""
