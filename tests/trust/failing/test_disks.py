"""Disks that are full, folders that may not be written, files that others hold, indexes that are torn."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.errors import StoreError
from bot.journal.journal import Journal
from bot.loading.first_use import prepare
from bot.loading.load import reload
from tests.support.corpora import answering
from tests.support.serving.bot import talking
from tests.trust.failing.namespaces import needs_mounts, within

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

QUESTION = "ما الاسم الجديد لجبهة النصرة؟"


def articles(path: Path, count: int) -> Path:
    """A file of articles of some 8 kB each, no two of them with a word in common."""
    lines = (
        {"id": f"a{n}", "title": f"خبر {n}", "text": " ".join(f"كلمة{n * 1000 + m % 50}" for m in range(500))}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.slow
@needs_mounts
def test_a_full_disk_ends_a_load_with_a_plain_sentence_and_what_was_there_stays(tmp_path: Path) -> None:
    few, many = articles(tmp_path / "few.jsonl", 2), articles(tmp_path / "many.jsonl", 100)
    (tmp_path / "disk").mkdir()
    ran = within(
        """
        mount -t tmpfs -o size=1m none disk
        isnad --archive disk/a.db load --replace "$2" >&2
        isnad --archive disk/a.db load "$3" || echo "refused $?"
        isnad --archive disk/a.db articles | wc -l
        mount -o remount,size=200m disk
        isnad --archive disk/a.db load "$3"
        isnad --archive disk/a.db articles | wc -l
        """,
        *(tmp_path, few, many),
    )
    assert "القرص ممتلئ؛ لم يُحفظ شيء من الخطوة الأخيرة" in ran.stderr, ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    assert ran.stdout.split("\n")[:2] == ["refused 1", "2"]
    assert ran.stdout.split("\n")[-2] == "100"


@pytest.mark.slow
@needs_mounts
def test_an_index_that_does_not_fit_on_the_disk_is_made_when_there_is_room(tmp_path: Path) -> None:
    many = articles(tmp_path / "many.jsonl", 30)
    (tmp_path / "disk").mkdir()
    ran = within(
        """
        mount -t tmpfs -o size=5m none disk
        isnad --archive disk/a.db load --replace "$2" >&2
        rm -r disk/a.db.index
        head -c 5m /dev/zero >disk/filling || true
        isnad --archive disk/a.db ask --json كلمة7007 || echo "refused $?"
        rm disk/filling
        isnad --archive disk/a.db ask --json كلمة7007
        """,
        *(tmp_path, many),
    )
    assert "No space left on device" in ran.stderr or "or is full" in ran.stderr, ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    refused, answer = ran.stdout.splitlines()
    assert refused == "refused 1"
    assert json.loads(answer)["quotes"][0]["article"] == "a7"


@pytest.mark.slow
@needs_mounts
@pytest.mark.parametrize("command", ['ask "سؤال"', "load many.jsonl", "serve"])
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, stocked: Settings, command: str) -> None:
    ran = within(
        f"""
        export ISNAD_TELEGRAM_TOKEN=1:x
        mount --bind . . && mount -o remount,bind,ro .
        isnad --archive archive.db {command} || echo "refused $?"
        """,
        stocked.archive.parent,
    )
    assert ran.stdout == "refused 1\n", ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "archive.db" in ran.stderr and "تحقق من" in ran.stderr


async def test_a_file_that_another_process_writes_to_is_waited_for_and_then_named(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.database.BUSY_SECONDS", 0.1)
    async with Library.open(stocked) as library, Journal.open(stocked.journal) as journal:
        await prepare(library)
        with (
            closing(sqlite3.connect(stocked.archive)) as archive,
            closing(sqlite3.connect(stocked.journal)) as file,
        ):
            for theirs in (archive, file):
                theirs.execute("BEGIN IMMEDIATE")
            assert (await library.ask(QUESTION)).quotes
            with pytest.raises(StoreError, match="another process is writing"):
                await journal.speak("reader", "ar")
            with pytest.raises(StoreError, match="another process is writing"):
                await reload(library)
        await journal.speak("reader", "en")
        assert await journal.language("reader") == "en"


async def test_updates_that_cannot_be_kept_come_again_until_they_can(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.database.database.BUSY_SECONDS", 0.1)
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says("؟")
        await reader.hears(20)
        with closing(sqlite3.connect(stocked.journal, isolation_level=None)) as theirs:
            async with asyncio.timeout(20):
                while theirs.execute("SELECT 1 FROM updates WHERE body IS NOT NULL").fetchall():
                    await asyncio.to_thread(time.sleep, 0)  # until the first reply is done with
            theirs.execute("BEGIN IMMEDIATE")
            await reader.says(QUESTION)
            said = "updates could not be kept, trying again"
            assert await server.journal.bell.until(lambda: said in caplog.text or None, 20)
            theirs.execute("ROLLBACK")
        assert (await reader.hears(20)).quotes


async def test_a_journal_of_a_newer_isnad_is_refused_and_left_alone(stocked: Settings) -> None:
    async with Journal.open(stocked.journal):
        pass
    with closing(sqlite3.connect(stocked.journal)) as file:
        file.execute("PRAGMA user_version = 99")
    before = stocked.journal.read_bytes()
    with pytest.raises(StoreError, match="newer Isnad"):
        async with Journal.open(stocked.journal):
            pass
    assert stocked.journal.read_bytes() == before


def damaged(content: bytes) -> list[bytes | None]:
    """Return what may become of a file: gone, empty, cut, a bit turned over."""
    middle = len(content) // 2
    turned = bytearray(content)
    turned[middle] ^= 4
    return [None, b"", content[:middle], bytes(turned)]


async def test_an_index_with_any_file_damaged_in_any_way_is_made_anew(stocked: Settings) -> None:
    settings = answering_at_all(stocked)
    async with Library.open(settings) as library:
        sound = await library.ask(QUESTION)
    index = stocked.archive.with_name("archive.db.index")
    files = sorted(path for path in index.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) > 20
    for turn, file in enumerate(random.Random(7).sample(files, 4)):
        harm = damaged(file.read_bytes())[turn % 4]
        file.unlink()
        if harm is not None:
            file.write_bytes(harm)
        async with Library.open(settings) as library:
            assert await library.ask(QUESTION) == sound


def answering_at_all(settings: Settings) -> Settings:
    return replace(settings, retrieval=answering(settings.retrieval))
