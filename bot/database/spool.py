"""Values that wait on the disk until a transaction takes them, so that nobody waits while they are made."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager, contextmanager
from typing import IO, TYPE_CHECKING, Generic, Self, TypeVar

import msgspec

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator
    from pathlib import Path

Value = TypeVar("Value")

_LENGTH = 8  # bytes that say how long the next value is


class Spool(Generic[Value]):
    """A private file without a name, which goes with the process; raises StoreError where the disk is full."""

    def __init__(self, file: IO[bytes], folder: Path, kind: type[Value]) -> None:
        self._file = file
        self._folder = folder
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._encoder = msgspec.msgpack.Encoder()

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path, kind: type[Value]) -> AsyncIterator[Self]:
        """Yield an empty one of values of one kind, on the disk of `folder`."""
        with _explained(folder):
            # Not in a thread: whoever is broken off meanwhile would leave it open.
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        try:
            yield cls(file, folder, kind)
        finally:
            # What a full disk did not take is of no use any more; closing would try once more.
            try:
                file.close()
            except OSError:
                file.close()

    async def put(self, value: Value) -> None:
        """Add a value at the end."""
        content = self._encoder.encode(value)
        with _explained(self._folder):
            await asyncio.to_thread(self._file.write, len(content).to_bytes(_LENGTH, "big") + content)

    async def taken(self) -> AsyncGenerator[Value]:
        """Yield all values in order."""
        with _explained(self._folder):
            await asyncio.to_thread(self._file.seek, 0)
            while content := await asyncio.to_thread(self._read):
                yield self._decoder.decode(content)

    def _read(self) -> bytes:
        return self._file.read(int.from_bytes(self._file.read(_LENGTH), "big"))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (
            f"what waits to be written cannot be kept here: {error.strerror}; free some space and try again"
        )
        raise StoreError(str(folder), reason) from error
