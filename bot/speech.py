"""Isnad's own sentences and its answers, in the language that the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from bot.console import show
from bot.messages import Messages
from bot.settings import plain_data
from bot.terminal import Screen

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.records import Answer


def messages(settings: Settings) -> Messages:
    """The sentences of the interface's language; raises SettingsError when their file is wrong."""
    return plain_data(settings, f"messages.{settings.interface.language}.toml", Messages.from_table)


def tell(answer: Answer, settings: Settings) -> None:
    """Show one answer on stdout."""
    sentences = messages(settings)
    show(answer, sentences, Screen(Console(), sentences, bidi=settings.interface.bidi))
