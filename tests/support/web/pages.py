"""What the server has at an address: pages, and ways of never quite giving one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCK = b"0" * 65536


@dataclass(frozen=True, slots=True)
class Page:
    """An ordinary response; `length` is declared instead of the true one."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Send it all."""
        length = len(self.body) if self.length is None else self.length
        writer.write(head(self.status, {**self.headers, "Content-Length": str(length)}) + self.body)
        await writer.drain()


@dataclass(frozen=True, slots=True)
class Endless:
    """A body that goes on until the other side hangs up; begins with `start` and repeats `block`."""

    headers: Mapping[str, str] = field(default_factory=dict)
    start: bytes = b""
    block: bytes = BLOCK

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Send as long as it is taken."""
        writer.write(head(200, self.headers) + self.start)
        while not writer.is_closing():
            writer.write(self.block)
            await writer.drain()


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing after `start`, until the other side hangs up."""

    start: bytes = b""

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Wait to be left."""
        writer.write(self.start)
        await writer.drain()
        await asyncio.Event().wait()


@dataclass(frozen=True, slots=True)
class Dripping:
    """A byte whenever the loop comes round, so that it is never silent and never done."""

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Send byte for byte."""
        writer.write(head(200, {"Content-Length": "10000000"}))
        while not writer.is_closing():
            writer.write(b"0")
            await writer.drain()
            await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class Broken:
    """These bytes instead of HTTP, then the end."""

    data: bytes

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Send them."""
        writer.write(self.data)
        await writer.drain()


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """Return the head of a response."""
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
