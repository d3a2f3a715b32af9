"""The guarded fetcher: one address → what it holds, within limits.

A host is resolved once for each request, every address it has is judged, and the request goes to one of those
very addresses, under the host's name: nothing can change between the check and the connection.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, Self

from bot.web import robots
from bot.web.address_guard import AddressGuard, resolved
from bot.web.politeness import PATIENCE, Politeness
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN, Failed, Fetched, Moved, NotModified, Validators, judged
from bot.web.transport import HttpTransport, NoConnection, Request, joined, parsed

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Sequence

    from bot.web.address_guard import Endpoint, Resolve
    from bot.web.robots import Robots
    from bot.web.transport import HttpResponse

__all__ = [
    "CRAWLER",
    "UNKNOWN",
    "FetchLimits",
    "Fetched",
    "Fetcher",
    "NotModified",
    "Refused",
    "Rule",
    "Validators",
    "Web",
]

CRAWLER: Final = "Isnad"
"""The product token that robots.txt files know this crawler by."""
_ACCEPT: Final = "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
_BUSY: Final = {429, 503}
_MOST_ROBOTS: Final = 500
_ROBOTS_SECONDS: Final = 24 * 60 * 60.0
_FAILED_ROBOTS_SECONDS: Final = 10 * 60.0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Of one fetch: seconds of a request in all and between two pieces, bytes once unpacked, redirects."""

    seconds: float = 30.0
    silence: float = 15.0
    size: int = 20 * 2**20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Web:
    """The web as a fetcher sees it; `contact`, an address, tells servers whose it is.

    `trust` replaces the usual certificate authorities.
    """

    guard: AddressGuard = field(default_factory=AddressGuard)
    politeness: Politeness = field(default_factory=Politeness)
    resolve: Resolve = resolved
    limits: FetchLimits = field(default_factory=FetchLimits)
    contact: str = ""
    trust: ssl.SSLContext | None = None

    @property
    def agent(self) -> str:
        """Return how the fetcher introduces itself."""
        product = f"{CRAWLER}/{version('isnad')}"
        return f"{product} (+{self.contact})" if self.contact else product


