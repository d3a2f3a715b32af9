"""The addresses at which an archive is offered to its replicas, for who has the key."""

from __future__ import annotations

import hmac
import logging
import re
from typing import TYPE_CHECKING, Any

import msgspec
from tornado.web import HTTPError, RequestHandler

from bot.errors import BotError
from bot.replicas.offers import Offers

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

_log = logging.getLogger(__name__)

ROOT = "/replica"
_BEARER = re.compile(r"Bearer ([\x21-\x7e]{1,200})", re.IGNORECASE)


class _Offered(RequestHandler):
    def initialize(self, offers: Offers, key: str) -> None:
        self.offers, self._key = offers, key

    def set_default_headers(self) -> None:
        self.set_header("Server", "Isnad")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def prepare(self) -> None:
        """Refuse who does not have the key."""
        found = _BEARER.fullmatch(self.request.headers.get("Authorization", ""))
        if found is None or not hmac.compare_digest(found[1].encode(), self._key.encode()):
            self.set_header("WWW-Authenticate", "Bearer")
            self.set_status(401)
            self.finish()


class _Latest(_Offered):
    async def get(self) -> None:
        try:
            offer = await self.offers.latest()
        except BotError as error:
            _log.error("the archive cannot be offered to replicas: %s", error)
            raise HTTPError(503) from error
        self.set_header("Content-Type", "application/json")
        self.write(msgspec.json.encode(offer))


class _Block(_Offered):
    async def get(self, snapshot: str, number: str, name: str) -> None:
        block = await self.offers.block(snapshot, name, int(number))
        if block is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/octet-stream")
        self.write(block)


def replica_routes(settings: Settings) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return what answers replicas; nothing where no key is set."""
    key = settings.site.replica_key
    if not key:
        return []
    given = {"offers": Offers(settings), "key": key}
    return [(ROOT, _Latest, given), (rf"{ROOT}/([0-9a-f]{{32}})/(\d{{1,7}})/(.+)", _Block, given)]
