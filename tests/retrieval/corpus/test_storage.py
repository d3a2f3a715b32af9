from __future__ import annotations

import shutil
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from retrieval.arabic.language import Language, QuestionKind, Thesaurus
from retrieval.archive import Archive
from retrieval.bm25 import flatfiles
from retrieval.corpus.manifest import MANIFEST, read
from retrieval.corpus.storage import KIND, VERSION, recipe
from retrieval.errors import DamagedIndex
from retrieval.tuning import Tuning
from tests.support.corpora import (
    answering,
    anything,
    archives,
    article,
    few,
    language,
    questions,
    seed_archive,
    table,
    word_lists,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.records import Article

QUESTION = "متى زار الوزير مدينة بغداد؟"
NEWS = (
    article("visit", "زار الوزير مدينة بغداد في 12 أيلول 2016."),
    article("مطر", "هطل المطر على حلب صباح الاثنين."),
    article("", "خبر بلا اسم."),
)
LISTS = word_lists()


def built(articles: tuple[Article, ...] = NEWS) -> Archive:
    return Archive.build(articles, LISTS, answering(), fingerprint="بصمة")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved archive for all tests, for waiting on the disk takes most of their time."""
    folder = tmp_path_factory.mktemp("saved") / "index"
    built().save(folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A saved archive to do harm to."""
    return shutil.copytree(written, tmp_path / "index")


def segment(folder: Path) -> Path:
    """The one segment that the manifest names."""
    [entry] = read(folder).segments
    return folder / entry.name


def reopened(folder: Path, known: Language = LISTS, tuning: Tuning | None = None) -> Archive:
    return Archive.open(folder, known, tuning or answering())


@given(archives(anything), questions)
@few
def test_an_archive_saved_and_opened_answers_as_the_one_that_was_built(
    articles: tuple[Article, ...], question: str
) -> None:
    archive = built(articles)
    with TemporaryDirectory() as folder:
        archive.save(Path(folder) / "index")
        opened = reopened(Path(folder) / "index")

        assert opened.find(question) == archive.find(question)
        assert (len(opened), opened.fingerprint) == (len(articles), "بصمة")


def test_the_archive_that_ships_answers_the_same_when_it_was_saved(tmp_path: Path) -> None:
    seed_archive().save(tmp_path / "index")
    opened = Archive.open(tmp_path / "index", language(), answering())

    for question in ("متى بدأ وقف إطلاق النار؟", "من هو الكاتب التركي؟", "كوكب زحل"):
        assert opened.find(question) == seed_archive().find(question)


@pytest.mark.parametrize("articles", [(), (article("a", ""),)])
def test_an_archive_of_nothing_is_saved_and_opened(articles: tuple[Article, ...], tmp_path: Path) -> None:
    built(articles).save(tmp_path / "index")

    assert len(reopened(tmp_path / "index")) == len(articles)


def test_saving_again_replaces_what_was_there_and_leaves_nothing_beside_it(folder: Path) -> None:
    before = reopened(folder)

    built(NEWS[1:]).save(folder)

    assert before.find(QUESTION).articles == ("visit",)
    assert len(reopened(folder)) == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted([MANIFEST, segment(folder).name])


def test_what_an_interrupted_save_left_harms_neither_the_archive_nor_the_next_save(folder: Path) -> None:
    for leftover in ("new", "new.new", "0" * 32):
        shutil.copytree(segment(folder), folder / leftover)
    (folder / f"{MANIFEST}.new").write_bytes(b"{")

    assert len(reopened(folder)) == 3
    built().save(folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted([MANIFEST, segment(folder).name])


def test_a_folder_that_is_not_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex, match="cannot be read"):
        reopened(tmp_path / "nowhere")


@pytest.mark.parametrize("part", ["corpus", "bm25"])
def test_half_an_archive_is_not_opened(folder: Path, part: str) -> None:
    shutil.rmtree(segment(folder) / part)

    with pytest.raises(DamagedIndex):
        reopened(folder)


def spoil(path: Path) -> None:
    path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [spoil, truncate, Path.unlink])
