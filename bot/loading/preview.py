"""What is understood of files, before anything of them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.loading import left_out, read_file
from bot.loading.files import FileSource
from bot.loading.parallel import ParallelReader
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.loading.left_out import LeftOut
    from retrieval.readers.context import ReadContext


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds, as it would be kept: its articles and what is set aside; and its lines that are in neither."""

    path: str
    items: tuple[Article | SetAside, ...]
    left_out: tuple[LeftOut, ...] = ()


def files(paths: Sequence[Path], reading: ReadContext) -> Iterator[Understood]:
    """Read each of the files, and those in the folders, in order. Raises CommandError where a path does not exist."""
    sources = [FileSource.at(path) for path in paths]
    with ParallelReader(reading, 1) as reader:
        for source in sources:
            for aside in source.set_aside:
                yield Understood(aside.path, (aside,))
            for file, found in zip(source.files, reader.read(source.files), strict=True):
                articles = [item for item in found.items if isinstance(item, Article)]
                small = file.stamp.size <= read_file.DOCUMENT_LARGEST
                data = Path(file.path).read_bytes() if small else b""
                lines = left_out.find(data, file.shown, articles, reading) if small else []
                yield Understood(file.shown, found.items, tuple(lines))
