"""Ways in which Telegram, or the way to it, fails."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aiohttp import web

from tests.support.botapi.answers import error_answer
from tests.support.botapi.objects.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    CarryOut = Callable[[], Awaitable[web.StreamResponse]]

EVERY_METHOD = "*"


class Fault(Protocol):
    """What happens to a call instead of, before, or after its being carried out."""

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        """Answer `request`, or never; `carry_out` does what the call asks and gives the honest answer."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The call is refused with an error answer and not carried out."""

    code: int
    description: str

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        return error_answer(ApiError(self.code, self.description, breach=False))


@dataclass(frozen=True, slots=True)
class TooManyRequests:
    """429: come back after `retry_after` whole seconds."""

    retry_after: int

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        description = f"Too Many Requests: retry after {self.retry_after}"
        return error_answer(ApiError(429, description, breach=False, retry_after=self.retry_after))


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A gateway's HTML page in place of JSON; what was asked for may be `carried_out` behind it."""

    status: int = 502
    carried_out: bool = False

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        if self.carried_out:
            await carry_out()
        page = f"<html><head><title>{self.status} Bad Gateway</title></head><body>nginx</body></html>"
        return web.Response(status=self.status, text=page, content_type="text/html")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An answer in the right envelope whose result is of no known shape; the call may be `carried_out`."""

    carried_out: bool = False

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        if self.carried_out:
            await carry_out()
        return web.json_response({"ok": True, "result": {"what": ["nobody", "foresaw"]}})


@dataclass(frozen=True, slots=True)
class NoResult:
    """An error in the envelope of an answer: the status says that all is well."""

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": 500, "description": "Internal Server Error"})


@dataclass(frozen=True, slots=True)
class ConnectionReset:
    """The connection is reset before anything is done."""

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        return _reset(request)


@dataclass(frozen=True, slots=True)
class Stall:
    """Nothing comes back until the client gives up, or for `seconds`, after which the call is carried out."""

    seconds: float | None = None

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        if self.seconds is None:
            await asyncio.Event().wait()
        await asyncio.sleep(self.seconds or 0)
        return await carry_out()


@dataclass(frozen=True, slots=True)
class LostReply:
    """The call is carried out, but its answer never arrives: the connection is reset, or hangs (`hang`)."""

    hang: bool = False

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        await carry_out()
        if self.hang:
            await asyncio.Event().wait()
        return _reset(request)


class FaultPlan:
    """Which calls fail next, and how."""

    def __init__(self) -> None:
        self._once: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._standing: list[tuple[str, Fault]] = []

    def add(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` ("*" for any) meet `faults`, one each, in order."""
        self._once[method].extend(faults)

    @contextmanager
    def standing(self, method: str, fault: Fault) -> Iterator[None]:
        """Run what is inside while every call of `method` ("*" for any) meets `fault`."""
        entry = (method, fault)
        self._standing.append(entry)
        try:
            yield
        finally:
            self._standing.remove(entry)

    def next(self, method: str) -> Fault | None:
        """Return the fault that this call of `method` meets."""
        for name in (method, EVERY_METHOD):
            if self._once[name]:
                return self._once[name].popleft()
        return next((fault for name, fault in self._standing if name in {method, EVERY_METHOD}), None)


def _reset(request: web.Request) -> web.StreamResponse:
    """Send RST instead of an answer: closing with a linger time of nought does that."""
    transport = request.transport
    if transport is not None:
        raw: socket.socket = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()
