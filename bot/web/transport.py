"""One HTTP request to one numeric address (the one importer of httpx).

It goes through httpx's transport alone: no cookies, no redirects, no proxies of the environment, and nothing is
unpacked on the way.
"""

from __future__ import annotations

import ssl
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

import httpx

from bot.web.address_guard import Parts
from bot.web.refusals import Refused, Rule

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.web.address_guard import Endpoint

    Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom: the address, the endpoint it leads to, and seconds of silence that are borne."""

    url: str
    endpoint: Endpoint
    headers: Headers
    silence: float


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What came back, its header names in small letters; `body` is still to be read, as it was sent."""

    status: int
    headers: Headers
    body: AsyncIterator[bytes]

    def header(self, name: str) -> str | None:
        """Return the first header of that name."""
        return next((value for key, value in self.headers if key == name), None)


class NoConnection(Refused):
    """Nobody takes connections at that numeric address; another one of the host may."""


class HttpTransport:
    """Get one from `open`."""

    def __init__(self, transport: httpx.AsyncHTTPTransport) -> None:
        self._transport = transport

    @classmethod
    @asynccontextmanager
    async def open(cls, trust: ssl.SSLContext | None) -> AsyncIterator[Self]:
        """Yield a transport that trusts the usual certificate authorities, or those in `trust`."""
        # A connection belongs to one request: the pool would share those of one address between hosts.
        alone = httpx.Limits(max_keepalive_connections=0)
        verify = trust or usual_trust(environment=False)
        async with httpx.AsyncHTTPTransport(verify=verify, trust_env=False, limits=alone) as transport:
            yield cls(transport)

    @asynccontextmanager
    async def send(self, request: Request, address: str) -> AsyncIterator[HttpResponse]:
        """Yield the response from the numeric `address`, under the endpoint's own name; raises Refused."""
        sent = httpx.Request(
            "GET",
            httpx.URL(request.url).copy_with(host=address),
            headers=[("Host", request.endpoint.authority), *request.headers],
            extensions={
                # The certificate has to be the named host's.
                "sni_hostname": request.endpoint.host,
                "timeout": httpx.Timeout(request.silence).as_dict(),
            },
        )
        with _refusing(request.url):
            response = await self._transport.handle_async_request(sent)
            try:
                yield HttpResponse(
                    response.status_code, tuple(response.headers.items()), response.aiter_raw()
                )
            finally:
                await response.aclose()


@cache
def usual_trust(*, environment: bool = True) -> ssl.SSLContext:
    """Return the usual certificate authorities, or those of the `environment`; there are many of them to read."""
    return httpx.create_ssl_context(trust_env=environment)


def parsed(text: str) -> Parts:
    """Take an address apart; raises Refused for what is none."""
    try:
        url = httpx.URL(text.strip())
        host = url.raw_host.decode("ascii").lower()
        return Parts(str(url.copy_with(fragment=None)), url.scheme, host, url.port, bool(url.userinfo))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(text, Rule.SCHEME, "this is no address of a page") from error


def joined(url: str, target: str) -> str:
    """Return where a link or redirect on `url` leads; raises Refused for what is no address."""
    try:
        return str(httpx.URL(url).join(target.strip()))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(url, Rule.SCHEME, "it leads on to what is no address of a page") from error


@contextmanager
def _refusing(url: str) -> Iterator[None]:
    """Raise what goes wrong in the network as Refused."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise Refused(url, Rule.TIME, "the server fell silent") from error
    except httpx.ConnectError as error:
        if said := _certificate(error):
            raise Refused(url, Rule.CERTIFICATE, f"its certificate is not in order: {said}") from error
        raise NoConnection(url, Rule.UNREACHABLE, "the server takes no connection") from error
    except httpx.TransportError as error:
        raise Refused(url, Rule.UNREACHABLE, f"the server broke off: {str(error)[:200]}") from error


def _certificate(error: BaseException | None) -> str | None:
    """Return what is wrong with the server's certificate, if that is behind the error."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None
