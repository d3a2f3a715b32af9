"""Sources that cannot be read for a while: what came from them is not taken for deleted."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.archive.changes.reports import TooMuchGoes
from bot.archive.library import Library
from bot.loading.load import load, reload
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.archive.changes.reports import LoadReport
    from bot.configuration.settings import Settings

PAGE = "خبر رقم {0}\n\n" + "أعلنت الهيئة رقم {0} عن افتتاح مركزها الجديد في المدينة صباح الأحد الماضي. " * 4
LIST = '{{"id": "l{0}", "title": "خبر {0}", "text": "نص الخبر {0} من القائمة."}}\n'


def put(folder: Path, *numbers: int) -> Path:
    """A folder with one page for each number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"page{number}.txt").write_text(PAGE.format(number), encoding="utf-8")
    return folder


async def ids(library: Library) -> set[str]:
    return {article.id async for article in library.store.stream()}


def pages(*numbers: int) -> set[str]:
    return {f"page{number}" for number in numbers}


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def a_fresh_disk(folder: Path) -> None:
    emptied(folder)
    (folder / "lost+found").mkdir()


def a_loop(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent)


def a_link_to_itself(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder)


def a_link_to_nothing(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "nowhere")


def a_pipe(folder: Path) -> None:
    shutil.rmtree(folder)
    os.mkfifo(folder)


AWAY = [emptied, a_fresh_disk, a_loop, a_link_to_itself, a_link_to_nothing, a_pipe]


@pytest.mark.parametrize("away", AWAY, ids=lambda away: away.__name__)
@pytest.mark.parametrize("again", [1, 2])
async def test_what_came_from_a_folder_that_cannot_be_read_stays_and_the_report_says_so(
    settings: Settings, tmp_path: Path, away: Callable[[Path], None], again: int
) -> None:
    folder = put(tmp_path / "news", 1, 2)
    mounted = put(folder / "disk", 3)
    put(mounted / "deep", 4)
    async with Library.open(settings) as library:
        await load(library, [folder])
        away(mounted)
        (folder / "page1.txt").unlink()
        for _ in range(again):
            report = await reload(library)
            assert await ids(library) == pages(2, 3, 4)
            assert str(mounted) in [aside.path for aside in report.set_aside]
        # Once it can be read, what is not there is gone.
        mounted.unlink() if not mounted.is_dir() or mounted.is_symlink() else shutil.rmtree(mounted)
        put(mounted, 3)
        assert (await reload(library)).set_aside == ()
        assert await ids(library) == pages(2, 3)


async def test_a_folder_that_cannot_be_listed_leaves_its_articles(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "news", 1, 2)
    locked = put(folder / "locked", 3)
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path == str(locked):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    async with Library.open(settings) as library:
        await load(library, [folder])
        monkeypatch.setattr(os, "scandir", refusing)
        report = await reload(library)
        assert await ids(library) == pages(1, 2, 3)
        assert [(aside.path, aside.reason.partition(";")[0]) for aside in report.set_aside] == [
            (str(locked), "cannot be opened: Permission denied")
        ]


def failing(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


def torn(file: Path) -> None:
    file.write_bytes(b"\x00\xff\xfe\x00" * 50)


@pytest.mark.parametrize("away", [failing, torn])
async def test_a_file_that_cannot_be_read_for_a_moment_leaves_its_articles(
    settings: Settings, tmp_path: Path, away: Callable[[Path], None]
) -> None:
    folder = put(tmp_path / "news", 1, 2)
    async with Library.open(settings) as library:
        await load(library, [folder])
        away(folder / "page1.txt")
        for _ in range(2):
            report = await reload(library)
            assert await ids(library) == pages(1, 2)
            assert [aside.path for aside in report.set_aside] == [str(folder / "page1.txt")]


async def test_a_list_that_is_half_written_leaves_the_articles_of_its_other_half(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "list.jsonl"
    file.write_text("".join(map(LIST.format, range(4))), encoding="utf-8")
    async with Library.open(settings) as library:
        await load(library, [file])
        for cut in (LIST.format(0) + LIST.format(1)[:20], LIST.format(3)[:9] + "\n" + LIST.format(0)):
            file.write_text(cut, encoding="utf-8")
            await reload(library)
            assert await ids(library) == {"l0", "l1", "l2", "l3"}
        file.write_text(LIST.format(2), encoding="utf-8")
        await reload(library)
        assert await ids(library) == {"l2"}


async def test_of_two_sources_the_one_that_is_gone_keeps_its_articles(
    settings: Settings, tmp_path: Path
) -> None:
    first, second = put(tmp_path / "first", 1, 2), put(tmp_path / "second", 3)
    async with Library.open(settings) as library:
        await load(library, [first, second])
        shutil.rmtree(second)
        (first / "page1.txt").unlink()
        report = await reload(library)
        assert await ids(library) == pages(2, 3)
        assert [aside.path for aside in report.set_aside] == [str(second)]


async def test_what_was_moved_or_removed_by_hand_is_not_held_back(settings: Settings, tmp_path: Path) -> None:
    folder = put(tmp_path / "news", 1)
    put(folder / "old", 2, 3)
    async with Library.open(settings) as library:
        await load(library, [folder])
        await library.remove(["page3"])
        (folder / "old" / "page2.txt").rename(folder / "page2.txt")
        (folder / "old" / "page3.txt").unlink()
        await reload(library)
        assert (await reload(library)).set_aside == ()
        assert await ids(library) == pages(1, 2)


async def thinned(settings: Settings, tmp_path: Path) -> Path:
    """An archive of twenty articles of which three are in their folder no more."""
    folder = put(tmp_path / "news", *range(20))
    async with Library.open(settings) as library:
        await load(library, [folder])
    for number in range(3):
        (folder / f"page{number}.txt").unlink()
    return folder


async def test_a_reload_that_would_remove_more_than_a_tenth_changes_nothing_until_it_may(
    settings: Settings, tmp_path: Path
) -> None:
    await thinned(settings, tmp_path)
    async with Library.open(settings) as library:

        async def may(number: int) -> LoadReport:
            return await reload(library, may_go=number)

        for number in (0, 2):
            with pytest.raises(TooMuchGoes, match="3 of 20 articles"):
                await may(number)
            assert len(await ids(library)) == 20
        assert (await may(3)).changes.removed == 3


def test_the_command_line_removes_much_only_with_yes(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "news", *range(20))
    archive = ["--archive", str(settings.archive)]
    assert main([*archive, "load", str(folder)]) == 0
    shutil.rmtree(folder)
    put(folder, *range(15))
    assert main([*archive, "reload"]) == 1
    assert "--yes" in capsys.readouterr().err
    assert main([*archive, "reload", "--yes", "--json"]) == 0
    assert '"removed":5' in capsys.readouterr().out.replace(" ", "")


async def test_an_admin_is_asked_before_much_is_removed(settings: Settings, tmp_path: Path) -> None:
    await thinned(settings, tmp_path)
    async with talking(settings) as server:
        admin = server.user(1)
        await admin.says("/reload")
        asked = await admin.sees_change(await admin.hears(), "لم يتغيّر شيء")
        assert "3 مقالات" in asked.text and "20 مقالًا" in asked.text
        await admin.presses(asked.button("احذفها"))
        assert "المحذوفة: 3" in (await admin.sees_change(asked, "حُدِّث الأرشيف")).text
