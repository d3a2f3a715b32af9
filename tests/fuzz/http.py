"""Hostile requests to the pages and the API of a bot that serves, beside hostile articles in its archive.

Run it by hand: `python -m tests.fuzz.http --requests 20000 --seed 1` (part of `make fuzz`). Whatever is asked, no
answer is a failure of the server (5xx), every page has our own mark-up alone, JSON is whole and is not sniffed, no
header is of the visitor's making, and the bot's log holds no traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.library import BY_HAND, Library
from bot.configuration import settings as configuration
from bot.editorial.answers import EditorialAnswers
from bot.editorial.records import AnswerKind, Written
from bot.loading.first_use import prepare
from retrieval.records import Article
from tests.fuzz.pages import check
from tests.fuzz.requests import NASTY, SCRIPT, Attempts
from tests.support.botapi import BotApi
from tests.support.web import WebServer
from tests.trust.soak.__main__ import serving_bot

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Iterator

    from tests.fuzz.requests import Attempt

CONNECTIONS = 2
PATIENCE, UNFINISHED = 20.0, 0.05
"""Seconds within which whatever is asked is answered, and for which an answer to half a request is waited for."""
UNLIMITED = "[telegram]\nthrottle = false\n[pages]\nrequests_a_minute = 0\n"
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_MARKED = SCRIPT.decode()


class UnsafeAnswer(AssertionError):
    """An answer that no request should bring about."""


def hostile() -> list[Article]:
    """Articles whose every part is markup, and whose ids are hard to put into an address."""
    names = ("a/b", "../x", "<b>", "a b", "%2e%2e", "ا?q=#", "\"'", "{{7*7}}", "a\\b", "//evil.example")
    text = (
        f'عن المعرض الغريب {_MARKED}. افتتح الوزير المعرض "><img src=x onerror=alert(2)> أمس.\n{{{{7*7}}}}\n'
    )
    urls = ("javascript:alert(4)", 'https://a.example/"><script>', None)
    return [
        Article(
            name,
            f"{_MARKED} معرض {name}",
            text * (1 + 400 * (number == 0)),
            outlet=f"{_MARKED}{number}",
            author="' onclick=alert(3)",
            url=urls[number % len(urls)],
        )
        for number, name in enumerate(names)
    ]


class Fuzzer:
    """Sends requests to one server, and judges what comes."""

    def __init__(self, port: int, attempts: Attempts) -> None:
        self._port = port
        self._attempts = attempts
        self.statuses: Counter[int] = Counter()
        """Answers by status; 0 counts the connections that were closed without one."""

    async def run(self, requests: int) -> None:
        """Send so many; raises UnsafeAnswer."""
        left = iter(range(requests))
        async with asyncio.TaskGroup() as tasks:
            for _ in range(CONNECTIONS):
                tasks.create_task(self._client(left))

    async def _client(self, left: Iterator[int]) -> None:
        streams: tuple[StreamReader, StreamWriter] | None = None
        for _ in left:
            streams = streams or await asyncio.open_connection("127.0.0.1", self._port)
            attempt = self._attempts.draw()
            try:
                kept = await self._tried(attempt, *streams)
            except UnsafeAnswer as unsafe:
                raise UnsafeAnswer(f"{unsafe}\n{attempt.sent[:2000]!r}") from unsafe
            if not kept:
                await closed(streams[1])
                streams = None
        if streams:
            await closed(streams[1])

    async def _tried(self, attempt: Attempt, reader: StreamReader, writer: StreamWriter) -> bool:
        """Send one request and judge its answer; return whether the connection may be used again."""
        try:
            writer.write(attempt.sent)
            await writer.drain()
            async with asyncio.timeout(PATIENCE if attempt.whole else UNFINISHED):
                head, body = await answer(reader, attempt.method)
        except TimeoutError:
            if attempt.whole:
                raise UnsafeAnswer(f"nothing is answered within {PATIENCE:.0f} s") from None
            return False
        except (asyncio.IncompleteReadError, ConnectionError):
            self.statuses[0] += 1
            return False
        self.statuses[judged(head, body)] += 1
        return attempt.whole and b"connection: close" not in head.lower()


async def closed(writer: StreamWriter) -> None:
    """Close a connection."""
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def answer(reader: StreamReader, method: bytes) -> tuple[bytes, bytes]:
    """Return head and body of an answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    while head.startswith(b"HTTP/1.1 100"):
        head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: (\d+)", head)
    bare = method == b"HEAD" or b" 304 " in head[:16] or b" 204 " in head[:16]
    return head, b"" if bare or not length else await reader.readexactly(int(length[1]))


