"""What `isnad setup` says: the table `setup` of the message files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Slots


@dataclass(frozen=True, slots=True)
class SetupTexts:
    """The questions of the setting-up, and what came of each."""

    welcome: Annotated[str, Slots("file")]
    token: str
    token_form: str
    token_unknown: str
    no_contact: Annotated[str, Slots("reason")]
    bot: Annotated[str, Slots("bot")]
    admin: Annotated[str, Slots("bot")]
    admin_form: str
    waiting: Annotated[str, Slots("bot")]
    nobody: str
    is_it_you: Annotated[str, Slots("name", "id")]
    admin_known: Annotated[str, Slots("name")]
    admin_unknown: Annotated[str, Slots("id", "bot")]
    differs: Annotated[str, Slots("file")]
    kept: str
    written: Annotated[str, Slots("file")]
    unit: str
    unit_written: Annotated[str, Slots("file")]
    unit_started: str
    unit_failed: Annotated[str, Slots("commands")]
    by_hand: Annotated[str, Slots("program")]
    checking: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    yes_or_no: str
