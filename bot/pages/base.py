"""What every page and every answer of the API has in common: headers, limits, errors, and who may come in."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from bot.errors import BotError
from bot.pages.site import Crowded
from bot.pages.templates import page
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from bot.configuration.messages import Messages
    from bot.pages.site import PageContext

_log = logging.getLogger(__name__)

LONGEST_QUESTION = 600
LONGEST_ID = 2_000
RETRY_SECONDS = 5
TELEGRAM_WEB = "https://web.telegram.org"
"""Shows Mini Apps in frames; nothing on these pages can be clicked to any harm."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {TELEGRAM_WEB}",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # What an editor takes out of the archive is gone from the next visit on.
    "Cache-Control": "no-cache",
    "Server": "Isnad",
}
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_BEARER = re.compile(r"Bearer ([\x21-\x7e]{1,200})", re.IGNORECASE)


class RefusedRequest(HTTPError):
    """A refusal with headers that say how to be let in."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.headers = headers


class Handler(RequestHandler):
    """Answers requests that may come from anybody."""

    def initialize(self, site: PageContext) -> None:
        """Keep what the page is made from."""
        self.site = site

    def set_default_headers(self) -> None:
        """Say what a browser may do with any answer."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Refuse who comes too often or may not come in."""
        wait = 0 if self.has_key() else self.site.limit.wait(self.address())
        if wait:
            raise RefusedRequest(429, {"Retry-After": str(wait)})
        if self.site.door.is_closed() and not self.has_key() and not self.is_open():
            raise RefusedRequest(401, {"WWW-Authenticate": "Bearer"})

    async def head(self, *args: str) -> None:
        """Answer as to GET, without the body."""
        await self.get(*args)  # type: ignore[misc]  # of ours, each is a coroutine

    def decode_argument(self, value: bytes, name: str | None = None) -> str:
        """Return a part of the address as text; what is no UTF-8 finds nothing."""
        return value.decode("utf-8", "replace")

    def is_open(self) -> bool:
        """Return whether this is shown to strangers even where an archive is for members alone."""
        return False

    def has_key(self) -> bool:
        """Return whether the request carries a key of the API."""
        found = _BEARER.fullmatch(self.request.headers.get("Authorization", ""))
        return found is not None and self.site.has_key(found[1])

    def address(self) -> str:
        """Return the address of who asks, as the outermost of our own proxies saw it."""
        proxies = self.site.settings.pages.proxies
        forwarded = self.request.headers.get("X-Forwarded-For", "").split(",")
        # What stands before that is the visitor's own invention.
        return forwarded[-proxies].strip() if 0 < proxies <= len(forwarded) else self.request.remote_ip or ""

    def argument(self, name: str, longest: int = 200) -> str:
        """Return a parameter of the address; empty where it is not given; refuses one that is too long."""
        value = self.get_query_argument(name, "", strip=False)
        if len(value) > longest:
            raise HTTPError(400)
        return value

    def number(self, name: str, most: int) -> int | None:
        """Return a parameter that is a number from 0 on; None where it is not given; refuses anything else."""
        value = self.argument(name)
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value) <= most):
            raise HTTPError(400)
        return int(value)

    def span(self) -> Span | None:
        """Return the passage that `q` names; None where it names none."""
        found = _SPAN.fullmatch(self.argument("q"))
        span = Span(int(found[1]), int(found[2])) if found else None
        return span if span and span.start < span.end else None

    def fail(self, status: int) -> HTTPError:
        """Return what refuses the request, to be raised."""
        return HTTPError(status)

    @property
    def texts(self) -> Messages:
        """Return the sentences in the language that was asked for, else in ours."""
        asked = self.get_query_argument("lang", "")
        return self.site.messages[asked if asked in self.site.messages else self.language]

    @property
    def language(self) -> str:
        """Return the language that the editors chose."""
        return self.site.settings.interface.language

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401  # tornado's
        """Say what is wrong, and nothing of the inside."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, Crowded | BotError):
            error = RefusedRequest(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(RETRY_SECONDS)})
            self.set_status(status_code := error.status_code)
        for name, value in error.headers.items() if isinstance(error, RefusedRequest) else ():
            self.set_header(name, value)
        self.say_error(status_code)

    def say_error(self, status: int) -> None:
        """Write a page that says what is wrong."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page(self, "error.html", status=status))

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what went wrong here, without the request: it holds a reader's words."""
        if isinstance(value, HTTPError | Crowded):
            return
        if isinstance(value, BotError):
            _log.error("a page could not be made: %s", value)
        elif typ is not None and value is not None:
            _log.error("a page could not be made", exc_info=(typ, value, tb))


class Missing(Handler):
    """Answers where there is no page."""

    def is_open(self) -> bool:
        """Let everybody know."""
        return True

    async def prepare(self) -> None:
        """Refuse every request."""
        await super().prepare()
        raise HTTPError(404)
