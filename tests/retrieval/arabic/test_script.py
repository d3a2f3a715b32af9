"""Text of Arabic letters that no reader of Arabic can read, and letters that can be mended."""

from __future__ import annotations

import pytest

from retrieval.arabic import script

ARABIC = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)


@pytest.mark.parametrize(
    "text",
    [
        "شهرداری بندر امروز صبح بازار تازه ماهی را در اسکله شرقی با حضور صدها ماهیگیر و خانواده هایشان گشایش داد.",
        "شهرداري بندر امروز صبح بازار تازه ماهي را در اسكله شرقي با حضور صدها نفر از مردم كه در اين شهر بودند باز كرد.",
        "بندرگاہ کی بلدیہ نے آج صبح مشرقی گودی پر نئے مچھلی بازار کا افتتاح کیا، جس میں سینکڑوں ماہی گیر شریک ہوئے۔",
        "شارەوانی بەندەر بەیانی ئەمڕۆ بازاڕی نوێی ماسی لە شۆستەی ڕۆژهەڵات بە ئامادەبوونی سەدان ڕاوچی کردەوە.",
        "د بندر ښاروالۍ نن سهار د کبانو نوی بازار په ختیځ ګودام کې د سلګونو کب نیونکو په حضور کې پرانیست.",
    ],
    ids=["persian", "persian on an arabic keyboard", "urdu", "kurdish", "pashto"],
)
def test_another_language_of_arabic_letters_is_told_from_arabic(text: str) -> None:
    assert script.unreadable(text) == script.FOREIGN


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        ARABIC.replace("ي", "ی").replace("ك", "ک"),
        "",
        "محمد علي وسامي حسن وعمر خالد ونادية سمير وليلى هدى",
    ],
)
def test_arabic_is_readable_on_every_keyboard(text: str) -> None:
    assert script.unreadable(text) is None


def test_letters_turned_round_are_known() -> None:
    assert script.unreadable(ARABIC[::-1]) == script.TURNED


def test_lam_and_alef_in_the_wrong_order_are_mended_at_the_head_of_words() -> None:
    assert script.mended("قال األردن واإلمارات إن االتحاد واآلن") == "قال الأردن والإمارات إن الاتحاد والآن"
    assert script.mended(ARABIC) == ARABIC


@pytest.mark.parametrize(
    ("taken_for", "encoding"), [("latin-1", "utf-8"), ("cp1252", "cp1256"), ("latin-1", "cp1256")]
)
def test_text_that_was_read_in_another_encoding_is_read_again(taken_for: str, encoding: str) -> None:
    said = ARABIC.replace("ئ", "ي") if encoding == "cp1256" else ARABIC
    try:
        written = said.encode(encoding).decode(taken_for)
    except UnicodeDecodeError:
        pytest.skip("a byte that this encoding leaves free")
    assert script.decoded_again(written) == said


def test_letters_in_the_shapes_of_old_programs_are_written_out_and_marks_of_direction_at_line_ends_go() -> (
    None
):
    shaped = "\u202b\ufe83\ufecb\ufee0\ufee8\ufe96 \ufe91\ufef9\ufe8d\u202c\n\ufeffثم 5\u200e+\u200f"
    assert script.written_out(shaped) == "أعلنت بلإا\nثم 5\u200e+"


def test_a_text_whose_letters_were_lost_is_none() -> None:
    assert script.unreadable(ARABIC.replace("ا", "\ufffd")) == script.LOST
    assert script.unreadable(f"{ARABIC} \ufffd") is None
