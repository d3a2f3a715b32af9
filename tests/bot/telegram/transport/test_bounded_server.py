"""A server that slow, silent and many clients do not hold up."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from tornado.web import Application, RequestHandler

from bot.telegram.transport import bounded_server
from bot.telegram.transport.bounded_server import SWEEPS, BoundedServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = 8 << 20


class Large(RequestHandler):
    async def get(self) -> None:
        self.write(b"x" * (LARGE if self.request.path == "/large" else 2))


@asynccontextmanager
async def served() -> AsyncIterator[tuple[BoundedServer, int]]:
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    server = BoundedServer.of(Application([(r"/.*", Large)], log_function=lambda _: None))
    server.add_socket(listening)
    server.start_sweeping()
    try:
        yield server, listening.getsockname()[1]
    finally:
        server.stop()
        await server.close_all_connections()


async def is_answered(port: int) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    async with asyncio.timeout(5):
        line = await reader.readline()
    writer.close()
    return line == b"HTTP/1.1 200 OK\r\n"


async def test_of_too_many_connections_the_oldest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_server, "MOST_CONNECTIONS", 3)
    async with served() as (_, port):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(10)]
        assert await is_answered(port)
        async with asyncio.timeout(5):
            assert await silent[0][0].read() == b"", "it was closed"
        for _, writer in silent:
            writer.close()


async def test_who_says_nothing_for_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_server, "IDLE_SECONDS", 0.05)
    async with served() as (_, port):
        for begun in (b"", b"GET / HTTP/1.1\r\nHost:"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            async with asyncio.timeout(5):
                assert await reader.read() == b""
            writer.close()


async def test_who_does_not_take_what_was_sent_is_left_and_who_takes_it_slowly_is_not() -> None:
    async with served() as (server, port):
        deaf_reader, deaf = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        deaf.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readexactly(LARGE)
        for _ in range(SWEEPS + 1):
            server.sweep()
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            async with asyncio.timeout(5):
                await deaf_reader.readexactly(LARGE + 10_000)
        writer.write(REQUEST)
        async with asyncio.timeout(5):
            assert b"200 OK" in await reader.readuntil(b"200 OK")
        for one in (deaf, writer):
            one.close()