def judged(head: bytes, body: bytes) -> int:
    """Return the status of an answer; raises UnsafeAnswer where it is none that may be given."""
    found = _STATUS.match(head)
    if found is None:
        raise UnsafeAnswer(f"this is no answer: {head[:200]!r}")
    status = int(found[1])
    lower = head.lower()
    if status >= 500 or b"Traceback" in body:
        raise UnsafeAnswer(f"{status}: {body[:500]!r}")
    if re.search(rb"(?im)^(x-injected|set-cookie):", head) or re.search(rb"(?im)^location: *(//|\w+:)", head):
        raise UnsafeAnswer(f"a header of the visitor's: {head[:1000]!r}")
    if body and b"content-type: text/html" in lower and b"server: isnad" in lower:
        _check_page(head, body)
    if body and b"content-type: application/json" in lower:
        json.loads(body)
        if b"x-content-type-options: nosniff" not in lower:
            raise UnsafeAnswer("JSON that a browser may take for a page")
    return status


def _check_page(head: bytes, body: bytes) -> None:
    if b"content-security-policy: default-src 'none'" not in head.lower():
        raise UnsafeAnswer("a page without a policy")
    try:
        check(body)
    except AssertionError as wrong:
        raise UnsafeAnswer(f"mark-up that is not ours: {wrong}") from wrong


async def prepared(archive: Path) -> list[str]:
    """Fill an archive with the pages that ship, hostile articles and a hostile answer of the editors; return ids."""
    async with Library.open(configuration.load(archive=archive, environ={})) as library:
        await prepare(library)
        await library.add(hostile(), BY_HAND)
        written = Written("ما حكم الغرائب في الحديقة المعلقة؟", AnswerKind.WRITTEN, f"لا نعلم {_MARKED}")
        await EditorialAnswers(library).write(written, 1, _MARKED)
        return [article.id async for article in library.store.stream()]


async def run(requests: int, seed: int, folder: Path) -> Counter[int]:
    """Send so many requests; return how many answers of each status came; raises UnsafeAnswer."""
    config, archive = folder / "config", folder / "archive.db"
    config.mkdir()
    (config / "settings.toml").write_text(UNLIMITED, encoding="utf-8")
    ids = await prepared(archive)
    async with BotApi() as server, WebServer() as web, serving_bot(server, web, config, archive) as metrics:
        port = int(metrics.removesuffix("/metrics").rpartition(":")[2])
        fuzzer = Fuzzer(
            port, Attempts(random.Random(seed), [*ids, *(one.decode("latin-1") for one in NASTY)])
        )
        await fuzzer.run(requests)
    log = (folder / "log").read_text(encoding="utf-8")
    if "Traceback" in log:
        raise UnsafeAnswer(f"the log: {log[log.index('Traceback') - 500 :][:3000]}")
    return fuzzer.statuses


def main() -> int:
    """Send requests and report; 1 where an answer was unsafe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isnad-fuzz-") as folder:
        try:
            statuses = asyncio.run(run(given.requests, given.seed, Path(folder)))
        except ExceptionGroup as failed:
            unsafe, others = failed.split(UnsafeAnswer)
            if unsafe is None or others:
                raise
            print(*unsafe.exceptions, sep="\n")
            return 1
    print(
        f"pages and API: {statuses.total()} requests by status {dict(sorted(statuses.items()))}; none failed"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
