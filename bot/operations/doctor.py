"""Looking at everything a bot needs and saying what to do about what is wrong; nothing is changed."""

from __future__ import annotations

import socket
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from bot.configuration import settings as configuration
from bot.configuration.environment import ASK_BOTFATHER
from bot.configuration.messages import Messages
from bot.converters import office, scans
from bot.database.lock import is_held
from bot.errors import SettingsError, StoreError
from bot.operations import semantic
from bot.operations.engine import engine
from bot.operations.findings import Finding, Health
from bot.operations.integrity import soundness
from bot.source_list import listing
from retrieval.arabic.transliteration import Transliteration
from retrieval.extraction.boilerplate import Boilerplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.configuration.settings import Settings

DRIFT_SECONDS = 30.0
"""How far the clock may be off before dates and retention suffer."""


def examine(settings: Settings, *, deep: bool = False) -> Iterator[Finding]:
    """Yield all that can be seen on this machine, one finding after another; `deep`, of each article, too."""
    wrong = list(_settings(settings))
    yield from wrong or [
        Finding("settings", Health.GOOD, f"all files of {settings.config} are as they should be")
    ]
    telegram = settings.telegram
    if telegram.token is None:
        remedy = f"`isnad serve` needs it: {ASK_BOTFATHER}"
        yield Finding("token", Health.NOTE, "ISNAD_TELEGRAM_TOKEN is not set", remedy)
    if not telegram.admins:
        remedy = "set it to your numeric Telegram id to govern the bot from Telegram"
        yield Finding("admins", Health.NOTE, "ISNAD_ADMINS names nobody", remedy)
    if not wrong:
        yield from soundness(settings, deep=deep)
        yield from engine(settings)
        yield semantic.finding(settings, deep=deep)
    yield _serving(settings)
    yield from _programs()


def _programs() -> Iterator[Finding]:
    """Say which of the programs that make more files readable are there."""
    for subject, there, remedy in (
        ("scans", scans.is_installed(), scans.MISSING),
        (
            "old documents",
            office.program() is not None,
            "install LibreOffice to have .doc, .rtf and .odt files read",
        ),
    ):
        if there:
            yield Finding(subject, Health.GOOD, "they are read")
        else:
            yield Finding(subject, Health.NOTE, "they are set aside", remedy)


def clock(ours: float, theirs: float | None) -> Finding:
    """Compare this machine's time with Telegram's, both in Unix seconds."""
    if theirs is None:
        return Finding(
            "clock", Health.NOTE, "Telegram did not give the time", "compare it with another clock"
        )
    if abs(drift := ours - theirs) > DRIFT_SECONDS:
        says = f"it is {abs(drift):,.0f} s {'ahead' if drift > 0 else 'behind'}"
        remedy = "set it, best by NTP: questions are kept and erased by it"
        return Finding("clock", Health.WRONG, says, remedy)
    return Finding("clock", Health.GOOD, "it agrees with Telegram's")


def _settings(settings: Settings) -> Iterator[Finding]:
    """Yield what is wrong in the files of the configuration, each read as the bot reads it."""
    read: list[Callable[[], object]] = [
        partial(configuration.language, settings),
        partial(configuration.plain_data, settings, "transliteration.toml", Transliteration.from_table),
        partial(configuration.plain_data, settings, "boilerplate.toml", Boilerplate.from_table),
        partial(configuration.plain_data, settings, "messages.ar.toml", Messages.from_table),
        partial(configuration.plain_data, settings, "messages.en.toml", Messages.from_table),
        partial(listing.load, settings),
    ]
    for attempt in read:
        try:
            attempt()
        except SettingsError as error:
            yield from (Finding("settings", Health.WRONG, str(problem)) for problem in error.problems)


def _serving(settings: Settings) -> Finding:
    """Return whether a bot serves this archive, or could."""
    try:
        if is_held(settings.archive):
            return Finding("lock", Health.GOOD, "a bot serves this archive now")
    except StoreError as error:
        return Finding("lock", Health.WRONG, str(error))
    port = settings.telegram.port
    try:
        with closing(socket.create_server(("0.0.0.0", port))):  # noqa: S104  # where the bot would listen
            return Finding(
                "lock", Health.GOOD, f"no bot serves this archive, and port {port} is free for one"
            )
    except OSError as error:
        return Finding(
            "port", Health.WRONG, f"port {port} cannot be listened on: {error.strerror}", "set PORT"
        )
