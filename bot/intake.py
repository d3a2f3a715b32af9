"""What a load reads: files and folders → batches of articles, and what had to be set aside."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CommandError
from bot.revision import Batch
from retrieval.errors import UnreadableSource
from retrieval.readers import formats
from retrieval.readers.reading import Reading
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.cleaning import Chrome

    Item = Article | SetAside

_ARTICLES = 256
_CHARACTERS = 4_000_000
"""A batch holds no more of either: one transaction takes a fraction of a second and a few dozen megabytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder to load from, under the name that the archive remembers it by."""

    name: str
    files: tuple[Path, ...]

    @classmethod
    def at(cls, path: Path, name: str = "") -> Source:
        """The source at `path`, named by its absolute path or `name`; CommandError if there is none."""
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder; check the name")
        return cls(name or str(path.resolve()), tuple(_files(path)))


@dataclass(frozen=True, slots=True)
class Portion:
    """The articles of some files, or of a part of one; `files` have been read to their end so far."""

    batch: Batch
    set_aside: tuple[SetAside, ...]
    files: int


class Intake:
    """Reads the sources of one load, every article id once."""

    def __init__(self, chrome: Chrome) -> None:
        self._reading = Reading(chrome)
        self._places: dict[str, str] = {}

    def portions(self, sources: Iterable[Source]) -> Iterator[Portion]:
        """Everything of the sources, in order, in batches of bounded size."""
        files = 0
        for source in sources:
            for items, read in self._gathered(source):
                articles = [item for item in items if isinstance(item, Article)]
                aside = tuple(item for item in items if isinstance(item, SetAside))
                yield Portion(Batch(source.name, articles), aside, files + read)
            files += len(source.files)

    def _gathered(self, source: Source) -> Iterator[tuple[list[Item], int]]:
        """Items of bounded number and length, and how many files of the source were read to their end."""
        items: list[Item] = []
        size = 0
        for read, file in enumerate(source.files):
            for item in self._read(file):
                items.append(item)
                size += len(item.text) if isinstance(item, Article) else 0
                if len(items) >= _ARTICLES or size >= _CHARACTERS:
                    yield items, read
                    items, size = [], 0
        yield items, len(source.files)

    def _read(self, file: Path) -> Iterator[Item]:
        path = os.fsencode(file).decode(errors="replace")
        try:
            yield from (
                self._once(item, path) for item in formats.read(file.read_bytes(), path, self._reading)
            )
        except OSError as error:
            yield SetAside(path, f"cannot be read: {error.strerror}; check the file and its rights")
        except UnreadableSource as error:
            yield SetAside(path, error.reason, error.line)

    def _once(self, item: Item, path: str) -> Item:
        """The item, or why it is set aside: another article of this load had its id already."""
        if isinstance(item, SetAside):
            return item
        first = self._places.setdefault(item.id, path)
        if first == path:
            return item
        return SetAside(
            path, f"the id {item.id} was taken already by an article of {first}; give one of them another"
        )


def _files(path: Path) -> Iterator[Path]:
    """The file at `path`, or all in and below the folder at `path`, in order; hidden ones are passed over."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))
