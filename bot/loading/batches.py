"""What a load reads: files and folders → batches of articles, and what had to be set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archive.changes.generation import Batch
from bot.loading import read_file
from bot.loading.deduplicate import FilePart, FileParts
from bot.loading.files import lies_in
from bot.loading.parallel import ParallelReader
from bot.processes import processors
from bot.progress import Stage, Step, silent
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bot.archive.changes.seen_files import SeenFiles
    from bot.loading.files import FileSource
    from bot.progress import Progress
    from retrieval.readers.context import ReadContext

_ARTICLES = 256
_CHARACTERS = 4_000_000
"""A batch holds no more of either: one transaction takes a fraction of a second and a few dozen megabytes."""
_FILES = 100
_BYTES = 4 * 2**20
"""From so many files or bytes on, it pays to start processes that read side by side."""
_STEPS = 100  # in which the progress of one long file is reported


@dataclass(frozen=True, slots=True)
class ReadPortion:
    """The articles of some files, or of a part of one, and what of them was set aside."""

    batch: Batch
    set_aside: tuple[SetAside, ...]


class BatchReader:
    """Reads the sources of a load; a file that has not changed since the last one is not read again.

    `recipe` names everything that decides what is read from the same bytes, `seen_files` opens what the archive
    remembers of its files, and `withheld` are the ids of articles that an editor removed.
    """

    def __init__(
        self,
        reading: ReadContext,
        recipe: bytes,
        seen_files: Callable[[], AbstractContextManager[SeenFiles]],
        withheld: Collection[str] = (),
    ) -> None:
        self._reading = reading
        self._recipe = recipe
        self._seen_files = seen_files
        self._withheld = withheld

    def portions(self, sources: Sequence[FileSource], progress: Progress = silent) -> Generator[ReadPortion]:
        """Yield everything of the sources, in order, in batches of bounded size; for one thread from begin to end."""
        coming = {file.place for source in sources for file in source.files}
        count = _FileCount(progress, sum(len(source.files) for source in sources))
        files = [file for source in sources for file in source.files if not read_file.is_list(file)]
        large = len(files) >= _FILES or sum(file.stamp.size for file in files) >= _BYTES
        processes = processors() if large and len(files) > 1 else 1
        with ParallelReader(self._reading, processes) as reader, self._seen_files() as seen:
            parts = FileParts(self._recipe, reader, seen, self._withheld, coming)
            for source in sources:
                yield from _left(source, seen)
                yield from _portions(source.name, count.counted(parts.of(source)))


class _FileCount:
    """Reports how many files have been read."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._share = 0.0

    def counted(self, parts: Iterator[FilePart]) -> Iterator[FilePart]:
        for part in parts:
            self._done += part.files
            if part.files or part.share - self._share >= 1 / _STEPS:
                self._share = 0.0 if part.files else part.share
                self._progress(Step(Stage.READING, self._done, self._total, self._share))
            yield part


def _left(source: FileSource, seen: SeenFiles) -> Iterator[ReadPortion]:
    """Yield what cannot be looked at of a source, with the articles that came from there."""
    coming = {file.place for file in source.files}
    records = seen.below(source.name)
    known = [record for record in records if record.place not in coming]
    elsewhere = {id_ for record in records if record.place in coming for id_ in record.ids}
    empty = list(source.emptied(record.place for record in known))
    for unread in (*source.unread, *empty):
        there = (record for record in known if lies_in(record.place, unread.place))
        left = [id_ for record in there for id_ in record.ids if id_ not in elsewhere]
        # A folder that was emptied on purpose is no news once nothing of it is left.
        if unread not in empty or seen.held(left):
            yield ReadPortion(Batch(source.name, left=left), (unread.aside,))


def _portions(source: str, parts: Iterator[FilePart]) -> Iterator[ReadPortion]:
    """Yield what the parts of files bring, in portions of bounded number and length."""
    gathered: list[FilePart] = []
    number = size = 0
    for part in parts:
        gathered.append(part)
        number += len(part.items)
        size += sum(len(item.text) for item in part.items if isinstance(item, Article))
        if number >= _ARTICLES or size >= _CHARACTERS:
            yield _portion(source, gathered)
            gathered, number, size = [], 0, 0
    if gathered:
        yield _portion(source, gathered)


def _portion(source: str, parts: Sequence[FilePart]) -> ReadPortion:
    items = [item for part in parts for item in part.items]
    batch = Batch(
        source,
        [item for item in items if isinstance(item, Article)],
        [id_ for part in parts for id_ in part.standing],
        [part.record for part in parts if part.record],
        [id_ for part in parts for id_ in part.left],
    )
    return ReadPortion(batch, tuple(item for item in items if isinstance(item, SetAside)))
