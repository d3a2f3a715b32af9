"""Looks at everything a bot needs and says what to do about what is wrong; it changes nothing."""

from __future__ import annotations

import socket
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.errors import SettingsError, StoreError
from bot.findings import Finding, State
from bot.lock import is_held
from bot.messages import Messages
from bot.semantic import checkup
from bot.soundness import soundness
from bot.sources import listing
from retrieval.cleaning import Chrome
from retrieval.transliteration import Transliteration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.settings import Settings

DRIFT_SECONDS = 30.0
"""How far the clock may be off before dates and retention suffer."""


def examine(settings: Settings) -> Iterator[Finding]:
    """All that can be seen on this machine, one finding after another."""
    wrong = list(_settings(settings))
    yield from wrong or [
        Finding("settings", State.GOOD, f"all files of {settings.config} are as they should be")
    ]
    yield from _environment(settings)
    if not wrong:
        yield from soundness(settings)
        yield checkup.finding(settings)
    yield _serving(settings)


def clock(ours: float, theirs: float | None) -> Finding:
    """Compare this machine's time with Telegram's, both in Unix seconds."""
    if theirs is None:
        return Finding("clock", State.NOTE, "Telegram did not tell the time", "compare it with another clock")
    if abs(drift := ours - theirs) > DRIFT_SECONDS:
        says = f"it is {abs(drift):,.0f} s {'ahead' if drift > 0 else 'behind'}"
        remedy = "set it, best by NTP: questions are kept and erased by it"
        return Finding("clock", State.WRONG, says, remedy)
    return Finding("clock", State.GOOD, "it agrees with Telegram's")


def _settings(settings: Settings) -> Iterator[Finding]:
    """Each file of the configuration is read as the bot reads it."""
    read: list[Callable[[], object]] = [
        partial(configuration.language, settings),
        partial(configuration.plain_data, settings, "transliteration.toml", Transliteration.from_table),
        partial(configuration.plain_data, settings, "chrome.toml", Chrome.from_table),
        partial(configuration.plain_data, settings, "messages.ar.toml", Messages.from_table),
        partial(configuration.plain_data, settings, "messages.en.toml", Messages.from_table),
        partial(listing.load, settings),
    ]
    for attempt in read:
        try:
            attempt()
        except SettingsError as error:
            yield from (Finding("settings", State.WRONG, str(problem)) for problem in error.problems)


def _environment(settings: Settings) -> Iterator[Finding]:
    telegram = settings.telegram
    if telegram.token is None:
        remedy = f"`isnad serve` needs it: {configuration.ASK_BOTFATHER}"
        yield Finding("token", State.NOTE, "ISNAD_TELEGRAM_TOKEN is not set", remedy)
    if not telegram.admins:
        remedy = "set it to your numeric Telegram id to govern the bot from Telegram"
        yield Finding("admins", State.NOTE, "ISNAD_ADMINS names nobody", remedy)


def _serving(settings: Settings) -> Finding:
    """Whether a bot serves this archive, or could."""
    try:
        if is_held(settings.archive):
            return Finding("lock", State.GOOD, "a bot serves this archive now")
    except StoreError as error:
        return Finding("lock", State.WRONG, str(error))
    port = settings.telegram.port
    try:
        with closing(socket.create_server(("0.0.0.0", port))):  # noqa: S104  # where the bot would listen
            return Finding("lock", State.GOOD, f"no bot serves this archive, and port {port} is free for one")
    except OSError as error:
        return Finding(
            "port", State.WRONG, f"port {port} cannot be listened on: {error.strerror}", "set PORT"
        )
