"""Articles taken out for good: no byte of them in any file of ours, whoever wrote it."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from asyncio.subprocess import DEVNULL
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from bot.__main__ import main
from bot.archive import versions
from bot.archive.changes.generation import Batch
from bot.archive.library import BY_HAND, Library
from bot.archive.listing import search
from bot.configuration.messages import read
from bot.configuration.settings import Semantic
from bot.database.erasure import erase_articles
from bot.editorial.answers import EditorialAnswers
from bot.editorial.editing import Editing, Editings
from bot.editorial.records import AnswerKind, Written
from bot.errors import CommandError
from bot.following.records import Followable, Follower, Kind, News, Rhythm
from bot.following.store import Following
from bot.journal.drafts import Drafts
from bot.journal.journal import Asked, Journal
from bot.operations.findings import Health
from bot.operations.integrity import soundness
from bot.operations.purge import Purged, purge
from bot.progress import silent
from bot.replicas.offers import Offers
from bot.semantic import model
from bot.semantic.reading import Reading
from retrieval.records import Article
from retrieval.semantic.vector_files import ENTRY
from tests.support.processes import start
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.configuration.settings import Settings

ROOT = Path(__file__).parents[3]
# Words that nothing else holds, some of them in a form that only an index makes of them.
SECRETS = ("زنبرقوطي", "خشنفشاري", "دحلقميات", "قنطبورة", "شعفلنجي")
GONE = Article(
    "gone-1",
    f"افتتاح معرض {SECRETS[0]} في المدينة",
    f"افتتح الوزير معرض {SECRETS[1]} أمس الأحد في المدينة. " * 40 + f"وقال {SECRETS[2]} إن المعرض كبير جدًّا.",
    outlet=f"صحيفة {SECRETS[3]}",
    author=SECRETS[4],
    url="https://gone.example/xqzvwk",
)
STAYS = Article("stays-1", "جسر جديد", "افتتح الوزير الجسر الجديد في المدينة يوم الاثنين الماضي.")
TRACES = (*(word.encode() for word in SECRETS), b"xqzvwk")


def traces(folder: Path) -> dict[str, list[bytes]]:
    """Return which files hold which of the words, or of the forms that an index makes of them."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            stems = [word.decode()[1:5].encode() for word in TRACES[:-1]]
            if held := [word for word in (*TRACES, *stems) if word in content]:
                found[file.name] = held
    return found


async def written(settings: Settings) -> None:
    """An archive and a journal that have had to do with the article in every way there is."""
    async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
        older = replace(GONE, text=f"{SECRETS[2]} {GONE.text}")
        for version in (older, GONE, STAYS):
            await library.add([version], BY_HAND)
        await search(library.database, SECRETS[0], 0, 3)
        await library.remove([GONE.id])
        await library.rollback()
        answer = await library.ask(f"ماذا افتتح الوزير في معرض {SECRETS[1]}؟")
        assert answer.quotes
        await journal.log(Asked("reader", "private", replace(answer, question="سؤال"), 1.0))
        await journal.offer(f"من هو {SECRETS[4]}؟")
        await Drafts(journal.database).keep(1, "news.txt", [GONE])
        await follow_and_notice(journal)
        passage = Written("سؤال", AnswerKind.PASSAGE, GONE.text[:40], GONE.id)
        await EditorialAnswers(library).write(passage, 1, "محرر")
        await Editings(journal.database).begin(1, Editing.PASSAGE, "1")
        await Editings(journal.database).keep(1, passage)
        async with library.database.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO posts (id, chat, title, text) VALUES (?, 1, ?, ?)",
                [GONE.id, GONE.title, GONE.text],
            )
        await Offers(settings).latest()


async def follow_and_notice(journal: Journal) -> None:
    """A follower who is to be told of the article twice, once by a message that is on its way."""
    following, follower = Following(journal), Follower(journal.reader(7), 7, "ar", Rhythm())
    followed = await following.follow(follower, Followable(Kind.SUBJECT, "المعارض"), 0)
    assert followed
    await following.note([News(followed, story, GONE.id, 0, GONE.text[:40]) for story in (1, 2)], 2)
    [first, _] = await following.notices(follower.reader)
    await following.begin(follower, [first.id], f"<b>{GONE.title}</b> {GONE.text[:40]}", "", 1)


