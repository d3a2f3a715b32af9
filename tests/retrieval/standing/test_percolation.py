"""Subjects that an article names."""

from __future__ import annotations

import pytest

from retrieval.arabic.analysis import Analyser
from retrieval.archive import Archive
from retrieval.records import Article
from retrieval.standing.percolation import PartPercolator, Percolator, TextStems
from retrieval.tuning import PassageLimits, Tuning
from tests.support.corpora import language

STEMS = TextStems(Analyser(language()))
OTHER = Article("other", "افتتاح المعرض", "افتتح الوزير معرض الكتاب في العاصمة. وحضر السفير الروسي.")


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive.build([OTHER], language(), Tuning())


def named(subject: str, text: str, archive: Archive, title: str = "خبر") -> bool:
    """Return whether an article of this text names the subject."""
    percolator = Percolator(PassageLimits())
    percolator.put(archive.stems(subject))
    return bool(percolator.named(STEMS.of(title), STEMS.of(text)))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("بوتين", "وصل الرئيس الروسي فلاديمير بوتن إلى المدينة."),  # another spelling
        ("الأمم المتحدة", "وقالت للأمم المتحدة لجنتها إن القرار صدر."),  # behind a particle
        ("بريطانيا", "وفي بريطانيا ارتفعت الأسعار."),
        ("جسر الياسمين", "أغلقت البلدية جسرَ الياسمين أسبوعًا."),  # vowelled
        ("2015", "وقع الاتفاق عام 2015 في باريس."),
    ],
)
def test_a_subject_is_named_in_whatever_form_a_question_would_find_it(
    subject: str, text: str, archive: Archive
) -> None:
    assert named(subject, text, archive)


@pytest.mark.parametrize(
    ("subject", "text"), [("جسر الياسمين", "جسر الزيتون قديم."), ("سوريا", "ارتفعت أسعار النفط أمس.")]
)
def test_a_subject_is_not_named_by_a_part_of_it(subject: str, text: str, archive: Archive) -> None:
    assert not named(subject, text, archive)


def test_all_words_stand_in_one_passage_or_in_the_headline(archive: Archive) -> None:
    filler = " ".join(f"كلمة{n}" for n in range(300))
    far = f"جسر قديم. {filler} ياسمين."
    assert not named("جسر الياسمين", far, archive)
    assert named("جسر الياسمين", far, archive, title="أخبار الياسمين")


def test_a_subject_that_stands_no_longer_is_not_named(archive: Archive) -> None:
    percolator, subject = Percolator(PassageLimits()), archive.stems("الكتاب")
    percolator.put(subject)
    percolator.put(subject)
    assert percolator.named([], STEMS.of(OTHER.text)) == {subject} and len(percolator) == 1
    percolator.drop(subject)
    assert percolator.named([], STEMS.of(OTHER.text)) == set() and not len(percolator)


def test_a_subject_without_words_is_never_named(archive: Archive) -> None:
    percolator = Percolator(PassageLimits())
    percolator.put(archive.stems("من في"))
    assert percolator.named([], STEMS.of(OTHER.text)) == set()


def test_half_of_the_words_are_enough_for_what_may_be_answered(archive: Archive) -> None:
    percolator, question = PartPercolator(), archive.stems("متى يغلق جسر الياسمين للصيانة؟")
    percolator.put(question)
    assert percolator.met([], STEMS.of("إغلاق جسر الياسمين أسبوعا")) == {question}
    assert percolator.met([], STEMS.of("جسر الزيتون")) == set()
    percolator.drop(question)
    assert percolator.met([], STEMS.of("إغلاق جسر الياسمين أسبوعا")) == set()
