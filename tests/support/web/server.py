"""The server: it takes one request a connection and remembers them all."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import parse_qs, urlsplit

from bot.web.address_guard import AddressGuard
from bot.web.fetcher import FetchLimits, Web
from bot.web.politeness import Politeness
from tests.support.web.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Make = Callable[["Seen"], "Sent"]


class Sent(Protocol):
    """What can be sent back."""

    async def send(self, writer: asyncio.StreamWriter) -> None:
        """Send it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came in; header names in small letters."""

    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        """Return the path alone."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters, the last of each name."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.target).query).items()}


class WebServer:
    """A server on a port of its own; every name leads to it, unless `leads` says otherwise."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self.asked: list[str] = []
        self._tls = tls
        self._pages: dict[str, Make] = {}
        self._names: dict[str, list[Sequence[str]]] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = int(self._server.sockets[0].getsockname()[1])
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def puts(self, path: str, page: Sent | Make | str) -> None:
        """Let `path` hold a page, a text, or what a function makes of each request."""
        if isinstance(page, str):
            page = Page(page.encode())
        made = page
        self._pages[path] = made if callable(made) else lambda _: made

    def leads(self, name: str, *answers: Sequence[str]) -> None:
        """Let the resolver give these addresses for a name, one answer after another, the last for ever."""
        self._names[name] = list(answers)

    def url(self, path: str = "/", host: str = "news.example") -> str:
        """Return the address of a page."""
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    def web(
        self, limits: FetchLimits | None = None, politeness: Politeness | None = None, **more: object
    ) -> Web:
        """Return the web with this server in it, and nothing else of this machine."""
        return Web(
            guard=AddressGuard(loopback=frozenset({self.port})),
            politeness=politeness or Politeness(gap=0),
            resolve=self.resolve,
            limits=limits or FetchLimits(),
            **more,  # type: ignore[arg-type]  # the other fields of Web
        )

    async def resolve(self, host: str, _: int) -> Sequence[str]:
        """Return the addresses of a name; a numeric one is its own."""
        self.asked.append(host)
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        answers = self._names.get(host, [["127.0.0.1"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def paths(self) -> list[str]:
        """Return the paths that were asked for, but for robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
                await self._reply(await reader.readuntil(b"\r\n\r\n"), reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _reply(
        self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        first, *lines = request.decode().rstrip("\r\n").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        seen = Seen(first.split(" ")[1], {name.lower(): value for name, value in headers.items()})
        self.seen.append(seen)
        make = self._pages.get(seen.target) or self._pages.get(seen.path)
        sending = asyncio.create_task((make(seen) if make else Page(status=404)).send(writer))
        leaving = asyncio.create_task(reader.read())
        try:
            await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