async def purged(settings: Settings, *ids: str) -> Purged:
    async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
        return await purge(library, journal, ids, silent)


async def test_no_byte_of_the_article_is_left_and_the_others_answer_as_before(settings: Settings) -> None:
    await written(settings)
    assert traces(settings.archive.parent), "it is there before"

    assert await purged(settings, GONE.id) == Purged({GONE.id: 3}, True)

    assert traces(settings.archive.parent) == {}
    async with Library.open(settings) as library:
        answer = await library.ask("ماذا افتتح الوزير يوم الاثنين؟")
        assert [quote.article for quote in answer.quotes] == [STAYS]
        assert await versions.latest(library.database, GONE.id) == []
        assert [article.id async for article in library.store.stream()] == [STAYS.id]


@pytest.mark.skipif(not model.installed(), reason="the extra `semantic` is not installed")
async def test_no_byte_of_its_vectors_is_left_whoever_keeps_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, with_encoder: Callable[[Settings], Settings]
) -> None:
    meant = with_encoder(replace(settings, semantic=Semantic(background=False)))
    monkeypatch.setattr("retrieval.searcher.CLEARLY", 1.1)  # whatever is asked is read
    async with Library.open(meant) as library:
        await library.add([GONE, STAYS], BY_HAND)
        for question in (f"ماذا قال {SECRETS[2]} عن المعرض؟", "ماذا افتتح الوزير يوم الاثنين؟"):
            await library.ask(question)
        vectors = read_vectors(meant)
    assert len(vectors) >= 2, "passages of both articles are read"

    assert (await purged(meant, GONE.id)).clean

    left = read_vectors(meant)
    went = [vectors[key] for key in vectors.keys() - left.keys()]
    stored = b"".join(file.read_bytes() for file in meant.vectors.iterdir())
    assert left and went and not [one for one in went if one in stored]
    assert all(key.to_bytes(8, "little") not in stored for key in vectors.keys() - left.keys())

    monkeypatch.setattr("bot.semantic.reading.FORGOTTEN_SECONDS", 0)
    async with Library.open(meant) as keeper:
        await keeper.ask("ماذا افتتح الوزير يوم الاثنين؟")
        assert not (await purged(meant, STAYS.id)).clean, "another process keeps them"
        await keeper.catch_up()
        await keeper.stay()
    assert read_vectors(meant) == {}
    assert (await purged(meant, STAYS.id)).clean

    meant.vectors.joinpath("passages").write_bytes(b"of an encoder that is here no more")
    assert (await purged(settings, STAYS.id)).clean and not meant.vectors.exists()


def read_vectors(settings: Settings) -> dict[int, bytes]:
    """The vector of each passage in the files, by its key."""
    entries = np.fromfile(settings.vectors / "entries", ENTRY)
    passages = (settings.vectors / "passages").read_bytes()
    size = len(passages) // max(len(entries), 1)
    return {int(key): passages[n * size : (n + 1) * size] for n, key in enumerate(entries["key"])}


async def test_it_stays_away_whatever_brings_it_and_no_rollback_brings_it_back(settings: Settings) -> None:
    await written(settings)
    await purged(settings, GONE.id)
    async with Library.open(settings) as library:
        await library.add([GONE], "https://gone.example/feed")
        await library.rollback()
        assert [article.id async for article in library.store.stream()] in ([STAYS.id], [])
    assert traces(settings.archive.parent) == {}


async def test_what_was_removed_and_then_purged_stays_away_though_the_removal_is_undone(
    settings: Settings,
) -> None:
    async with Library.open(settings) as library:
        await library.add([GONE, STAYS], BY_HAND)
        await library.remove([GONE.id])
    await purged(settings, GONE.id)
    async with Library.open(settings) as library:
        await library.rollback()
        assert GONE.id in await library.store.withheld()
        await library.add([GONE], "https://gone.example/feed")
        assert [article.id async for article in library.store.stream()] == [STAYS.id]


