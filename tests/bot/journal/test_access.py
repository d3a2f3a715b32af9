"""Who may ask, and who is invited."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.journal.access import INVITED_SECONDS, Access

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock


@asynccontextmanager
async def opened(folder: Path, clock: Clock) -> AsyncIterator[Access]:
    async with Database.open(folder / "readers", JOURNAL) as database:
        yield await Access.read(database, clock)


async def test_everybody_may_ask_until_members_alone_may(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        assert access.admits("a")
        await access.restrict(members_only=True)
        assert not access.admits("a")
        assert await access.redeem(await access.invite(), "a")
        assert access.admits("a") and access.is_member("a") and not access.admits("b")


async def test_a_code_is_good_once(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        code = await access.invite()
        assert await access.redeem(code, "a")
        assert not await access.redeem(code, "b")
        assert not access.is_member("b")


async def test_a_code_is_good_for_seven_days(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        code = await access.invite()
        clock.now += INVITED_SECONDS
        assert await access.invitations() == []
        assert not await access.redeem(code, "a")


async def test_a_revoked_invitation_is_good_for_nobody(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        code, other = await access.invite(), await access.invite()
        first, second = await access.invitations()
        assert await access.revoke(first.number)
        assert not await access.revoke(first.number)
        assert await access.invitations() == [second]
        assert not await access.redeem(code, "a")
        assert await access.redeem(other, "a")


async def test_a_guessed_code_opens_nothing(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        await access.invite()
        for guess in ("", "x" * 32, "' OR 1=1 --", "\ud800"):
            assert not await access.redeem(guess, "a")


async def test_codes_cannot_be_guessed_and_the_file_does_not_hold_them(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        codes = {await access.invite() for _ in range(20)}
    assert len(codes) == 20 and all(len(code) * 6 >= 128 for code in codes)
    with closing(sqlite3.connect(tmp_path / "readers")) as file:
        held = "".join(file.iterdump())
    assert not any(code in held for code in codes)


async def test_who_is_banned_may_not_ask_though_a_member(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        await access.redeem(await access.invite(), "a")
        await access.ban("a")
        assert access.is_banned("a") and not access.admits("a") and access.banned == 1
        assert await access.unban("a")
        assert access.admits("a") and not await access.unban("a")


async def test_the_door_stands_after_a_restart_as_it_stood_before(tmp_path: Path, clock: Clock) -> None:
    async with opened(tmp_path, clock) as access:
        await access.restrict(members_only=True)
        await access.redeem(await access.invite(), "a")
        await access.ban("b")
        code = await access.invite()
    async with opened(tmp_path, clock) as access:
        assert access.members_only and access.members == 1
        assert access.admits("a") and access.is_banned("b")
        assert await access.redeem(code, "c")
