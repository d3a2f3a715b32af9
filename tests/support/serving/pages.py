"""The pages served inside the test, of an archive and a journal, without a bot."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from bot.answering.answer_cache import AnswerCache
from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.responder import responder
from bot.archive.library import Library
from bot.configuration.environment import PublicSite, Telegram
from bot.configuration.messages import read
from bot.configuration.page_links import PageLinks
from bot.editorial.answers import EditorialAnswers
from bot.pages.address_limit import AddressLimit
from bot.pages.routes import routes
from bot.pages.site import Door, PageContext
from bot.telegram.metrics import Metrics
from bot.telegram.transport.http_server import HealthSource, serving
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings
    from retrieval.records import Answer, Quote

TOKEN = "123:abc"
KEY = "k" * 16


@dataclass
class Served:
    """Pages at `url`; what the test sets here is what the door says from then on."""

    url: str
    client: aiohttp.ClientSession
    library: Library
    links: PageLinks
    closed: bool = False
    admitted: set[int] = field(default_factory=set)
    presses: dict[str, Quote] = field(default_factory=dict)
    counted: list[Answer] = field(default_factory=list)

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and body of a path, taken as it stands."""
        answer = await self.answer(path, **headers)
        return answer.status, await answer.text()

    async def answer(self, path: str, **headers: str) -> aiohttp.ClientResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL(f"{self.url}{path}", encoded=True)
        async with self.client.get(url, headers=named, allow_redirects=False) as answer:
            await answer.read()
            return answer

    async def json(self, path: str, **headers: str) -> Any:
        return json.loads((await self.get(path, **headers))[1])

    @classmethod
    @asynccontextmanager
    async def of(cls, settings: Settings, *, limit: int = 0, **pages: Any) -> AsyncIterator[Self]:
        """Serve the archive that the settings name."""
        port = free_port()
        settings = replace(
            settings,
            pages=replace(settings.pages, **pages),
            telegram=Telegram(TOKEN, frozenset(), None, port),
            site=PublicSite("", frozenset({KEY})),
        )
        async with Library.open(settings) as library, aiohttp.ClientSession() as client:
            served = cls(f"http://127.0.0.1:{port}", client, library, PageLinks.of(settings))
            site = served._site(settings, limit)
            health = HealthSource(Metrics(), lambda: True)
            async with serving(port, health, pages=routes(site)):
                yield served

    def _site(self, settings: Settings, limit: int) -> PageContext:
        async def opens(press: str) -> Quote | None:
            return self.presses.get(press)

        def count(answer: Answer, _: float) -> None:
            self.counted.append(answer)

        library, texts = self.library, {name: read(settings, name) for name in ("ar", "en")}
        inquiries = Inquiries(
            AnswerCache(library), interpreter(settings, library.language), EditorialAnswers(library)
        )
        replying = responder(inquiries, settings, library.language, texts["en"])
        door = Door(lambda: self.closed, lambda who: who in self.admitted, opens)
        return PageContext(settings, library, replying, texts, door, count, self.links, AddressLimit(limit))


def signed(who: int, at: int, *, token: str = TOKEN, **other: str) -> str:
    """Return what Telegram hands to a Mini App that a user opened at that time."""
    fields = {
        "auth_date": str(at),
        "query_id": "q",
        "user": json.dumps({"id": who, "first_name": "ن"}),
        **other,
    }
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode({**fields, "hash": hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()})
