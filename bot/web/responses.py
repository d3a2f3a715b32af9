"""What a server's response comes to: a body within limits, word that nothing is new, or another address."""

from __future__ import annotations

import http
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.web.decompression import TooLarge, Unpacker
from bot.web.refusals import Refused, Rule
from bot.web.sniffing import BodyKind, sniff

if TYPE_CHECKING:
    from bot.web.transport import Headers, HttpResponse

_STATUSES: Final = frozenset(map(int, http.HTTPStatus))
_MOVED: Final = {301, 302, 303, 307, 308}
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_LONGEST_HEADER: Final = 500


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier response said of itself, so that only another one is sent."""

    etag: str | None = None
    last_modified: str | None = None


UNKNOWN: Final = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: `url` is where redirects ended, `content_type` what the body looks like.

    `charset` is what the server declared; `known` is for asking again.
    """

    url: str
    status: int
    content_type: BodyKind
    charset: str | None
    body: bytes
    known: Validators = UNKNOWN
    headers: Headers = ()

    def header(self, name: str) -> str | None:
        """Return the first header of that name, which is given in small letters."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The address holds what it held before."""

    url: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The server names another address, possibly relative to the one asked for."""

    target: str


async def judged(url: str, response: HttpResponse, most: int) -> Fetched | NotModified | Moved:
    """Read a response whose body may have `most` bytes once unpacked; raises Refused."""
    status = response.status
    if status == http.HTTPStatus.NOT_MODIFIED:
        return NotModified(url)
    if status in _MOVED and (target := response.header("location")):
        return Moved(target)
    if not 200 <= status < 300:
        raise Failed(url, status)
    body = await _body(url, response, most)
    kind = sniff(body)
    if kind is None:
        raise Refused(url, Rule.KIND, "it holds neither a page nor a document that can be read")
    known = Validators(_kept(response, "etag"), _kept(response, "last-modified"))
    declared = _CHARSET.search((response.header("content-type") or "")[:_LONGEST_HEADER])
    return Fetched(url, status, kind, declared[1] if declared else None, body, known, response.headers)


class Failed(Refused):
    """The server answered with an error of `status`."""

    def __init__(self, url: str, status: int) -> None:
        phrase = f" ({http.HTTPStatus(status).phrase})" if status in _STATUSES else ""
        super().__init__(url, Rule.STATUS, f"the server answered {status}{phrase}")
        self.status = status


async def _body(url: str, response: HttpResponse, most: int) -> bytes:
    """Return the unpacked body; it is given up as soon as it is too long."""
    pieces: list[bytes] = []
    try:
        if int(response.header("content-length") or 0) > most:
            raise TooLarge
        unpacker = Unpacker(response.header("content-encoding") or "", most)
        async for part in response.body:
            pieces.extend(unpacker.feed(part))
        unpacker.finish()
    except TooLarge as error:
        raise Refused(url, Rule.SIZE, f"it is larger than {most / 2**20:g} MB") from error
    except ValueError as error:
        raise Refused(url, Rule.ENCODING, f"it cannot be unpacked: {error}") from error
    return b"".join(pieces)


def _kept(response: HttpResponse, name: str) -> str | None:
    value = response.header(name)
    return (
        value if value and len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable() else None
    )