class Fetcher:
    """Get one from `open`. It keeps no cookies, sends no credentials and heeds no proxy settings."""

    def __init__(self, transport: HttpTransport, web: Web) -> None:
        self._transport = transport
        self._web = web
        self._robots: dict[str, tuple[float, Robots]] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, web: Web | None = None) -> AsyncIterator[Self]:
        """Yield a fetcher for the public internet, or for `web`."""
        web = web or Web()
        async with HttpTransport.open(web.trust) as transport:
            yield cls(transport, web)

    def reaching(self, host: str, port: int) -> Fetcher:
        """Return a fetcher that may also reach this host at this port, wherever it is."""
        guard = replace(self._web.guard, internal=frozenset({(host, port)}))
        return Fetcher(self._transport, replace(self._web, guard=guard))

    async def get(
        self, address: str, *, crawling: bool = True, known: Validators = UNKNOWN
    ) -> Fetched | NotModified:
        """Return what `address` holds, redirects followed; robots.txt is heeded when `crawling`.

        Raises Refused, which names the rule.
        """
        url = address
        for _ in range(self._web.limits.redirects + 1):
            endpoint, url = self._endpoint(url)
            delay = await self._permitted(url) if crawling else 0.0
            reply = await self._patiently(url, endpoint, known, delay)
            if not isinstance(reply, Moved):
                return reply
            url = joined(url, reply.target)
        most = self._web.limits.redirects
        raise Refused(address, Rule.REDIRECTS, f"it leads on and on, more than {most} times")

    async def robots(self, address: str) -> Robots:
        """Return what the site of `address` lets this crawler do; asked once a day. Raises Refused."""
        site = joined(self._endpoint(address)[1], "/robots.txt")
        now = asyncio.get_running_loop().time()
        until, said = self._robots.get(site, (now, robots.NO_ROBOTS))
        if until <= now:
            said, seconds = await self._asked_robots(site)
            while len(self._robots) >= _MOST_ROBOTS:
                self._robots.pop(next(iter(self._robots)))
            self._robots[site] = (now + seconds, said)
        return said

    async def _asked_robots(self, site: str) -> tuple[Robots, float]:
        """Return the rules, and for how long they count; raises Refused where the site cannot be reached at all."""
        try:
            found = await self.get(site, crawling=False)
        except Failed as failure:
            if failure.status < 500:
                return robots.NO_ROBOTS, _ROBOTS_SECONDS
            return robots.ALL_FORBIDDEN, _FAILED_ROBOTS_SECONDS
        except Refused as refusal:
            if refusal.rule is Rule.KIND:
                return robots.NO_ROBOTS, _ROBOTS_SECONDS
            raise
        body = found.body if isinstance(found, Fetched) else b""
        return await asyncio.to_thread(robots.parse, body, CRAWLER), _ROBOTS_SECONDS

    async def _permitted(self, url: str) -> float:
        """Return the pause the site asks for; raises Refused when robots.txt forbids the page."""
        said = await self.robots(url)
        if said is robots.ALL_FORBIDDEN:
            raise Refused(
                url, Rule.ROBOTS, "the site's robots.txt cannot be had, so nothing is fetched for now"
            )
        if not said.allow(url):
            raise Refused(url, Rule.ROBOTS, "the site's robots.txt asks programs to leave this page alone")
        return said.delay

    async def _patiently(
        self, url: str, endpoint: Endpoint, known: Validators, delay: float
    ) -> Fetched | NotModified | Moved:
        """Return the reply to a request, which is made once more where the server asks for a little patience."""
        try:
            return await self._politely(url, endpoint, known, delay)
        except Refused as refusal:
            if refusal.wait is None or refusal.wait > PATIENCE:
                raise
            return await self._politely(url, endpoint, known, delay)

    async def _politely(
        self, url: str, endpoint: Endpoint, known: Validators, delay: float
    ) -> Fetched | NotModified | Moved:
        limits = self._web.limits
        async with self._web.politeness.turn(endpoint.host, delay):
            if wait := self._web.politeness.resting(endpoint.host):
                raise _busy(url, wait)
            try:
                async with asyncio.timeout(limits.seconds), self._response(url, endpoint, known) as response:
                    if response.status in _BUSY:
                        rest = self._web.politeness.rest(endpoint.host, response.header("retry-after"))
                        raise _busy(url, rest)
                    self._web.politeness.rested(endpoint.host)
                    return await judged(url, response, limits.size)
            except TimeoutError as error:
                raise Refused(url, Rule.TIME, f"it took longer than {limits.seconds:g} seconds") from error

    @asynccontextmanager
    async def _response(self, url: str, endpoint: Endpoint, known: Validators) -> AsyncIterator[HttpResponse]:
        """Yield the response of the first address of the host that takes a connection; all are checked before."""
        *others, last = await self._addresses(url, endpoint)
        asked = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
        headers = (
            ("User-Agent", self._web.agent),
            ("Accept", _ACCEPT),
            ("Accept-Language", "ar, *;q=0.5"),
            ("Accept-Encoding", "gzip"),
            *((name, value) for name, value in asked if value),
        )
        request = Request(url, endpoint, headers, self._web.limits.silence)
        async with AsyncExitStack() as stack:
            for address in others:
                with suppress(NoConnection):
                    response = await stack.enter_async_context(self._transport.send(request, address))
                    break
            else:
                response = await stack.enter_async_context(self._transport.send(request, last))
            yield response

    async def _addresses(self, url: str, endpoint: Endpoint) -> Sequence[str]:
        """Return the numeric addresses of a host, every one of them public."""
        nobody = Refused(url, Rule.UNKNOWN_HOST, f"there is no server {endpoint.host}")
        try:
            found = await self._web.resolve(endpoint.host, endpoint.port)
        except (OSError, UnicodeError) as error:
            raise nobody from error
        if not found:
            raise nobody
        self._web.guard.check(url, found, endpoint)
        return found

    def _endpoint(self, address: str) -> tuple[Endpoint, str]:
        """Return where an address leads, and the address in the one form it is asked for in; raises Refused."""
        parts = parsed(address)
        return self._web.guard.endpoint(parts), parts.text


def _busy(url: str, wait: float) -> Refused:
    return Refused(url, Rule.BUSY, f"the server asks to be left alone for {wait:.0f} seconds", wait)