async def test_while_another_process_reads_what_stood_before_it_is_told_and_may_be_repeated(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.database.COMPACT_SECONDS", 0.05)
    await written(settings)
    with closing(sqlite3.connect(settings.archive)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM articles").fetchall()
        assert not (await purged(settings, GONE.id)).clean
    assert (await purged(settings, GONE.id)).clean
    assert traces(settings.archive.parent) == {}


async def test_a_running_bot_answers_without_it_and_an_admin_erases_it_behind_a_confirmation(
    settings: Settings,
) -> None:
    await written(settings)
    texts = read(settings, "ar").admin.articles
    async with talking(settings) as server:
        admin = server.user(1)
        await admin.says(f"/remove {GONE.id}")
        asked = await admin.hears()
        await admin.presses(asked.button(texts.purge))
        sure = await admin.sees_change(asked, "لا سبيل إلى استرجاعه", 10)
        await admin.presses(sure.button(texts.purge_surely))
        await admin.sees_change(sure, "مُحي المقال نهائيًّا", 30)
        await admin.says("ماذا افتتح الوزير يوم الاثنين؟")
        assert "الجسر" in (await admin.hears()).text
    # The chat itself is Telegram's.
    assert traces(settings.archive.parent) == {}


async def test_the_command_wants_to_hear_that_it_is_meant(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await written(settings)

    def isnad(*arguments: str) -> int:
        return main(["purge", GONE.id, *arguments, "--archive", str(settings.archive)])

    assert await asyncio.to_thread(isnad) == 1
    assert "--yes" in capsys.readouterr().err and traces(settings.archive.parent)
    assert await asyncio.to_thread(isnad, "--yes") == 0
    assert f"مُحي {GONE.id}" in capsys.readouterr().out
    assert await asyncio.to_thread(isnad, "--yes", "--json") == 0
    said = msgspec.json.decode(capsys.readouterr().out)
    assert said == {"versions": {}, "clean": True} and traces(settings.archive.parent) == {}
    assert sys.stdout


async def test_broken_off_once_the_articles_are_gone_it_finds_the_messages_that_tell_of_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(settings)

    def broken_off(_: Reading) -> None:
        raise CommandError("broken off")

    with monkeypatch.context() as patched, pytest.raises(CommandError):
        patched.setattr(Reading, "ask_to_forget", broken_off)
        await purged(settings, GONE.id)

    assert (await purged(settings, GONE.id)).clean
    assert traces(settings.archive.parent) == {}


@pytest.mark.slow
async def test_killed_on_the_way_it_is_finished_by_the_same_command(settings: Settings) -> None:
    await written(settings)
    command = ("bot", "purge", GONE.id, "--yes", "--archive", settings.archive)
    for patience in (0.5, 0.7, 0.9, 1.1):
        process = await start(*command, stdout=DEVNULL, stderr=DEVNULL)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await process.wait()
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    assert (await purged(settings, GONE.id)).clean
    assert traces(settings.archive.parent) == {}
    async with Library.open(settings) as library:
        assert (await library.ask("ماذا افتتح الوزير يوم الاثنين؟")).quotes


async def test_what_a_purge_died_over_is_known_and_erased_by_the_next_bot(settings: Settings) -> None:
    await written(settings)
    async with Library.open(settings) as library, library.database.transaction() as transaction:
        await erase_articles(transaction, [GONE.id])
    assert traces(settings.archive.parent)
    [finding] = [one for one in soundness(settings) if one.subject == "purge"]
    assert (finding.state, GONE.id in finding.says) == (Health.WRONG, True)
    async with talking(settings), asyncio.timeout(30):
        while True:
            if not [one for one in soundness(settings) if one.subject == "purge"]:
                break
            await asyncio.sleep(0.1)
    assert traces(settings.archive.parent) == {}


async def test_versions_are_kept_up_to_a_number_and_the_last_change_can_be_undone(settings: Settings) -> None:
    async with Library.open(settings) as library:
        for number in range(6):
            article = Article("a", "عنوان", f"النص رقم {number} من المقال الذي يتغير.")
            await library.store.take(Batch(BY_HAND, [article]), continuing=False)
        assert await library.store.limit_versions(0) == 0
        assert await library.store.limit_versions(1) == 4, "what the last change ended stays"
        assert [version.article.text[9] for version in await versions.latest(library.database, "a")] == [
            "5",
            "4",
        ]
        await library.rollback()
        assert "4" in (await library.articles(["a"]))["a"].text
