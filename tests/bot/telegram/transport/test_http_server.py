"""Health, metrics and the webhook."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.errors import CommandError
from bot.telegram.metrics import Metrics
from bot.telegram.transport.http_server import SILENT_SECONDS, HealthSource, serving
from tests.support.botapi import BotApi
from tests.support.serving.bot import free_port, running, settings_for

if TYPE_CHECKING:
    from bot.configuration.settings import Settings


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def page(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def test_health_turns_red_when_telegram_falls_silent_and_readiness_with_the_archive() -> None:
    clock, loaded = Clock(), asyncio.Event()
    metrics, port = Metrics(clock), free_port()
    async with serving(port, HealthSource(metrics, loaded.is_set)):
        assert (await page(port, "/healthz"))[0] == 200
        assert (await page(port, "/readyz"))[0] == 503
        clock.now = SILENT_SECONDS
        loaded.set()
        assert await page(port, "/healthz") == (503, "no contact with Telegram for 90 s\n")
        assert (await page(port, "/readyz"))[0] == 200
        metrics.contact()
        assert (await page(port, "/healthz"))[0] == 200
        assert (await page(port, "/telegram"))[0] == 404


async def test_a_taken_port_is_named() -> None:
    port, health = free_port(), HealthSource(Metrics(), lambda: True)
    async with serving(port, health):
        with pytest.raises(CommandError, match=f"port {port} cannot be listened on"):
            async with serving(port, health):
                pass


async def test_metrics_count_questions_and_know_no_words(stocked: Settings) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        async with running(served):
            reader = server.user(987654)
            await reader.says("أين سوريا؟")
            await reader.hears()
            _, text = await page(served.telegram.port, "/metrics")
    assert 'isnad_questions_total{place="private",verdict="' in text
    assert 'isnad_updates_total{kind="message"} 1.0' in text
    assert "سوريا" not in text and "987654" not in text and server.token not in text


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [(None, "{}", 403), ("guess", "{}", 403), ("right", "{", 400), ("right", "[1]", 400)],
)
async def test_the_webhook_takes_only_telegrams_calls(
    stocked: Settings, secret: str | None, body: str, status: int
) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        async with running(served, "webhook"), aiohttp.ClientSession() as client:
            known = str((await server.called("setWebhook")).parameters["secret_token"])
            headers = (
                {"X-Telegram-Bot-Api-Secret-Token": known if secret == "right" else secret} if secret else {}
            )
            url = f"http://127.0.0.1:{served.telegram.port}/telegram"
            async with client.post(url, data=body, headers=headers) as answer:
                assert answer.status == status
