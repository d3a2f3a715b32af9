"""config/sources.toml → the list of sources, every problem in it reported at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.configuration import settings as configuration
from bot.configuration.tables import TomlTable, fill
from bot.errors import Problem
from bot.source_list.kinds import ChannelSource, FeedSource, Folder, Remote, Site, host, port

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

T = TypeVar("T")

FILE = "sources.toml"
_TABLES = ("folder", "file", "feed", "site", "channel")


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources in the order of the file; `contact` tells servers where the list's owner is to be found."""

    contact: str = ""
    folders: tuple[Folder, ...] = ()
    feeds: tuple[FeedSource, ...] = ()
    sites: tuple[Site, ...] = ()
    channels: tuple[ChannelSource, ...] = ()

    @property
    def remote(self) -> tuple[Remote, ...]:
        """Return those that are fetched from the web."""
        return (*self.feeds, *self.sites)

    @property
    def ports(self) -> frozenset[tuple[str, int]]:
        """Return the hosts and ports that the list names, where they are not the usual ones."""
        named = ((host(source), port(source)) for source in self.remote)
        return frozenset((name, number) for name, number in named if number is not None)

    def channel(self, chat: int, username: str | None) -> ChannelSource | None:
        """Return the entry of a channel, if the list has one."""
        names = {str(chat), f"@{username}".lower()}
        return next((channel for channel in self.channels if channel.chat.lower() in names), None)


def load(settings: Settings) -> SourceList:
    """Return the list in the settings' folder; raises SettingsError with everything that is wrong in it."""
    return configuration.filled(settings, FILE, from_table)


def from_table(table: TomlTable, problems: list[Problem]) -> SourceList:
    """Return the list of a parsed file; what is wrong joins `problems`. Paths count from the file's folder."""
    for key in table.values:
        if key not in {"contact", *_TABLES}:
            remedy = f"remove it; there are contact, {', '.join(f'[[{name}]]' for name in _TABLES)}"
            problems.append(Problem(table.file, key, "there is no such source", remedy))
    contact = table.values.get("contact", "")
    if not isinstance(contact, str) or not contact.isprintable() or not contact.isascii():
        problems.append(
            Problem(table.file, "contact", "is no address", "write one, like a page or an e-mail")
        )
    here = Path(table.file).parent
    folders = [*_all(Folder, "folder", table, problems), *_all(Folder, "file", table, problems)]
    listed = SourceList(
        str(contact),
        tuple(
            replace(source, path=str((here / Path(source.path).expanduser()).resolve())) for source in folders
        ),
        tuple(_all(FeedSource, "feed", table, problems)),
        tuple(_all(Site, "site", table, problems)),
        tuple(_all(ChannelSource, "channel", table, problems)),
    )
    names = [source.name for source in (*listed.folders, *listed.remote)]
    names += [channel.chat.lower() for channel in listed.channels]
    for name, count in Counter(names).items():
        if count > 1:
            problems.append(Problem(table.file, "", f"{name} is listed {count} times", "keep one of them"))
    return listed


def _all(kind: type[T], key: str, table: TomlTable, problems: list[Problem]) -> list[T]:
    """Return the sources of one kind; those that something is wrong with are left out."""
    values = table.values.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        problems.append(Problem(table.file, key, "is no list of tables", f"begin each with [[{key}]]"))
        return []
    made: list[T] = []
    for number, value in enumerate(values, 1):
        wrong = len(problems)
        try:
            source = fill(kind, TomlTable(table.file, f"{key} {number}", value), problems)
        except ValueError as error:
            # What is required has no default that would do.
            if len(problems) == wrong:
                problems.append(Problem(table.file, f"{key} {number}", str(error), "correct it"))
            continue
        if len(problems) == wrong:
            made.append(source)
    return made
