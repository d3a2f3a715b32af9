"""A parser of arguments whose help and errors speak the language of the interface."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """As argparse's; settings and messages are read only where help or an error is to be told."""

    def format_help(self) -> str:
        """Return what `--help` prints."""
        told = _telling()
        self.description = told(self.description or "")
        for group in self._action_groups:
            group.title = told(group.title or "")
        for action in self._actions:
            # A command is told as its parent lists it.
            listed = action._choices_actions if isinstance(action, argparse._SubParsersAction) else ()
            for one in (action, *listed):
                one.help = told(one.help or "")
        return super().format_help().replace("usage: ", told("usage: "), 1)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; raises OSError where that cannot be written out, which argparse passes over."""
        (file or sys.stdout).write(self.format_help())
        sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit with 2."""
        told = _telling()
        usage = self.format_usage().replace("usage: ", told("usage: "), 1)
        self.exit(2, f"{usage}{self.prog}: {told(message)}\n")


def _telling() -> Callable[[str], str]:
    """Return what tells a phrase in the language of the interface, or as it stands where settings cannot be read."""
    # Commands that are understood do without.
    from bot.configuration import settings as configuration  # noqa: PLC0415
    from bot.configuration.messages import read  # noqa: PLC0415
    from bot.errors import BotError  # noqa: PLC0415
    from bot.rendering.phrases import phrased  # noqa: PLC0415

    try:
        settings = configuration.load()
        messages = read(settings, settings.interface.language)
    except BotError:
        return str
    return lambda phrase: phrased(phrase, messages)
