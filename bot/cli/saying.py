"""What commands tell people, in the language of the interface."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.configuration.messages import read
from bot.rendering.phrases import phrased

if TYPE_CHECKING:
    from bot.configuration.settings import Settings


def say(phrase: str, settings: Settings) -> None:
    """Write a phrase of the program to stdout, on a line of its own."""
    sys.stdout.write(f"{phrased(phrase, read(settings, settings.interface.language))}\n")
    sys.stdout.flush()
