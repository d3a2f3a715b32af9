"""What changes, shows and copies an archive from the command line."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import sqlite3
from asyncio.subprocess import PIPE
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.support.processes import start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

BRIDGE = "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد."
HARBOUR = "دشنت الشركة ميناء الفاو الكبير في محافظة البصرة أمس."


@pytest.fixture
def isnad(archive: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out a command line: exit code, output, errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--archive", str(archive), *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def news(path: Path, **texts: str) -> Path:
    lines = [json.dumps({"id": id_, "title": f"خبر {id_}", "text": text}) for id_, text in texts.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ids(listing: str) -> list[str]:
    return [line.split("\t")[0] for line in listing.splitlines()]


@pytest.fixture
def loaded(isnad: Run, tmp_path: Path) -> Path:
    """A file of two articles, in the archive."""
    file = news(tmp_path / "news.jsonl", one=BRIDGE, two=HARBOUR)
    assert isnad("load", file)[0] == 0
    return file


@pytest.mark.usefixtures("loaded")
def test_removed_articles_go_and_come_back(isnad: Run) -> None:
    assert isnad("remove", "one")[:2] == (
        0,
        "الجديد 0، والمعدَّل 0، وما لم يتغير 0، والمحذوف 1؛ ويعيده الأمر isnad rollback\n",
    )
    assert ids(isnad("articles")[1]) == ["two"]
    code, out, _ = isnad("rollback")
    assert (code, out.startswith("أُلغي آخر تغيير، وهو حذف في 20"), out.endswith("والمحذوف 0\n")) == (
        0,
        True,
        True,
    )
    assert sorted(ids(isnad("articles")[1])) == ["one", "two"]
    assert json.loads(isnad("rollback", "--json")[1]) == {
        "added": 0,
        "changed": 0,
        "unchanged": 1,
        "removed": 1,
    }


@pytest.mark.usefixtures("loaded")
def test_nothing_is_removed_where_one_of_the_articles_is_unknown(isnad: Run) -> None:
    code, _, err = isnad("remove", "one", "three")
    assert (code, err) == (1, "isnad: لا مقال بالمعرّف three؛ والأمر `isnad articles` يسرد ما في الأرشيف\n")
    assert ids(isnad("articles")[1]) == ["one", "two"]


def test_without_an_earlier_archive_there_is_nothing_to_undo(isnad: Run) -> None:
    isnad("articles")
    code, _, err = isnad("rollback")
    assert (code, err) == (1, "isnad: لا أرشيف سابقًا يُرجع إليه، فلم يتغير شيء بعد\n")


def test_earlier_versions_of_an_article_are_listed_and_shown(isnad: Run, loaded: Path) -> None:
    isnad("load", news(loaded, one=BRIDGE.replace("الأحد", "الاثنين"), two=HARBOUR))
    assert isnad("article", "one", "--versions")[1] == "2\t-\tخبر one\n1\t1\tخبر one\n"
    assert "يوم الأحد" in isnad("article", "one", "--at", "1")[1]
    assert "يوم الاثنين" in isnad("article", "one", "--at", "2")[1]
    assert isnad("article", "one", "--at", "0")[0] == 1
    isnad("remove", "one")
    assert isnad("article", "one")[0] == 1
    assert isnad("article", "one", "--versions")[1] == "2\t2\tخبر one\n1\t1\tخبر one\n"


@pytest.mark.usefixtures("loaded")
def test_an_export_loads_into_another_archive_as_it_is(isnad: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl.gz"
    assert isnad("export", "--output", file)[0] == 0
    lines = gzip.decompress(file.read_bytes()).decode()
    assert lines == isnad("export")[1] == isnad("articles", "--json")[1]
    other = tmp_path / "other.db"
    assert isnad("--archive", other, "load", file)[0] == 0
    assert isnad("--archive", other, "export")[1] == lines


def test_a_backup_comes_back_by_force_alone(isnad: Run, loaded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert isnad("backup", copy) == (0, f"حُفظت النسخة في {copy}\n", "")
    isnad("load", news(loaded, three=BRIDGE))
    code, _, err = isnad("restore", copy)
    assert (code, "--force" in err) == (1, True)
    assert isnad("restore", copy, "--force")[0] == 0
    assert ids(isnad("articles")[1]) == ["one", "two"]
    assert (
        json.loads(isnad("ask", "--json", "ماذا افتتح الوزير في الموصل؟")[1])["quotes"][0]["article"] == "one"
    )


def held(archive: Path) -> int:
    """How many articles the archive holds, that another process is making."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
        [(count,)] = database.execute("SELECT count(*) FROM articles")
        return int(count)
    return 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_load_that_was_stopped_goes_on_where_it_was(tmp_path: Path, number: int) -> None:
    page = "خبر عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق في الأسبوع المقبل.\n" * 4
    folder = tmp_path / "pages"
    folder.mkdir()
    for each in range(300):
        (folder / f"{each:04}.txt").write_text(f"{page}\n\nرقم {each}.", encoding="utf-8")
        os.utime(folder / f"{each:04}.txt", (1_500_000_000, 1_500_000_000))
    # When the pages are in, the load has this to read for a while.
    line = '{"id": "more%d", "title": "خبر", "text": "' + HARBOUR + '"}\n'
    (tmp_path / "more.jsonl").write_text("".join(line % each for each in range(100_000)), encoding="utf-8")
    archive = tmp_path / "archive.db"
    command = ("bot", "--archive", archive, "load", folder, tmp_path / "more.jsonl")
    process = await start(*command, stderr=PIPE, leading=True)
    while held(archive) < 300:  # noqa: ASYNC110  # another process makes it
        await asyncio.sleep(0.05)
    # As a service manager does it: the whole group hears of it.
    os.killpg(process.pid, number)
    _, err = await process.communicate()
    assert (process.returncode, err.decode().splitlines()[-1]) == (
        130,
        "isnad: أُوقف العمل. حُفظ ما قُرئ حتى الآن، والأمر نفسه يكمل من حيث توقف",
    )
    again = await start("bot", "--archive", archive, "load", folder, "--json", stdout=PIPE)
    report = json.loads((await again.communicate())[0])
    assert (again.returncode, report["added"] + report["unchanged"], report["unchanged"] >= 256) == (
        0,
        300,
        True,
    )
