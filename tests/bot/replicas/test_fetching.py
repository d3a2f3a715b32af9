"""A replica follows an archive over HTTP: whole, checked, with the key alone, and nothing but the archive."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.archive.library import Library
from bot.configuration.environment import PublicSite
from bot.errors import CommandError
from bot.journal.journal import Journal
from bot.replicas import fetching
from bot.replicas.fetching import follow_address
from bot.replicas.offers import BLOCK, Offers
from bot.replicas.routes import ROOT, replica_routes
from bot.telegram.metrics import Metrics
from bot.telegram.transport.http_server import HealthSource, serving
from tests.support.corpora import article
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings

KEY = "a-key-of-this-test-alone"
BRIDGE = article("bridge", "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد.")
RAIN = [article(f"rain-{number}", f"هطل المطر على القرية رقم {number} في الشمال.") for number in range(30)]
ASKED = "ماذا افتتح الوزير في الموصل؟"


@asynccontextmanager
async def offered(settings: Settings) -> AsyncIterator[str]:
    """The address at which the archive of the settings is offered."""
    port = free_port()
    keyed = replace(settings, site=PublicSite(replica_key=KEY))
    async with serving(port, HealthSource(Metrics(), lambda: True), pages=replica_routes(keyed)):
        yield f"http://127.0.0.1:{port}"


def replica(settings: Settings, folder: Path) -> Settings:
    return replace(settings, archive=folder / "replica" / "archive.db", site=PublicSite(replica_key=KEY))


async def fetched(settings: Settings, address: str) -> bool:
    return await asyncio.to_thread(follow_address, settings, address)


async def test_a_replica_answers_as_the_archive_and_fetches_only_what_has_changed(
    stocked: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, blocks = replica(stocked, tmp_path), list[str]()
    block = fetching._Peer.block

    def counted(peer: fetching._Peer, snapshot: str, name: str, number: int, wanted: str) -> bytes:
        blocks.append(name)
        return block(peer, snapshot, name, number, wanted)

    monkeypatch.setattr(fetching._Peer, "block", counted)
    async with offered(stocked) as address, Library.open(stocked) as writer:
        await writer.add(RAIN, "news")
        assert await fetched(mine, address)
        first = len(blocks)
        async with Library.open(mine) as bot:
            assert (await bot.edition()).archive.fingerprint == (await writer.edition()).archive.fingerprint
            assert not await fetched(mine, address)
            assert len(blocks) == first
            await writer.add([BRIDGE], "telegram")
            assert await fetched(mine, address)
            assert set(blocks[first:]) == {"archive.db"}
            await bot.catch_up()
            assert await bot.ask(ASKED) == await writer.ask(ASKED)
            assert (await bot.ask(ASKED)).quotes[0].text == BRIDGE.text


async def test_nothing_of_readers_and_of_the_work_of_the_writer_is_offered(
    stocked: Settings, tmp_path: Path
) -> None:
    secret = "ما لا يقرؤه غير المحررين"
    async with Journal.open(stocked.journal) as journal:
        await journal.offer(secret)
    with closing(sqlite3.connect(stocked.archive)) as database, database:
        database.execute("INSERT INTO posts (id, chat, title, text) VALUES ('p', 1, '', ?)", [secret])
    mine = replica(stocked, tmp_path)
    async with offered(stocked) as address:
        await fetched(mine, address)
    assert not mine.journal.exists()
    held = b"".join(file.read_bytes() for file in mine.archive.parent.rglob("*") if file.is_file())
    assert secret.encode() not in held
    with closing(sqlite3.connect(mine.archive)) as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (0,)


async def test_only_who_has_the_key_is_told_anything(stocked: Settings, tmp_path: Path) -> None:
    stranger = replace(replica(stocked, tmp_path), site=PublicSite(replica_key="some-other-key-of-mine"))
    async with offered(stocked) as address, httpx.AsyncClient() as client:
        with pytest.raises(CommandError, match="does not know this key"):
            await fetched(stranger, address)
        for headers in ({}, {"authorization": "Bearer"}, {"authorization": f"Basic {KEY}"}):
            for path in (ROOT, f"{ROOT}/{'0' * 32}/0/archive.db"):
                assert (await client.get(address + path, headers=headers)).status_code == 401
    assert not stranger.archive.exists()
    assert replica_routes(stocked) == []


async def test_nothing_beside_the_offered_files_can_be_had(stocked: Settings) -> None:
    offers = Offers(stocked)
    offer = await offers.latest()
    names = ("../archive.db", "archive.db.index/../../archive.db", "/etc/passwd", "archive.db-wal", "")
    for name in names:
        assert await offers.block(offer.snapshot, name, 0) is None
    assert await offers.block("0" * 32, "archive.db", 0) is None
    assert await offers.block(offer.snapshot, "archive.db", 10**6) is None
    assert await offers.block(offer.snapshot, "archive.db", 0)


async def test_what_arrives_otherwise_than_it_was_offered_is_not_taken_and_what_was_right_is_kept(
    stocked: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = replica(stocked, tmp_path)
    honest = Offers.block

    async def forged(offers: Offers, snapshot: str, name: str, number: int) -> bytes | None:
        block = await honest(offers, snapshot, name, number)
        return block and (b"\0" * BLOCK if "terms" in name or number else block)

    async with offered(stocked) as address:
        with monkeypatch.context() as patched, pytest.raises(CommandError, match="did not arrive as it was"):
            patched.setattr(Offers, "block", forged)
            await fetched(mine, address)
        assert not mine.archive.exists()
        assert await fetched(mine, address)


async def test_a_merge_of_the_writer_does_not_disturb_who_is_fetching(
    stocked: Settings, tmp_path: Path
) -> None:
    mine, offers = replica(stocked, tmp_path), Offers(stocked)
    before = await offers.latest()
    shutil.rmtree(stocked.index)
    for file in before.files:
        for number in range(len(file.blocks)):
            assert await offers.block(before.snapshot, file.name, number)
    async with offered(stocked) as address:
        assert await fetched(mine, address)
    async with Library.open(mine) as bot, Library.open(stocked) as writer:
        assert (await bot.ask(ASKED)).quotes == (await writer.ask(ASKED)).quotes


async def test_a_snapshot_that_a_purge_took_away_is_made_anew_for_who_asks(
    stocked: Settings, tmp_path: Path
) -> None:
    mine, offers = replica(stocked, tmp_path), Offers(stocked)
    before = await offers.latest()
    shutil.rmtree(stocked.offered)
    assert await offers.block(before.snapshot, "archive.db", 0) is None
    assert await offers.latest() == before
    assert await offers.block(before.snapshot, "archive.db", 0)
    async with offered(stocked) as address:
        assert await fetched(mine, address)


async def test_who_offers_hostile_names_or_no_archive_is_refused(stocked: Settings, tmp_path: Path) -> None:
    mine = replica(stocked, tmp_path)
    said = {"version": 1, "snapshot": "0" * 32, "files": [{"name": "../x", "size": 1, "blocks": ["0"]}]}
    for answer in (said, {**said, "files": [{"name": "archive.db", "size": 10**9, "blocks": []}]}, {}):
        async with answering(httpx.Response(200, json=answer).content) as address:
            with pytest.raises(CommandError, match="offers"):
                await fetched(mine, address)
    with pytest.raises(CommandError, match="cannot be reached"):
        await fetched(mine, f"http://127.0.0.1:{free_port()}")


@asynccontextmanager
async def answering(content: bytes) -> AsyncIterator[str]:
    """The address of a server that says the same to everybody."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + content)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
