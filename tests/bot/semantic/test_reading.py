"""The reading of passages in a running program, with the real encoder."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.configuration.settings import Semantic, load
from bot.database.lock import held
from bot.errors import SemanticError
from bot.loading.first_use import prepare
from bot.operations import doctor
from bot.operations.findings import Health
from bot.semantic import model
from bot.telegram.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.configuration.settings import Settings

pytestmark = pytest.mark.skipif(not model.installed(), reason="the extra `semantic` is not installed")
QUESTION, OTHER = "متى دشن الجسر؟", "كم باخرة تدخل الميناء؟"


@pytest.fixture
def meant(newsroom: Settings, with_encoder: Callable[[Settings], Settings]) -> Settings:
    """Return the newsroom's settings with meaning switched on, read for questions only."""
    return with_encoder(replace(newsroom, semantic=Semantic(background=False)))


def stored(settings: Settings) -> int:
    """Return how many passages have vectors in the files: an entry has 16 bytes."""
    return (settings.vectors / "entries").stat().st_size // 16


async def all_read(library: Library, passages: int) -> None:
    """Wait until the background has read everything."""
    async with asyncio.timeout(60):
        while True:
            read = library.index.reading.coverage
            if read and read.done == read.total == passages:
                return
            await asyncio.sleep(0.02)


async def test_a_question_has_its_best_passages_read_and_kept(meant: Settings) -> None:
    async with Library.open(meant) as library:
        answer = await library.ask(QUESTION)
        assert answer.quotes[0].article.id == "bridge"
        assert library.index.reading.coverage is None
    assert stored(meant) == 1


async def test_what_its_words_answer_clearly_waits_for_no_passage_to_be_read(meant: Settings) -> None:
    async with Library.open(meant) as library:
        answer = await library.ask("متى افتتح جسر الياسمين؟")
        assert answer.quotes[0].article.id == "bridge"
        meaning = await library.index.reading.meaning()
        assert meaning is not None and len(meaning.vectors) == 0
        await library.ask(QUESTION)
        assert len(meaning.vectors) == 1


async def test_all_passages_are_read_in_the_background_of_a_program_that_stays(meant: Settings) -> None:
    settings = replace(meant, semantic=Semantic())
    async with Library.open(settings) as library:
        await prepare(library)
        await library.stay()
        await all_read(library, 2)
        text = Metrics(coverage=lambda: library.index.reading.coverage).text().decode()
        assert "isnad_passages 2.0" in text and "isnad_passages_read 2.0" in text
    assert stored(settings) == 2


async def test_damaged_vectors_are_found_and_made_anew_in_a_program_that_stays(meant: Settings) -> None:
    settings = replace(meant, semantic=Semantic())
    async with Library.open(settings) as library:
        await prepare(library)
        await library.stay()
        await all_read(library, 2)
        assert await library.index.verify()
        passages = settings.vectors / "passages"
        sound = passages.read_bytes()
        with passages.open("r+b") as file:
            file.write(bytes([sound[0] ^ 8]))
        assert not await library.index.verify()
        async with asyncio.timeout(60):
            while True:
                if await library.index.verify():
                    break
                await asyncio.sleep(0.1)
        assert passages.read_bytes()[len(sound) :] == sound[: len(sound) // 2]


async def test_the_encoder_is_open_before_the_first_question(meant: Settings) -> None:
    async with Library.open(meant) as library:
        assert library.index.reading.vectors is None
        await prepare(library)
        assert library.index.reading.vectors is not None


async def test_what_comes_later_is_read_too(meant: Settings) -> None:
    async with Library.open(replace(meant, semantic=Semantic())) as library:
        await prepare(library)
        await library.stay()
        [bridge] = (await library.articles(["bridge"])).values()
        await library.add([replace(bridge, id="tower", title="برج", text="بني البرج قبل مئة عام.")], "test")
        await all_read(library, 3)


async def test_a_program_beside_the_one_that_keeps_vectors_answers_without_keeping_any(
    meant: Settings,
) -> None:
    async with Library.open(meant) as library:
        await library.ask(QUESTION)
        before = stored(meant)
        async with Library.open(replace(meant, semantic=Semantic())) as other:
            await other.stay()
            assert (await other.ask(OTHER)).quotes[0].article.id == "port"
            assert other.index.reading.coverage is None
        assert stored(meant) == before


async def test_switched_off_nothing_is_read_or_written(newsroom: Settings) -> None:
    async with Library.open(newsroom) as library:
        assert await library.index.reading.meaning() is None
        await library.ask(QUESTION)
    assert not newsroom.vectors.exists() and not newsroom.model.exists()


async def test_vectors_that_cannot_be_written_leave_words_alone(meant: Settings) -> None:
    meant.vectors.write_text("a file where the folder should be")
    async with Library.open(meant) as library:
        assert (await library.ask(QUESTION)).quotes[0].article.id == "bridge"
        assert await library.index.reading.meaning() is None


def test_weights_that_were_checked_are_not_read_again_until_they_change(tmp_path: Path) -> None:
    memo = tmp_path / "checked.json"
    weights = model.checked_weights(memo)
    kept = json.loads(memo.read_bytes())
    assert kept["size"] == weights.stat().st_size
    memo.write_text(json.dumps(kept | {"checksum": "another"}))
    with pytest.raises(SemanticError, match="not the file that is known"):
        model.checked_weights(memo)
    memo.write_text(json.dumps(kept | {"checksum": "another", "modified": 1}))
    assert model.checked_weights(memo) == weights


@pytest.mark.parametrize("memo", ["", "{", "[]", '{"size": "x"}'])
def test_a_memo_that_cannot_be_read_is_made_anew(tmp_path: Path, memo: str) -> None:
    (tmp_path / "checked.json").write_text(memo)
    assert model.checked_weights(tmp_path / "checked.json").is_file()
    assert json.loads((tmp_path / "checked.json").read_bytes())["size"]


async def test_the_doctor_tells_how_many_passages_are_read(meant: Settings) -> None:
    def finding() -> tuple[Health, str]:
        return next((one.state, one.says) for one in doctor.examine(meant) if one.subject == "meaning")

    assert finding() == (Health.NOTE, "0 of 2 passages are read")
    async with Library.open(meant) as library:
        await library.ask(QUESTION)
        await library.ask(OTHER)
    assert finding() == (Health.GOOD, "2 of 2 passages are read")
    off = replace(meant, semantic=Semantic(enabled=False))
    assert [one.state for one in doctor.examine(off) if one.subject == "meaning"] == [Health.GOOD]


def test_the_environment_switches_meaning_off() -> None:
    assert load(environ={"ISNAD_SEMANTIC": "off"}).semantic.enabled is False
    assert load(environ={}).semantic.enabled is True


def test_nothing_of_the_extra_is_imported_before_a_question_is_asked() -> None:
    program = (
        "import sys, bot.archive.library, bot.semantic.model as m; m.installed(); "
        "print('onnxruntime' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout == b"False\n"
    )


async def test_the_lock_of_the_vectors_is_given_back(meant: Settings) -> None:
    async with Library.open(meant) as library:
        await library.ask(QUESTION)
    with held(meant.vectors):
        pass
