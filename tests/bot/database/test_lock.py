from __future__ import annotations

import asyncio
import signal
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.database.lock import alone, held, is_held
from bot.errors import StoreError
from bot.loading.load import load
from bot.telegram.app import run
from tests.support.botapi import BotApi
from tests.support.serving.bot import running, settings_for

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

ROOT = Path(__file__).parents[3]
HOLDING = """
import signal, sys
from pathlib import Path
from bot.database.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    signal.pause()
"""


async def test_what_one_process_holds_another_is_refused_until_it_dies(archive: Path) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDING, archive, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout
    await holder.stdout.readline()
    assert is_held(archive)
    with pytest.raises(StoreError, match=r"archive\.db: another Isnad serves this archive"), held(archive):
        pass
    holder.send_signal(signal.SIGKILL)
    await holder.communicate()
    assert archive.with_name("archive.db.lock").exists() and not is_held(archive)
    with held(archive):
        pass


def test_a_link_to_the_archive_is_the_same_archive(archive: Path, tmp_path: Path) -> None:
    archive.touch()
    link = tmp_path / "link.db"
    link.symlink_to(archive)
    with held(archive), pytest.raises(StoreError, match="another Isnad"), held(link):
        pass


def test_looking_leaves_nothing_behind_and_the_lock_is_private(archive: Path) -> None:
    assert not is_held(archive)
    assert list(archive.parent.iterdir()) == []
    with held(archive):
        [file] = archive.parent.iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_two_that_write_an_index_the_second_waits_for_the_first(tmp_path: Path) -> None:
    written: list[str] = []

    def write(name: str) -> None:
        with alone(tmp_path / "archive.db.index"):
            written.extend([name, name])

    with ThreadPoolExecutor(1) as threads:
        with alone(tmp_path / "archive.db.index"):
            second = threads.submit(write, "second")
            written.append("first")
            assert not second.done()
            written.append("first")
        second.result()

    assert written == ["first", "first", "second", "second"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"file/archive\.db\.lock: cannot be written"):  # noqa: SIM117
        with held(tmp_path / "file" / "archive.db"):
            pass


async def test_a_second_bot_of_an_archive_refuses_while_loading_beside_the_first_goes_on(
    stocked: Settings, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("افتتاح جسر\n\nافتتح وزير الأشغال أمس جسرا جديدا في مدينة خيالية.\n", encoding="utf-8")
    async with BotApi() as server, running(settings_for(server, stocked)):
        reader = server.user(7)
        await reader.says("؟")
        await reader.hears(20)
        with pytest.raises(StoreError, match="stop it first"):
            await run(settings_for(server, stocked), "polling", asyncio.Event())
        async with Library.open(stocked) as library:
            assert (await load(library, [page])).changes.added == 1
