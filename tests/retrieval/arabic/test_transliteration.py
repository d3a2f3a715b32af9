from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.text import fold
from retrieval.arabic.transliteration import UNREAD, Transliteration
from tests.support.corpora import anything, table, unhurried

READ = Transliteration.from_table(table("transliteration.toml"))


@dataclass(frozen=True)
class Words:
    """An archive of these words, each of which stands in so many passages."""

    words: dict[str, int]

    @classmethod
    def of(cls, text: str, often: int = 1) -> Words:
        return cls({fold(word): often for word in text.split()})

    def begins(self, letters: str) -> bool:
        return any(
            word.removeprefix(article).startswith(letters) for word in self.words for article in ("", "ال")
        )

    def often(self, word: str) -> int:
        return self.words.get(word, 0) or self.words.get(f"ال{word}", 0)


HELD = Words.of(
    "بوتين ترامب موسكو نجيب محفوظ محمود درويش راشد الغنوشي يوسف الشاهد صلاح محمد خليل جبران حسين ابن خلدون باريس من في"
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Putin", "بوتين"),
        ("Who is Putin?", "من هو بوتين?"),
        ("meen howa boutin", "من هو بوتين"),
        ("Qui est Poutine ?", "من هو بوتين ?"),
        ("Naguib Mahfouz", "نجيب محفوظ"),
        ("najib ma7fouz", "نجيب محفوظ"),
        ("Mahmoud Darwish", "محمود درويش"),
        ("Rached Ghannouchi", "راشد الغنوشي"),
        ("Mohamed Salah", "محمد صلاح"),
        ("Khalil Gibran", "خليل جبران"),
        ("Ibn Khaldoun", "ابن خلدون"),
        ("7ussein", "حسين"),
        ("What is the capital of Morocco?", "ما عاصمة المغرب?"),
        ("emta el 7arb fi sourya", "متى حرب في سوريا"),
    ],
)
def test_names_and_question_words_in_latin_letters_are_read_in_arabic(asked: str, meant: str) -> None:
    assert [fold(word) for word in READ.arabic(asked, HELD).split()] == [fold(word) for word in meant.split()]


def test_a_word_that_the_archive_holds_in_latin_letters_stays() -> None:
    assert READ.arabic("ما هو Linux", Words.of("linux لينكس")) == "ما هو Linux"


def test_a_word_that_sounds_like_none_of_the_archive_s_stays() -> None:
    assert READ.arabic("Who is Wittgenstein?", HELD) == "من هو Wittgenstein?"


def test_where_names_are_capitalised_other_words_are_not_taken_for_names() -> None:
    held = Words.of("بوتين ميت")
    assert READ.arabic("Who met Putin?", held) == "من met بوتين?"


def test_of_two_spellings_as_likely_the_commoner_is_taken() -> None:
    held = Words({"سلاح": 1, "صلاح": 90})
    assert READ.spelt("salah", held) == "صلاح"


def test_arabic_is_left_as_it_is() -> None:
    question = "متى وُلِدَ   محمود درويش؟ 1941"
    assert READ.arabic(question, HELD) == question
    assert READ.read(question, HELD).foreign is False


def test_what_is_meant_is_told_in_the_language_it_was_asked_in() -> None:
    english, arabizi, mixed = (
        READ.read(asked, HELD) for asked in ("Who is Putin?", "meen howa boutin", "من هو Putin؟")
    )
    assert (english.foreign, english.meant) == (True, "Who is Putin?")
    assert (arabizi.foreign, arabizi.meant) == (True, "من هو بوتين")
    assert (mixed.foreign, mixed.meant) == (False, "من هو بوتين؟")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("من هو Putin؟", "من هو بوتين؟"),
        ("متى زار Trump مدينة moscow؟", "متى زار ترامب مدينة موسكو؟"),
        ("ما هو GABA؟", "ما هو GABA؟"),
        ("أين تقع Garden City؟", "أين تقع Garden City؟"),
        ("ما تعريف (HI)؟", "ما تعريف (HI)؟"),
    ],
)
def test_in_an_arabic_question_only_names_are_read(asked: str, meant: str) -> None:
    held = Words.of("بوتين ترامب موسكو غابا مدينة")
    assert READ.arabic(asked, held) == meant


def test_without_a_table_nothing_is_read() -> None:
    assert UNREAD.arabic("Putin", HELD) == "Putin"


@given(anything | st.text(st.sampled_from("abcdehkopqrsuwz0123456789' "), max_size=200))
@unhurried
def test_whatever_is_asked_is_read_in_bounded_time(text: str) -> None:
    READ.read(text, HELD)


@pytest.mark.parametrize(
    "wrong", [{"names": "x"}, {"names": [1]}, {"names": ["no sign between"]}, {"letters": [" "]}]
)
def test_a_table_of_another_shape_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Transliteration.from_table(table("transliteration.toml") | wrong)
