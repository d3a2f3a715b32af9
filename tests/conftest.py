"""What several tests need: an archive file of one's own, and settings that point to it."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest
from support.clock import Clock

from bot import settings as configuration
from bot.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@pytest.fixture(autouse=True)
def unset_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ARCHIVE", "CONFIG", "TELEGRAM_TOKEN", "ADMINS", "BOT_API_URL"):
        monkeypatch.delenv(f"ISNAD_{name}", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    # Without it python-telegram-bot warns of coming types wherever it meets seconds, and warnings are errors.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def settings(archive: Path) -> Settings:
    """Isnad's own settings, with nothing from this machine's environment."""
    return configuration.load(archive=archive, environ={})


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the pages that Isnad ships with, ready for questions; to be copied."""
    folder = tmp_path_factory.mktemp("shelf")

    async def stock() -> None:
        async with Library.open(configuration.load(archive=folder / "archive.db", environ={})) as library:
            await library.prepare()

    asyncio.run(stock())
    return folder


@pytest.fixture
def stocked(shelf: Path, settings: Settings) -> Settings:
    """Settings whose archive holds the pages that Isnad ships with."""
    shutil.copytree(shelf, settings.archive.parent, dirs_exist_ok=True)
    return settings


@pytest.fixture
def clock() -> Clock:
    return Clock()
