"""The files of one load, each as the parts it brings: every article id once, every name to one file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bot.archive.changes.seen_files import Brought, SeenFile
from bot.database.rows import digest
from bot.loading import read_file
from bot.loading.article_ids import FileNames
from bot.source_list.rules import ANY
from retrieval.readers.context import Note
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bot.archive.changes.seen_files import SeenFiles, Stamp
    from bot.loading.files import File, FileSource
    from bot.loading.parallel import ParallelReader
    from bot.loading.read_file import Contents, Item

_FILES = 256
_BYTES = 64 * 2**20
"""No more files or bytes are ordered to be read at once."""
_ITEMS = 256  # of one file, in a part

_REMOVED = "the article {} was removed by hand; name this file itself to `isnad load` to bring it back"
_UNWANTED = "the article {} is of a section that the list of sources leaves out"
_TAKEN = "the id {} was taken already by an article of {}; give one of them another"


@dataclass(frozen=True, slots=True)
class FilePart:
    """What a file brings, or a part of it: articles, ids of those that stand as they are, and why others do not.

    `left` are the ids of articles that it brought before and that stand because some of it cannot be read now.

    With its last part a file counts as one of `files`; `share` (0…1) is how much of it was read before that.
    """

    items: Sequence[Item] = ()
    standing: Sequence[str] = ()
    record: SeenFile | None = None
    files: int = 1
    share: float = 0.0
    left: Sequence[str] = ()


class FileParts:
    """What the files of one load bring, source by source; for one thread.

    `recipe` names everything that decides what is read from the same bytes, `withheld` are the ids of articles that
    an editor removed, `coming` the places of all files of the load.
    """

    def __init__(
        self,
        recipe: bytes,
        reader: ParallelReader,
        seen_files: SeenFiles,
        withheld: Collection[str],
        coming: Collection[str],
    ) -> None:
        self._usual = self._recipe = recipe
        self._terms = ANY
        self._reader = reader
        self._seen_files = seen_files
        self._withheld = withheld
        self._names = FileNames(seen_files, coming)
        self._places: dict[str, str] = {}
        self._come: set[str] = set()

    def of(self, source: FileSource) -> Iterator[FilePart]:
        """Yield what the files of a source bring, in order; one that came in before brings nothing."""
        self._terms, self._recipe = source.terms, source.terms.marked(self._usual)
        for is_list, files in groupby(source.files, read_file.is_list):
            if is_list:
                for file in files:
                    yield from self._listed(file, meant=source.meant) if self._first(file) else [FilePart()]
            else:
                yield from self._grouped(files, meant=source.meant)

    def _first(self, file: File) -> bool:
        """Return whether the file comes in for the first time."""
        before = len(self._come)
        self._come.add(file.place)
        return len(self._come) > before

    def _grouped(self, files: Iterable[File], *, meant: bool) -> Iterator[FilePart]:
        """Yield files that are read whole; each group is ordered before the one ahead of it is handed over."""
        ahead: _Group | None = None
        for coming in _groups(files):
            known = self._seen_files.records(file.place for file in coming)
            new = [file for file in coming if self._first(file)]
            standing = {file.place for file in new if self._stands(file, known.get(file.place))}
            read = self._reader.read([file for file in new if file.place not in standing])
            group = _Group(new, len(coming) - len(new), known, standing, read)
            if ahead:
                yield from self._handed_over(ahead, meant=meant)
            ahead = group
        if ahead:
            yield from self._handed_over(ahead, meant=meant)

    def _handed_over(self, group: _Group, *, meant: bool) -> Iterator[FilePart]:
        for file in group.files:
            known = group.known.get(file.place)
            if known and file.place in group.standing:
                yield FilePart(standing=known.ids)
            else:
                yield from self._brought(file, next(group.read), known, meant=meant)
        yield FilePart(files=group.again)

    def _listed(self, file: File, *, meant: bool) -> Iterator[FilePart]:
        """Yield a list of articles, an item at a time: it may be larger than memory."""
        record = self._seen_files.records([file.place]).get(file.place)
        if record and self._stands(file, record):
            yield FilePart(standing=record.ids)
            return
        brought = _BroughtArticles(record)
        for item, share in read_file.lines(file, self._reader.reading):
            brought.read(item)
            allowed = self._allowed(item, file, meant=meant)
            brought.add(allowed)
            yield FilePart([allowed], files=0, share=share)
        stamp = read_file.settled(file.stamp)
        yield FilePart(record=brought.record(file.place, "", b"", stamp, self._recipe), left=brought.left)

    def _brought(
        self, file: File, found: Contents, known: SeenFile | None, *, meant: bool
    ) -> Iterator[FilePart]:
        """Yield what was read from a file, under names that are free."""
        name, called = self._names.called(file, found, known)
        brought = _BroughtArticles(known)
        for item in found.items:
            brought.read(item)
        allowed = [self._allowed(item, file, meant=meant) for item in called.items]
        for item in allowed:
            brought.add(item)
        for first in range(0, len(allowed) - _ITEMS, _ITEMS):
            yield FilePart(allowed[first : first + _ITEMS], files=0)
        rest = allowed[-((len(allowed) - 1) % _ITEMS + 1) :]
        record = brought.record(file.place, name, found.digest, called.stamp, self._recipe)
        yield FilePart(rest, record=record, left=brought.left)

    def _stands(self, file: File, record: SeenFile | None) -> bool:
        """Return whether reading the file again would bring what the archive holds; if so, its ids are taken for it."""
        if record is None or record.stamp != file.stamp or record.reading != self._recipe:
            return False
        taken = any(self._places.get(id_, file.place) != file.place for id_ in record.ids)
        if taken or not self._seen_files.stands(record):
            return False
        self._places.update(dict.fromkeys(record.ids, file.place))
        return True

    def _allowed(self, item: Item, file: File, *, meant: bool) -> Item:
        """Return the item, or why it is set aside."""
        if isinstance(item, SetAside):
            return item
        if not meant and item.id in self._withheld:
            return SetAside(file.shown, _REMOVED.format(item.id))
        if not self._terms.wants(item):
            return SetAside(file.shown, _UNWANTED.format(item.id))
        first = self._places.setdefault(item.id, file.place)
        if first != file.place:
            return SetAside(file.shown, _TAKEN.format(item.id, first))
        return self._terms.cited(item)


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that come in together: what is `known` of them, which are `standing`, and how the others `read`.

    So many of them came in `again`.
    """

    files: Sequence[File]
    again: int
    known: Mapping[str, SeenFile]
    standing: Collection[str]
    read: Iterator[Contents]


