"""Which reader reads what: by the ending of a file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from retrieval.readers import jsonl, text
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.readers.reading import Reading
    from retrieval.records import Article

    Reader = Callable[[bytes, str, Reading], Iterator[Article | SetAside]]

READERS: Final[dict[str, Reader]] = {".txt": text.read, ".jsonl": jsonl.read, ".jsonl.gz": jsonl.read}


def read(data: bytes, path: str, reading: Reading) -> Iterator[Article | SetAside]:
    """Read what the file holds, in order; what cannot be read is said in a SetAside. Raises UnreadableSource."""
    name = path.lower()
    reader = next((READERS[ending] for ending in READERS if name.endswith(ending)), None)
    if reader is None:
        yield SetAside(path, f"files of this kind cannot be read; give it as one of {', '.join(READERS)}")
        return
    yield from reader(data, path, reading)
