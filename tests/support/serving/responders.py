"""What replies to turns about an archive that a test opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.responder import Responder, responder

if TYPE_CHECKING:
    from bot.archive.library import Library
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings


def responder_of(library: Library, settings: Settings, messages: Messages) -> Responder:
    """Return what replies about the archive of a library."""
    inquiries = Inquiries(library, interpreter(settings, library.language))
    return responder(inquiries, settings, library.language, messages)
