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