class _BroughtArticles:
    """What a file brought, for its record; where something was set aside, it is to be read again and say so again.

    Where something in it could not be read, what it brought before, as `known`, is not gone.
    """

    def __init__(self, known: SeenFile | None) -> None:
        self._brought = Brought()
        self._whole = True
        self._known = known
        self._readable = True

    def read(self, item: Item) -> None:
        """Take note of what the reader made of a part of the file."""
        if isinstance(item, SetAside) and not isinstance(item, Note):
            self._readable = False

    @property
    def left(self) -> list[str]:
        """Return the ids of articles that it brought before, and that may still stand in what cannot be read."""
        if self._readable or self._known is None:
            return []
        come = set(self._brought.ids)
        return [id_ for id_ in self._known.ids if id_ not in come]

    def add(self, item: Item) -> None:
        if isinstance(item, Article):
            self._brought.add(item.id, digest(item))
        else:
            self._whole = False

    def record(
        self, place: str, name: str, content: bytes, stamp: Stamp | None, recipe: bytes
    ) -> SeenFile | None:
        """Return the record of the file; a file without an article needs none."""
        ids = (*self._brought.ids, *self.left) if self._brought.ids else ()
        kept = stamp if self._whole else None
        return SeenFile(place, name, content, kept, recipe, ids, self._brought.digest()) if ids else None


def _groups(files: Iterable[File]) -> Iterator[list[File]]:
    """Yield the files in groups of bounded number and size; one that is larger has a group of its own."""
    group: list[File] = []
    size = 0
    for file in files:
        if group and (len(group) == _FILES or size + file.stamp.size > _BYTES):
            yield group
            group, size = [], 0
        group.append(file)
        size += file.stamp.size
    if group:
        yield group
