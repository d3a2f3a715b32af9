from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval.archive import Archive
from retrieval.semantic.vectors import Vectors
from retrieval.tuning import SemanticTuning
from tests.support.corpora import answering, article, language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.archive import Findings
    from retrieval.semantic.encoder import E5
    from retrieval.semantic.meaning import Meaning

NEWS = (
    article(
        "hospital", "نقل المصابون إلى المستشفى بعد حادث السير على الطريق الساحلي.", "حادث على الطريق الساحلي"
    ),
    article(
        "bridge", "بلغت كلفة الجسر مليوني دينار. وقص رئيس البلدية الشريط صباح الأحد.", "افتتاح جسر الياسمين"
    ),
    article("harvest", "جنى المزارعون محصول الزيتون مبكرا هذا العام بسبب الجفاف.", "موسم الزيتون"),
    article("match", "خسر المنتخب المباراة النهائية أمام ضيفه بركلات الترجيح.", "نهائي الكأس"),
)
BY_ID = {news.id: news for news in NEWS}


@pytest.fixture(scope="module")
def encoder(weights: Path, prepared: Path) -> E5:
    from retrieval.semantic.encoder import E5  # noqa: PLC0415

    return E5.open(weights, prepared)


@pytest.fixture
def meaning(encoder: E5, tmp_path: Path) -> Iterator[Meaning]:
    from retrieval.semantic.meaning import Meaning  # noqa: PLC0415

    vectors = Vectors(tmp_path / "vectors", encoder.fingerprint, encoder.dimensions, writing=True)
    yield Meaning(encoder, vectors, SemanticTuning())
    vectors.close()


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive.build(NEWS, language(), answering())


def read_all(archive: Archive, meaning: Meaning) -> None:
    numbers, _ = archive.standing()
    for unread in archive.unread(numbers):
        meaning.read(unread, BY_ID[unread.article])


def test_what_no_encoder_has_read_is_told_and_answered_by_words(archive: Archive, meaning: Meaning) -> None:
    by_words, found = archive.find("متى افتتح الجسر؟"), archive.find("متى افتتح الجسر؟", meaning=meaning)
    assert replace(found, unread=()) == by_words
    assert "bridge" in {unread.article for unread in found.unread}


def test_what_is_told_to_be_read_is_the_text_of_the_passage(archive: Archive, meaning: Meaning) -> None:
    [news] = [
        unread
        for unread in archive.find("متى افتتح الجسر؟", meaning=meaning).unread
        if unread.article == "bridge"
    ]
    texts = [BY_ID["bridge"].text[start:end] for start, end in news.sentences]
    assert texts == ["بلغت كلفة الجسر مليوني دينار.", "وقص رئيس البلدية الشريط صباح الأحد."]


def test_what_was_read_is_not_told_again(archive: Archive, meaning: Meaning) -> None:
    read_all(archive, meaning)
    assert archive.find("متى افتتح الجسر؟", meaning=meaning).unread == ()


def test_the_passage_that_means_the_same_comes_first(archive: Archive, meaning: Meaning) -> None:
    read_all(archive, meaning)
    question = "في أي يوم دشن عمدة المدينة الطريق فوق النهر مع سقوط المطر؟"
    assert archive.find(question, meaning=meaning).ranked[0] == "bridge"


def test_the_window_that_means_the_same_is_quoted(archive: Archive, meaning: Meaning) -> None:
    read_all(archive, meaning)
    found = archive.find("كم ثمن جسر الياسمين؟", meaning=meaning)
    answer = archive.answer(found, BY_ID)
    assert answer.quotes[0].text.startswith("بلغت كلفة الجسر مليوني دينار.")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who lost the cup final?", "match"),
        ("Why were the olives picked early?", "harvest"),
        ("Combien a coûté le pont ?", "bridge"),
        ("Où les blessés ont-ils été emmenés ?", "hospital"),
    ],
)
def test_questions_in_english_and_french_find_arabic_articles(
    archive: Archive, meaning: Meaning, question: str, wanted: str
) -> None:
    read_all(archive, meaning)
    assert archive.find(question, meaning=meaning).ranked[0] == wanted


def test_a_question_in_another_language_is_answered_from_what_stands(
    meaning: Meaning, archive: Archive
) -> None:
    read_all(archive, meaning)
    without = archive.changed([], ["match"], "later")

    def first(found: Findings) -> str:
        return found.ranked[0]

    assert first(archive.find("Who lost the cup final?", meaning=meaning)) == "match"
    assert "match" not in without.find("Who lost the cup final?", meaning=meaning).ranked


def test_a_passage_said_twice_is_read_once(meaning: Meaning) -> None:
    twice = Archive.build((NEWS[0], replace(NEWS[0], id="again")), language(), answering())
    numbers, keys = twice.standing()
    assert len(numbers) == len(keys) == 1
