"""`isnad serve` as a process of its own: started, stopped, killed, started again."""

from __future__ import annotations

import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.botapi import BotApi, Stall
from tests.support.processes import start
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings
    from tests.support.processes import Started

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"
STARTING = 20.0
"""Seconds within which a process has started and answered, on a busy machine."""


def environment(server: BotApi, settings: Settings) -> dict[str, str]:
    port = str(free_port())
    return os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token,
        "ISNAD_ADMINS": "1",
        "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(settings.archive),
        "ISNAD_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "PORT": port,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


@asynccontextmanager
async def process(environ: dict[str, str], *command: str, cwd: Path) -> AsyncIterator[Started]:
    """A process with its stderr at hand, killed at the end if it is still there."""
    started = await start(*command, environ=environ, folder=cwd, stderr=PIPE)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def sending(server: BotApi) -> None:
    """Wait until an answer is on its way that does not arrive."""

    def stalled() -> bool | None:
        return any("Stall" in call.outcome for call in server.calls) or None

    assert await server.journal.bell.until(stalled, STARTING)


@pytest.mark.parametrize("way", [(), ("--webhook",)])
async def test_it_answers_and_ends_when_told_to(
    stocked: Settings, tmp_path: Path, way: tuple[str, ...]
) -> None:
    async with BotApi() as server:
        reader = server.user(987654321)
        await reader.says(ASKED)
        async with process(environment(server, stocked), "bot", "serve", *way, cwd=tmp_path) as bot:
            assert (await reader.hears(within=STARTING)).quotes
            await server.emptied()
            bot.send_signal(signal.SIGTERM)
            _, logs = await bot.communicate()
        assert bot.returncode == 0
        written = logs.decode() + stocked.journal.read_bytes().decode(errors="replace")
        assert server.token not in written and "987654321" not in written
        assert "واشنطن" not in logs.decode()


async def test_a_running_answer_is_finished_when_told_to_end(stocked: Settings, tmp_path: Path) -> None:
    async with BotApi() as server:
        reader = server.user(7)
        async with process(environment(server, stocked), "bot", "serve", cwd=tmp_path) as bot:
            await reader.says("؟")
            await reader.hears(within=STARTING)
            server.fails("sendMessage", Stall(1))
            await reader.says(ASKED)
            await sending(server)
            bot.send_signal(signal.SIGTERM)
            assert (await reader.hears()).quotes
            assert await bot.wait() == 0


async def test_a_question_in_hand_when_it_is_killed_is_answered_once_after_the_restart(
    stocked: Settings, tmp_path: Path
) -> None:
    async with BotApi() as server:
        reader, environ = server.user(7), environment(server, stocked)
        async with process(environ, "bot", "serve", cwd=tmp_path) as bot:
            await reader.says("؟")
            await reader.hears(within=STARTING)
            server.fails("sendMessage", Stall())
            await reader.says(ASKED)
            await sending(server)
            bot.kill()
        async with process(environ, "bot", "serve", cwd=tmp_path):
            assert (await reader.hears(within=STARTING)).quotes
            await reader.says("؟")
            await reader.hears()
            await server.emptied()
        async with process(environ, "bot", "serve", cwd=tmp_path):
            await reader.says("؟!")
            assert (await reader.hears(within=STARTING)).text.startswith("لم يصلني سؤال")


@pytest.mark.parametrize("kind", ["worker", "web"])
async def test_both_lines_of_the_procfile_start_under_a_runner(
    stocked: Settings, tmp_path: Path, kind: str
) -> None:
    async with BotApi() as server:
        environ = environment(server, stocked)
        reader = server.user(7)
        await reader.says("؟")
        command = ("honcho", "start", "--procfile", str(ROOT / "Procfile"), "--app-root", str(tmp_path), kind)
        async with process(environ, *command, cwd=tmp_path) as runner:
            await reader.hears(within=STARTING)
            await server.emptied()
            runner.send_signal(signal.SIGTERM)
            await runner.communicate()


async def test_all_that_is_missing_or_wrong_is_said_at_once(tmp_path: Path) -> None:
    environ = os.environ | {
        "PYTHONPATH": str(ROOT),
        "ISNAD_ADMINS": "me",
        "PORT": "x",
        "ISNAD_ARCHIVE": str(tmp_path / "a"),
    }
    async with process(environ, "bot", "serve", "--webhook", cwd=tmp_path) as bot:
        _, said = await bot.communicate()
    assert bot.returncode == 1
    for name in ("ISNAD_ADMINS", "PORT", "ISNAD_TELEGRAM_TOKEN", "ISNAD_WEBHOOK_URL"):
        assert f"environment: {name}: " in said.decode()
    assert not (tmp_path / "a").exists()
