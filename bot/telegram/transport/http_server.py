"""What answers on $PORT: health, metrics, the pages for browsers and, when Telegram calls us, the webhook.

Served by tornado, which python-telegram-bot's own webhooks run on and which brings nothing else along.
"""

from __future__ import annotations

import hmac
import json
import logging
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tornado.web import Application, RequestHandler

from bot.errors import BotError, CommandError
from bot.telegram.transport.bounded_server import BoundedServer
from bot.telegram.transport.parsing import update_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from telegram import Bot

    from bot.telegram.metrics import Metrics
    from bot.telegram.transport.updates import Updates

_log = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram"
SILENT_SECONDS = 90.0
"""Without contact for longer than this (a poll takes 25 s, then it is tried again) the bot is not alive."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class HealthSource:
    """What the pages are made from."""

    metrics: Metrics
    is_ready: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram's calls go, and the secret that they carry."""

    bot: Bot
    updates: Updates
    secret: str


class _HealthPage(RequestHandler):
    def initialize(self, health: HealthSource) -> None:
        self.health = health

    def say(self, *, good: bool, words: str) -> None:
        self.set_status(200 if good else 503)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.write(f"{words}\n")


class _Health(_HealthPage):
    async def get(self) -> None:
        silence = self.health.metrics.silence()
        good = silence < SILENT_SECONDS
        self.say(good=good, words="ok" if good else f"no contact with Telegram for {silence:.0f} s")


class _Ready(_HealthPage):
    async def get(self) -> None:
        good = self.health.is_ready()
        self.say(good=good, words="ok" if good else "the archive is not loaded yet")


class _Metrics(_HealthPage):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.write(self.health.metrics.text())


class _Telegram(RequestHandler):
    def initialize(self, webhook: Webhook) -> None:
        self.webhook = webhook

    async def post(self) -> None:
        """Take over one update; it is accepted only once it is kept."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.webhook.secret.encode()):
            self.send_error(403)
            return
        try:
            update = update_of(json.loads(self.request.body), self.webhook.bot)
        except (ValueError, RecursionError):
            update = None
        if update is None:
            self.send_error(400)
            return
        try:
            await self.webhook.updates.receive([update])
        except BotError as error:
            _log.error("an update could not be kept: %s", error)
            self.send_error(503)


@asynccontextmanager
async def serving(
    port: int,
    health: HealthSource,
    webhook: Webhook | None = None,
    pages: Sequence[tuple[str, type[RequestHandler], dict[str, Any]]] = (),
) -> AsyncIterator[None]:
    """Serve health, metrics, the webhook and `pages` inside; raises CommandError when the port is taken."""
    try:
        listening = socket.create_server(("0.0.0.0", port))  # noqa: S104  # the host's proxy comes from outside
    except OSError as error:
        raise CommandError(f"port {port} cannot be listened on ({error.strerror}); set PORT") from error
    listening.setblocking(False)
    routes: list[tuple[str, type[RequestHandler], dict[str, Any]]] = [
        (path, page, {"health": health})
        for path, page in (("/healthz", _Health), ("/readyz", _Ready), ("/metrics", _Metrics))
    ]
    if webhook:
        routes.append((WEBHOOK_PATH, _Telegram, {"webhook": webhook}))
    # No log of requests: health checks come every few seconds.
    application = Application([*routes, *pages], log_function=lambda _: None)
    server = BoundedServer.of(application)
    server.add_socket(listening)
    server.start_sweeping()
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()