def test_damage_to_any_file_is_noticed(folder: Path, harm: Callable[[Path], None], tmp_path: Path) -> None:
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.stat().st_size]

    for file in files:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        harm(copy / file)
        with pytest.raises(DamagedIndex):
            reopened(copy)
        shutil.rmtree(copy)


def test_a_folder_of_another_kind_is_not_opened(folder: Path) -> None:
    shutil.rmtree(segment(folder) / "corpus")
    shutil.copytree(segment(folder) / "bm25", segment(folder) / "corpus")

    with pytest.raises(DamagedIndex, match="holds bm25"):
        reopened(folder)


def test_a_folder_of_the_right_kind_with_other_contents_is_not_opened(folder: Path) -> None:
    kept = flatfiles.mapped(segment(folder) / "corpus", KIND, VERSION)
    arrays = {name: array for name, array in kept.arrays.items() if name != "token_starts"}
    flatfiles.save(segment(folder) / "corpus", KIND, VERSION, flatfiles.FlatFiles(arrays, {}))

    with pytest.raises(DamagedIndex):
        reopened(folder)


def test_halves_of_two_archives_are_not_opened_as_one(folder: Path, tmp_path: Path) -> None:
    built(NEWS[1:]).save(tmp_path / "other")
    shutil.rmtree(segment(folder) / "bm25")
    (segment(tmp_path / "other") / "bm25").rename(segment(folder) / "bm25")

    with pytest.raises(DamagedIndex):
        reopened(folder)


OTHER_LANGUAGES = {
    "stop words": replace(LISTS, stop_words=LISTS.stop_words | {"خبر"}),
    "spellings": replace(LISTS, spellings=(*LISTS.spellings, ("شام", "شآم"))),
    "places": replace(LISTS, places={**LISTS.places, "شام": "الشام"}),
    "cues": replace(LISTS, cues={**LISTS.cues, QuestionKind.WHERE: LISTS.cues[QuestionKind.WHERE] | {"زحل"}}),
}
OTHER_TUNINGS = {
    "k1": replace(answering(), bm25=replace(answering().bm25, k1=1.1)),
    "passage": replace(answering(), passages=replace(answering().passages, passage=90)),
    "quote": replace(answering(), passages=replace(answering().passages, quote=40)),
}


@pytest.mark.parametrize("known", OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES)
def test_an_archive_made_with_other_word_lists_is_not_opened(folder: Path, known: Language) -> None:
    with pytest.raises(DamagedIndex, match="was made with other word lists or settings"):
        reopened(folder, known)


@pytest.mark.parametrize(
    "thesaurus",
    [Thesaurus((("بيت", "منزل"),), {}), Thesaurus((), {"لون": frozenset({"احمر"})})],
    ids=["synonyms", "classes"],
)
def test_another_thesaurus_leaves_the_archive_usable(folder: Path, thesaurus: Thesaurus) -> None:
    reopened(folder, LISTS.knowing(thesaurus))


@pytest.mark.parametrize("tuning", OTHER_TUNINGS.values(), ids=OTHER_TUNINGS)
def test_an_archive_made_with_other_settings_is_not_opened(folder: Path, tuning: Tuning) -> None:
    with pytest.raises(DamagedIndex, match="was made with other word lists or settings"):
        reopened(folder, tuning=tuning)


@pytest.mark.parametrize(
    "part", [field.name for field in fields(Tuning) if field.name not in {"bm25", "passages"}]
)
def test_weights_that_index_nothing_leave_the_archive_usable(part: str) -> None:
    plain = Tuning()
    name = fields(getattr(plain, part))[0].name
    other = replace(plain, **{part: replace(getattr(plain, part), **{name: 7})})

    assert recipe(LISTS, other) == recipe(LISTS, plain)


def test_the_same_lists_read_again_are_the_same_recipe() -> None:
    again = Language.from_table(table("language.toml")).knowing(Thesaurus.from_table(table("thesaurus.toml")))

    assert recipe(again, Tuning()) == recipe(language(), Tuning())


def test_an_archive_that_released_its_memory_answers_as_before(folder: Path) -> None:
    archive = reopened(folder)
    before = archive.find(QUESTION)

    archive.release()

    assert archive.find(QUESTION) == before
