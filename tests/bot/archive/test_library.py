from __future__ import annotations

import asyncio
import mmap
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from bot.archive.changes.changelog import Act, Change
from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import NothingToLoad
from bot.archive.library import BY_HAND, Library
from bot.errors import CommandError
from bot.loading.first_use import prepare
from bot.loading.load import load, read, reload
from bot.processes import resident
from bot.progress import Stage, Step
from retrieval.records import Article, SetAside, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

QUESTION = "ما الاسم الجديد لجبهة النصرة؟"
BRIDGE = "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد."
HARBOUR = "دشنت الشركة ميناء الفاو الكبير في محافظة البصرة أمس."


def lines(**texts: str) -> bytes:
    """JSON lines of articles, by id."""
    return b"".join(
        msgspec.json.encode({"id": id_, "title": f"خبر {id_}", "text": text}) + b"\n"
        for id_, text in texts.items()
    )


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def index_files(settings: Settings) -> list[Path]:
    folder = settings.archive.with_name("archive.db.index")
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Steps(list[Step]):
    """The progress that was reported."""

    def stages(self) -> set[Stage]:
        return {step.stage for step in self}


async def texts(library: Library) -> dict[str, str]:
    return {article.id: article.text async for article in library.store.stream()}


async def done(library: Library) -> Change:
    change = await library.store.previous()
    assert change is not None
    return change


async def first_quote(library: Library, question: str) -> str:
    answer = await library.ask(question)
    return answer.quotes[0].text if answer.quotes else ""


async def test_first_use_loads_the_pages_that_ship_and_answers_from_them(settings: Settings) -> None:
    steps = Steps()
    async with Library.open(settings) as library:
        await prepare(library, steps.append)
        assert (await library.holdings()).articles == 5
        answer = await library.ask(QUESTION)
    assert answer.verdict is Verdict.ANSWERED
    for quote in answer.quotes:
        assert quote.text == quote.article.text[quote.start : quote.end]
    assert Step(Stage.INDEXING, 5, 5) in steps
    assert steps[-1] == Step(Stage.COMPARING, 5, 5)
    assert Step(Stage.READING, 5, 5) in steps


async def test_a_second_start_neither_reads_nor_indexes(settings: Settings) -> None:
    steps = Steps()
    async with Library.open(settings) as library:
        await prepare(library)
    async with Library.open(settings) as library:
        await prepare(library, steps.append)
        assert (await library.ask(QUESTION)).quotes
    assert steps == []


async def test_an_archive_that_was_loaded_never_gets_the_pages_that_ship(
    settings: Settings, tmp_path: Path
) -> None:
    source = write(tmp_path / "news.jsonl", lines(one=BRIDGE))
    async with Library.open(settings) as library:
        report = await load(library, [source])
        await prepare(library)
        assert (report.changes, report.set_aside) == (ChangeCounts(added=1), ())
        assert await texts(library) == {"one": BRIDGE}


async def test_a_load_is_searchable_at_once(settings: Settings, tmp_path: Path) -> None:
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(one=BRIDGE))])
        await load(library, [write(tmp_path / "b.jsonl", lines(two=HARBOUR))])
        assert await first_quote(library, "ماذا دشنت الشركة في محافظة البصرة؟") == HARBOUR
        assert await first_quote(library, "ماذا افتتح الوزير في الموصل؟") == BRIDGE


@pytest.mark.parametrize("damage", [b"", b"\xff" * 64], ids=["emptied", "overwritten"])
async def test_a_damaged_index_is_built_anew(settings: Settings, damage: bytes) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
        whole = await library.ask(QUESTION)
    for file in index_files(settings):
        write(file, damage)
    steps = Steps()
    async with Library.open(settings) as library:
        await prepare(library, steps.append)
        assert await library.ask(QUESTION) == whole
    assert steps.stages() == {Stage.INDEXING}


