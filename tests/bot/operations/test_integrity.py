from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from typing import TYPE_CHECKING

from bot.journal.journal import Journal
from bot.operations.findings import Health
from bot.operations.integrity import soundness
from retrieval.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.configuration.settings import Settings

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # what shutil gives


def found(settings: Settings) -> dict[str, tuple[Health, str]]:
    """Health and words by subject, the last of each."""
    return {
        finding.subject: (finding.state, f"{finding.says}; {finding.remedy}")
        for finding in soundness(settings)
    }


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_a_sound_archive_is_found_to_be_so_and_left_as_it_was(stocked: Settings) -> None:
    async with Journal.open(stocked.journal):
        pass
    before = contents(stocked.archive.parent)
    findings = found(stocked)
    assert {state for state, _ in findings.values()} == {Health.GOOD}
    assert "holds 5 articles" in findings["index"][1]
    assert "at least 25% likely, with meaning 25%" in findings["verdict"][1]
    assert contents(stocked.archive.parent) == before


def test_what_is_not_there_yet_is_not_made_by_looking(settings: Settings) -> None:
    findings = found(settings)
    assert [findings[name][0] for name in ("archive", "journal", "index")] == [Health.NOTE] * 3
    assert list(settings.archive.parent.iterdir()) == []


def test_a_newer_a_foreign_and_a_damaged_file_are_told_apart(stocked: Settings) -> None:
    data = stocked.archive.read_bytes()
    with closing(sqlite3.connect(stocked.archive)) as file:
        file.execute("PRAGMA user_version = 99")
    assert found(stocked)["archive"] == (
        Health.WRONG, f"{stocked.archive} was written by a newer Isnad; upgrade Isnad to use it"
    )  # fmt: skip
    with closing(sqlite3.connect(stocked.archive)) as file:
        file.execute("PRAGMA application_id = 7")
    assert "is no archive of Isnad; name another file" in found(stocked)["archive"][1]
    stocked.archive.write_bytes(data[:4096].ljust(len(data), b"\xff"))
    state, says = found(stocked)["archive"]
    assert state is Health.WRONG and "damaged" in says
    stocked.archive.write_bytes(b"no database at all" * 300)
    assert "this is not an Isnad archive" in found(stocked)["archive"][1]


def test_an_older_schema_is_sound_and_brought_up_to_date_by_the_next_start(stocked: Settings) -> None:
    with closing(sqlite3.connect(stocked.archive)) as file:
        file.execute("PRAGMA user_version = 1")
    state, says = found(stocked)["archive"]
    assert state is Health.NOTE and "of schema 1; the next start makes it schema" in says


def test_a_damaged_index_will_be_built_anew(stocked: Settings) -> None:
    next(file for file in stocked.index.rglob("*") if file.is_file()).write_bytes(b"")
    state, says = found(stocked)["index"]
    assert state is Health.NOTE and "it is built by the next start" in says


def test_files_that_others_may_read_are_named_with_what_to_do(stocked: Settings) -> None:
    stocked.archive.chmod(0o644)
    assert found(stocked)["rights"] == (
        Health.WRONG, f"{stocked.archive} can be read by other users; chmod 600 '{stocked.archive}'"
    )  # fmt: skip


def test_a_folder_that_may_not_be_written_is_named(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not be written" in found(stocked)["rights"][1]


def test_room_is_wanted_for_another_copy(stocked: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(stocked)["disk"][0] is Health.GOOD
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 2**20, 2**20))
    assert found(stocked)["disk"][0] is Health.WRONG


async def test_an_index_that_a_bot_replaces_meanwhile_is_looked_at_anew(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify, looks = Archive.verify, []

    def replaced_at_first(folder: Path) -> None:
        looks.append(folder)
        if len(looks) == 1:
            raise FileNotFoundError(2, "No such file or directory", "title_ends")
        verify(folder)

    monkeypatch.setattr(Archive, "verify", replaced_at_first)
    [finding] = [one for one in soundness(stocked) if one.subject == "index"]
    assert (finding.state, len(looks)) == (Health.GOOD, 2)
