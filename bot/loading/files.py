"""What lies at a path: the files of a folder and of those below it, in order, and what there is no reading of."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.changes.seen_files import Stamp
from bot.errors import CommandError
from bot.regular_files import other_kind, other_kind_at
from bot.source_list.rules import ANY, SourceRules
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_GONE = "there is no such file or folder; what came from it stays"
_SAVED = "give the articles as files"
_EMPTY = "no file is left here; what came from here stays, as when a disk is not mounted"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read; `place` is what the archive remembers it by, whatever bytes its name is made of."""

    path: str
    place: str
    stamp: Stamp

    @property
    def shown(self) -> str:
        """Return the path as text."""
        return _printable(self.path)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file or folder that is there and cannot be looked at: what came from it, or from below it, is not gone."""

    place: str
    aside: SetAside


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file or folder to load from, under the name that the archive remembers it by."""

    name: str
    files: tuple[File, ...]
    unread: tuple[UnreadFile, ...] = ()
    meant: bool = False
    """A file that was named itself brings back even what was removed by hand."""
    terms: SourceRules = ANY
    """What the list of sources asks of its articles."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Where each folder that could be looked at lies, by its place."""

    @classmethod
    def at(cls, path: Path, name: str = "", terms: SourceRules = ANY) -> FileSource:
        """Return the source at `path`, named by its absolute path or by an earlier load's `name`.

        Raises CommandError if there is none, or if what a person named is a pipe or a device.
        """
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder; check the name")
        if not name and (kind := other_kind_at(path)):
            raise CommandError(f"{path}: {kind}, which is not read; {_SAVED}")
        meant = not name and not path.is_dir()
        name = name or _printable(str(path.resolve()))
        found = tuple(_found(path, name))
        files = tuple(item for item in found if isinstance(item, File))
        unread = tuple(item for item in found if isinstance(item, UnreadFile))
        folders = {item.name: item.path for item in found if isinstance(item, _Folder)}
        return cls(name, files, unread, meant, terms, folders)

    @classmethod
    def gone(cls, path: Path, name: str) -> FileSource:
        """Return the source that an earlier load knew by that name, and that is not there now."""
        return cls(name, (), (UnreadFile(name, SetAside(_printable(str(path)), _GONE)),))

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Return why some of it cannot be looked at."""
        return tuple(unread.aside for unread in self.unread)

    def emptied(self, places: Iterable[str]) -> Iterator[UnreadFile]:
        """Yield its folders that hold no file any more, though files at `places` came from them: disks not mounted."""
        holding = {folder for file in self.files for folder in _above(file.place)}
        unread = {unread.place for unread in self.unread}
        lost = {folder for place in places for folder in _above(place)} - holding - unread
        for folder in sorted(lost & self.folders.keys()):
            yield UnreadFile(folder, SetAside(folder, _EMPTY))


def lies_in(place: str, folder: str) -> bool:
    """Return whether a place is that folder's, or below it."""
    return place == folder or place.startswith(f"{folder.removesuffix(os.sep)}{os.sep}")


def _above(place: str) -> Iterator[str]:
    """Yield the places of the folders that a file lies in, the innermost first."""
    while (end := place.rfind(os.sep)) > 0:
        place = place[:end]
        yield place


def _found(path: Path, name: str) -> Iterator[File | UnreadFile | _Folder]:
    """Yield the file at `path`; or the files in the folder there, before those in the folders below it, and so on."""
    if not path.is_dir():
        yield _file(str(path), name)
        return
    waiting = [_Folder(str(path), name)]
    while waiting:
        folder = waiting.pop()
        below: list[_Folder] = []
        yield folder
        for found in folder.entries():
            if isinstance(found, _Folder):
                below.append(found)
            else:
                yield found
        waiting.extend(reversed(below))


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder, with the device and number of each of those that lead to it."""

    path: str
    name: str
    above: frozenset[tuple[int, int]] = frozenset()

    def entries(self) -> Iterator[File | UnreadFile | _Folder]:
        """Yield what is in it by name, but hidden ones; nothing where it is one of those above it, by way of a link."""
        try:
            here = Path(self.path).stat()
            with os.scandir(self.path) as entries:
                listed = sorted((e.name, _is_folder(e)) for e in entries if not e.name.startswith("."))
        except OSError as error:
            reason = f"cannot be opened: {error.strerror}; check the folder and its rights"
            yield UnreadFile(self.name, SetAside(self.name, reason))
            return
        key = (here.st_dev, here.st_ino)
        if key in self.above:
            reason = "a link back to a folder above it; it is not followed"
            yield UnreadFile(self.name, SetAside(self.name, reason))
            return
        for entry, is_folder in listed:
            path, name = f"{self.path}{os.sep}{entry}", f"{self.name}{os.sep}{_printable(entry)}"
            yield _Folder(path, name, self.above | {key}) if is_folder else _file(path, name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a folder; what cannot be looked at, as a link to itself, is taken for a file that cannot."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _file(path: str, place: str) -> File | UnreadFile:
    try:
        found = Path(path).stat()
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; check the file and its rights"
        return UnreadFile(place, SetAside(_printable(path), reason))
    if kind := other_kind(found.st_mode):
        return UnreadFile(place, SetAside(_printable(path), f"{kind}, which is not read; {_SAVED}"))
    return File(path, place, Stamp.of(found))


def _printable(name: str) -> str:
    """Return `name` with what is no Unicode in it replaced: the archive and its reader know only text."""
    return os.fsencode(name).decode(errors="replace")
