"""How many questions a second the HTTP API answers about the pages that Isnad ships with, and how soon.

Run it by hand: `python -m tests.benchmarks.speed.pages [requests] [connections]`. The bot runs as a process of its
own, with the limit of requests off; the clients are in this one, on connections that stay open, and each asks as soon
as it was answered. No question is spelled twice in the same way in the second run, so that none is remembered. Last,
articles are opened at their quotations.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from tests.benchmarks.speed.load import QUESTIONS, running, spelled
from tests.support.botapi import BotApi
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REQUESTS, CONNECTIONS = 6_000, 4
UNLIMITED = "[pages]\nrequests_a_minute = 0\n"


async def main(requests: int, connections: int) -> None:
    """Print requests a second and milliseconds of each run."""
    with tempfile.TemporaryDirectory() as folder:
        config, archive, port = Path(folder) / "config", Path(folder) / "archive.db", free_port()
        config.mkdir()
        (config / "settings.toml").write_text(UNLIMITED, encoding="utf-8")
        async with Library.open(configuration.load(config, archive, {})) as library:
            await prepare(library)
        async with BotApi() as server, running(server, ("bot", "serve"), config, archive, port):
            await ready(port)
            for name, asked in (
                ("remembered", [QUESTIONS[n % len(QUESTIONS)] for n in range(requests)]),
                ("each new", [spelled(QUESTIONS[n % len(QUESTIONS)], n) for n in range(requests)]),
            ):
                paths = [f"/api/ask?q={quote(question)}" for question in asked]
                print(f"/api/ask, {name}: {await measured(port, paths, connections)}", flush=True)
            opened = await passages(port)
            paths = [opened[n % len(opened)] for n in range(requests)]
            print(f"/a/<id>: {await measured(port, paths, connections)}")


async def ready(port: int) -> None:
    """Wait until the archive is loaded."""
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            if await fetch("/readyz", reader, writer):
                return
        except (OSError, AssertionError):
            await asyncio.sleep(0.1)
    raise AssertionError("the bot does not start")


async def passages(port: int) -> list[str]:
    """The addresses of the articles' pages at what answers the questions."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    found = []
    for question in QUESTIONS:
        for one in json.loads(await fetch(f"/api/ask?q={quote(question)}", reader, writer))["quotes"]:
            found.append(f"/a/{one['article']}?q={one['start']}-{one['end']}")  # noqa: PERF401
    writer.close()
    return found


async def measured(port: int, paths: Sequence[str], connections: int) -> str:
    """Ask for every path once."""
    left, took = iter(paths), list[float]()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(connections):
            tasks.create_task(client(port, left, took))
    seconds = time.perf_counter() - begun
    took.sort()
    p50, p95, p99 = (took[int(len(took) * part)] * 1000 for part in (0.5, 0.95, 0.99))
    return f"{len(took) / seconds:.0f} requests/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms"


async def client(port: int, paths: Iterator[str], took: list[float]) -> None:
    """Ask one path after the other on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path in paths:
        begun = time.perf_counter()
        await fetch(path, reader, writer)
        took.append(time.perf_counter() - begun)
    writer.close()


async def fetch(path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """The body of an answer."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return await reader.readexactly(int(length.partition(b":")[2]))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]]
    asyncio.run(main(*given, *(REQUESTS, CONNECTIONS)[len(given) :]))