async def test_a_missing_index_is_built_anew(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
    for file in index_files(settings):
        file.unlink()
    async with Library.open(settings) as library:
        assert (await library.ask(QUESTION)).quotes


async def test_what_another_process_loaded_is_answered_from_after_a_refresh(
    settings: Settings, tmp_path: Path
) -> None:
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(one=BRIDGE))])
        async with Library.open(settings) as other:
            await load(other, [write(tmp_path / "b.jsonl", lines(two=HARBOUR))], replace=True)
            steps = Steps()
            await other.refresh(steps.append)
            assert steps == []
        assert await first_quote(library, "ماذا افتتح الوزير في الموصل؟") == BRIDGE
        await library.refresh()
        assert await first_quote(library, "ماذا دشنت الشركة في محافظة البصرة؟") == HARBOUR


class Held:
    """Progress that stands still at the first step of indexing until it may go on."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._further = threading.Event()
        self.reached = asyncio.Event()

    def __call__(self, step: Step) -> None:
        if step.stage is Stage.INDEXING:
            self._loop.call_soon_threadsafe(self.reached.set)
            self._further.wait(timeout=30)

    def goes_on(self) -> None:
        self._further.set()


async def test_questions_are_answered_from_the_old_archive_while_a_new_one_is_indexed(
    settings: Settings, tmp_path: Path
) -> None:
    held = Held()
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "old.jsonl", lines(one=BRIDGE))])
        changed = write(tmp_path / "new.jsonl", lines(one="لا شيء هنا.", two=HARBOUR))
        loading = asyncio.create_task(load(library, [changed], replace=True, progress=held))
        await held.reached.wait()
        meanwhile = await first_quote(library, "ماذا افتتح الوزير في الموصل؟")
        held.goes_on()
        await loading
        assert meanwhile == BRIDGE
        assert await first_quote(library, "ماذا دشنت الشركة في محافظة البصرة؟") == HARBOUR


async def test_of_two_loads_at_once_the_second_hears_of_the_first(settings: Settings, tmp_path: Path) -> None:
    source, held = write(tmp_path / "a.jsonl", lines(one=BRIDGE)), Held()
    async with Library.open(settings) as library:
        first = asyncio.create_task(load(library, [source], progress=held))
        await held.reached.wait()
        with pytest.raises(CommandError, match="another load is running"):
            await load(library, [source])
        held.goes_on()
        await first
        assert await texts(library) == {"one": BRIDGE}


async def test_going_back_waits_for_what_a_feed_is_bringing(settings: Settings) -> None:
    held = Held()
    async with Library.open(settings) as library:
        bringing = asyncio.create_task(library.add([Article("two", "ميناء", HARBOUR)], "feed", held))
        await held.reached.wait()
        undoing = asyncio.create_task(library.rollback())
        await asyncio.sleep(0)  # which has it at the door
        held.goes_on()
        assert await bringing == ChangeCounts(added=1)
        assert await undoing == ChangeCounts(removed=1)


async def test_a_cancelled_load_keeps_what_was_written_and_indexes_it_at_the_next_start(
    settings: Settings, tmp_path: Path
) -> None:
    held = Held()
    async with Library.open(settings) as library:
        source = write(tmp_path / "a.jsonl", lines(one=BRIDGE, two=HARBOUR))
        loading = asyncio.create_task(load(library, [source], progress=held))
        await held.reached.wait()
        loading.cancel()
        asyncio.get_running_loop().call_soon(
            held.goes_on
        )  # after the cancellation, which waits for the thread
        with pytest.raises(asyncio.CancelledError):
            await loading
    async with Library.open(settings) as library:
        assert await first_quote(library, "ماذا افتتح الوزير في الموصل؟") == BRIDGE


@pytest.mark.parametrize("replace", [False, True])
async def test_sources_without_a_readable_article_change_nothing(
    settings: Settings, tmp_path: Path, *, replace: bool
) -> None:
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(one=BRIDGE))])
        with pytest.raises(NothingToLoad) as nothing:
            await load(library, [write(tmp_path / "b.jsonl", b"{\n")], replace=replace)
        assert [(aside.path, aside.line) for aside in nothing.value.set_aside] == [
            (str(tmp_path / "b.jsonl"), 1)
        ]
        assert await texts(library) == {"one": BRIDGE}


async def test_good_lines_are_kept_and_bad_ones_set_aside(settings: Settings, tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", lines(one=BRIDGE) + b"{\n" + lines(two=HARBOUR))
    async with Library.open(settings) as library:
        report = await load(library, [source])
        assert report.changes == ChangeCounts(added=2)
        assert [(aside.path, aside.line) for aside in report.set_aside] == [(str(source), 2)]


async def test_a_reload_reads_the_loaded_sources_again(settings: Settings, tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", lines(one=BRIDGE, two=HARBOUR))
    async with Library.open(settings) as library:
        await load(library, [source])
        write(source, lines(two=HARBOUR, three=BRIDGE))
        assert (await reload(library)).changes == ChangeCounts(added=1, unchanged=1, removed=1)
        assert await texts(library) == {"two": HARBOUR, "three": BRIDGE}


async def test_a_reload_of_the_pages_that_ship_changes_nothing(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
        steps = Steps()
        assert (await reload(library, steps.append)).changes == ChangeCounts(unchanged=5)
        assert steps.stages() == {Stage.READING}


async def test_a_reload_whose_source_is_gone_says_so_and_keeps_the_archive(
    settings: Settings, tmp_path: Path
) -> None:
    source = write(tmp_path / "a.jsonl", lines(one=BRIDGE))
    async with Library.open(settings) as library:
        await load(library, [source])
        source.unlink()
        with pytest.raises(CommandError, match=r"a\.jsonl: there is no such file"):
            await reload(library)
        assert await texts(library) == {"one": BRIDGE}


@pytest.mark.parametrize("question", ["", "؟!", " \n"])
async def test_a_question_without_a_word_finds_nothing(settings: Settings, question: str) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
        answer = await library.ask(question)
        assert (answer.question, answer.verdict, answer.quotes) == (question, Verdict.NOT_FOUND, ())


PAGE = "عنوان الصفحة عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق قريبًا. " * 4


async def test_added_articles_are_searchable_at_once_and_stay_at_a_reload(
    settings: Settings, tmp_path: Path
) -> None:
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(one=BRIDGE))])
        assert await library.add([Article("two", "ميناء", HARBOUR)], "channel") == ChangeCounts(added=1)
        assert await first_quote(library, "ماذا دشنت الشركة في محافظة البصرة؟") == HARBOUR
        await reload(library)
        assert (await texts(library)).keys() == {"one", "two"}
        assert (await done(library)).what is Act.ADD


async def test_a_removed_article_is_answered_no_more_and_a_reload_says_why_it_stays_away(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    source = write(folder / "a.jsonl", lines(one=BRIDGE, two=HARBOUR))
    async with Library.open(settings) as library:
        await load(library, [folder])
        assert await library.remove(["one"]) == ChangeCounts(removed=1)
        assert BRIDGE not in await first_quote(library, "ماذا افتتح الوزير في الموصل؟")
        for report in (await reload(library), await load(library, [folder])):
            assert await texts(library) == {"two": HARBOUR}
            [aside] = report.set_aside
            assert (aside.path, "removed by hand" in aside.reason) == (str(source), True)


@pytest.mark.parametrize("way", ["by name", "by hand", "by going back"])
async def test_a_removed_article_can_be_brought_back(settings: Settings, tmp_path: Path, way: str) -> None:
    source = write(tmp_path / "a.jsonl", lines(one=BRIDGE, two=HARBOUR))
    async with Library.open(settings) as library:
        await load(library, [source])
        held = (await library.articles(["one"]))["one"]
        await library.remove(["one"])
        if way == "by name":
            await load(library, [source])
        elif way == "by hand":
            await library.add([held], BY_HAND)
        else:
            await library.rollback()
        assert await texts(library) == {"one": BRIDGE, "two": HARBOUR}
        assert (await reload(library)).set_aside == ()


async def test_a_feed_does_not_bring_back_what_an_editor_removed(settings: Settings) -> None:
    one, two = Article("one", "جسر", BRIDGE), Article("two", "ميناء", HARBOUR)
    async with Library.open(settings) as library:
        await library.add([one, two], "feed")
        await library.remove(["one"])
        assert await library.add([one, two], "feed") == ChangeCounts(unchanged=1)
        assert (await texts(library)).keys() == {"two"}


async def test_after_going_back_questions_are_answered_from_the_earlier_archive(
    settings: Settings, tmp_path: Path
) -> None:
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(one=BRIDGE))])
        await load(library, [write(tmp_path / "b.jsonl", lines(two=HARBOUR))], replace=True)
        assert await library.rollback() == ChangeCounts(added=1, removed=1)
        assert await first_quote(library, "ماذا افتتح الوزير في الموصل؟") == BRIDGE


async def test_the_first_archive_has_none_to_go_back_to(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
        assert await library.store.previous() is None
        with pytest.raises(CommandError, match="no earlier archive"):
            await library.rollback()


async def test_a_document_is_read_and_not_kept(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await prepare(library)
        [page] = await read(PAGE.encode(), "لجنة.txt", settings)
        assert isinstance(page, Article)
        assert (page.id, page.title) == ("لجنة", "عنوان الصفحة عن اللجنة")
        [aside] = await read(b"\x00\x01", "x.bin", settings)
        assert isinstance(aside, SetAside)
        assert "لجنة" not in await texts(library)


async def test_a_program_that_stays_answers_as_before_while_articles_come_and_go(
    settings: Settings, tmp_path: Path
) -> None:
    texts = {f"a{number}": f"{HARBOUR} وزار المدينة {number} وفدا." for number in range(30)}
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(**texts))])
        await library.stay()
        assert await first_quote(library, "متى افتتح الوزير جسر الشهداء؟") != BRIDGE

        await library.add([Article("bridge", "خبر", BRIDGE)], BY_HAND)
        for _ in range(3):
            assert await first_quote(library, "متى افتتح الوزير جسر الشهداء؟") == BRIDGE
        await library.remove(["bridge"])
        assert await first_quote(library, "متى افتتح الوزير جسر الشهداء؟") != BRIDGE


async def test_what_came_and_went_since_the_index_was_saved_is_found_after_a_restart(
    settings: Settings, tmp_path: Path
) -> None:
    texts = {f"a{number}": HARBOUR for number in range(20)}
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(**texts))])
        saved = [(file, file.read_bytes()) for file in index_files(settings)]
        await library.add([Article("bridge", "خبر", BRIDGE)], BY_HAND)
        await library.remove(["a3"])

    steps = Steps()
    async with Library.open(settings) as library:
        await prepare(library, steps.append)

        assert await first_quote(library, "متى افتتح الوزير جسر الشهداء؟") == BRIDGE
    assert Stage.INDEXING not in steps.stages()
    assert [(file, file.read_bytes()) for file in index_files(settings)] == saved


async def test_where_much_came_the_whole_archive_is_indexed_and_saved(
    settings: Settings, tmp_path: Path
) -> None:
    steps = Steps()
    async with Library.open(settings) as library:
        await load(library, [write(tmp_path / "a.jsonl", lines(a=HARBOUR))])
        await library.add([Article("bridge", "خبر", BRIDGE)], BY_HAND, steps.append)

    assert Stage.INDEXING in steps.stages()


def test_memory_that_is_written_to_is_resident() -> None:
    before = resident()
    with mmap.mmap(-1, 50_000_000) as memory:
        for place in range(0, len(memory), mmap.PAGESIZE):
            memory[place] = 1

        assert resident() - before > 40_000_000 or before == 0
