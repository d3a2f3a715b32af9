"""Files as every earlier version of the schemas left them, opened by this one.

A release that adds a step to a schema leaves a file of the version before in `saved`, made by that version.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.database.archive_migrations import ARCHIVE
from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.following.records import Followable, Kind, News
from bot.following.store import Following
from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.loading.first_use import prepare

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from bot.database.schema import Schema

SAVED = Path(__file__).parent / "saved"
TOKEN = "xEW0Oco5Qs8C"
"""Of the question in the saved journals: «ماذا دشنت الشركة؟»."""


def saved(kind: str) -> list[Path]:
    return sorted(SAVED.glob(f"{kind}-*.sqlite"))


def shape(file: Path) -> list[tuple[object, ...]]:
    """All tables and indexes of a file with their columns; how each was written down does not count."""
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name, type FROM sqlite_master ORDER BY name").fetchall()
        return [(*row, *database.execute(f"PRAGMA table_xinfo('{row[0]}')").fetchall()) for row in tables]


@pytest.mark.parametrize("file", [*saved("archive"), *saved("journal")], ids=lambda file: file.stem)
async def test_an_old_file_becomes_what_a_new_one_is(file: Path, tmp_path: Path) -> None:
    schema = ARCHIVE if file.stem.startswith("archive") else JOURNAL
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copy(file, old)
    for path in (old, new):
        async with Database.open(path, schema) as database:
            assert await version(database) == len(schema.steps)
    assert shape(old) == shape(new)
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def version(database: Database) -> int:
    [(number,)] = await database.rows("PRAGMA user_version")
    return int(number)


@pytest.mark.parametrize("file", saved("archive"), ids=lambda file: file.stem)
async def test_the_articles_of_an_old_archive_are_held_found_and_can_be_changed(
    file: Path, settings: Settings
) -> None:
    shutil.copy(file, settings.archive)
    async with Library.open(settings) as library:
        await prepare(library)
        held = {article.id: article async for article in library.store.stream()}
        assert held.keys() == {"bridge", "harbour"}
        assert held["bridge"].author == "سالم المثال" and "عشرين مليونا" in held["bridge"].text
        answer = await library.ask("ماذا دشنت الشركة؟")
        assert answer.quotes[0].article.id == "harbour"
        await library.remove(["bridge"])
        await library.rollback()
        assert {article.id async for article in library.store.stream()} == held.keys()


@pytest.mark.parametrize("file", saved("journal"), ids=lambda file: file.stem)
async def test_an_old_journal_keeps_questions_votes_languages_and_what_was_under_way(
    file: Path, settings: Settings
) -> None:
    shutil.copy(file, settings.journal)
    async with Journal.open(settings.journal) as journal:
        reader = journal.reader(7)
        assert await journal.question(TOKEN) == "ماذا دشنت الشركة؟"
        assert await journal.language(reader) == "en"
        assert await journal.reply_to(7, 1) == 2
        assert await journal.vote(TOKEN, reader, helpful=False)
        assert await Inbox(journal.database).resume() == ['{"update_id": 6}']
        await journal.forget(reader)
        assert await journal.question(TOKEN) is None


async def test_what_was_followed_before_subjects_had_places_is_followed_on(settings: Settings) -> None:
    shutil.copy(SAVED / "journal-5.sqlite", settings.journal)
    async with Journal.open(settings.journal) as journal:
        following, reader = Following(journal), journal.reader(9)
        followed = await following.followed(reader)
        assert [one.topic for one in followed] == [
            Followable(Kind.SUBJECT, "جسر الياسمين"),
            Followable(Kind.SECTION, "sport"),
        ]
        [notice] = await following.notices(reader)
        assert (notice.followed, notice.article, notice.text) == (followed[0], "bridge", "جسر")


async def test_what_a_follower_was_notified_of_before_does_not_come_again(settings: Settings) -> None:
    shutil.copy(SAVED / "journal-6.sqlite", settings.journal)
    async with Journal.open(settings.journal) as journal:
        following, reader = Following(journal), journal.reader(9)
        waiting = await following.notices(reader)
        followed = waiting[0].followed
        await following.note([News(followed, 9, "again", 0, "نص"), News(followed, 10, "new", 0, "نص")], 5)
        assert [one.article for one in await following.notices(reader)] == [waiting[0].article, "new"]


@pytest.mark.parametrize(("kind", "schema"), [("archive", ARCHIVE), ("journal", JOURNAL)])
def test_the_first_version_of_each_file_is_saved(kind: str, schema: Schema) -> None:
    versions = {int(file.stem.rpartition("-")[2]) for file in saved(kind)}
    assert 1 in versions and max(versions) <= len(schema.steps)
