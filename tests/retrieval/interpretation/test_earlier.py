"""What an earlier question was about."""

from __future__ import annotations

import pytest

from tests.support.meaning import followups


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        ("فمة قانون جديد في بريطانيا؟", "قانون جديد في بريطانيا"),
        ("هو فمة قانون جديد في بريطانيا؟", "قانون جديد في بريطانيا"),
        ("هو ومؤتمر سوتشي كيف كان؟", "مؤتمر سوتشي"),
    ],
)
def test_what_opens_a_question_is_no_part_of_what_it_is_about(earlier: str, about: str) -> None:
    assert followups().earlier.about(earlier) == about


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        ("ما شروط الحصول على الجنسية التركية للمستثمرين؟", "الحصول على الجنسية التركية للمستثمرين"),
        ("ما أسباب العودة إلى المفاوضات؟", "العودة إلى المفاوضات"),
    ],
)
def test_what_a_deed_leads_to_is_spoken_of_with_it(earlier: str, about: str) -> None:
    assert followups().earlier.about(earlier) == about


def test_what_came_after_something_is_followed_by_what_happened_there() -> None:
    earlier = followups().earlier
    assert earlier.straight("وبعدين (مؤتمر سوتشي)؟") == "ماذا حدث في مؤتمر سوتشي؟"
    assert earlier.straight("متى كان مؤتمر سوتشي؟") == "متى كان مؤتمر سوتشي؟"


def test_she_is_not_who_spoke_but_what_was_spoken_of() -> None:
    asked = "ماذا قال بوتين عن تونس؟"
    assert followups().earlier.about_her(asked, None, she=True) == "تونس"
    assert followups().earlier.topic(asked) == "تونس"


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        ("كم عدد المتفرجين المسموح لهم بحضور مباراة تونس ومصر في رادس؟", "مباراة تونس ومصر في رادس"),
        ("كم سيارة حجزتها الشرطة بنابل في أفريل 2017؟", "سيارة حجزتها الشرطة بنابل في أفريل 2017"),
        ("كم شخصا خطط لعمليات انتحارية في العاصمة؟", "خطط لعمليات انتحارية في العاصمة"),
        ("كم طفلا أنقذت الحماية من حريق مدرسة في بنزرت؟", "حريق مدرسة في بنزرت"),
        ("كم قتيلا سقط في هجوم برلين؟", "هجوم برلين"),
        ("كم مرة ذكر اسم المدينة في الكتاب؟", "ذكر اسم المدينة في الكتاب"),
        ("أي فيلم تونسي فاز بالجائزة؟", "فيلم تونسي فاز بالجائزة"),
        ("كم تلميذا يجتاز امتحان البكالوريا؟", "امتحان البكالوريا"),
        ("كم قتيلا تخلف حوادث المرور في تونس؟", "حوادث المرور في تونس"),
        ("لماذا انسحبت أمريكا من اتفاق باريس؟", "انسحبت أمريكا من اتفاق باريس"),
        ("كم سنة سجن حكم بها على الرجل الذي أحرق المدرسة؟", "الرجل الذي أحرق المدرسة"),
    ],
)
def test_what_was_counted_is_kept_and_not_only_its_place_or_date(earlier: str, about: str) -> None:
    assert followups().earlier.about(earlier) == about


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        (
            "كم حكموا على الرجل السعودي الذي دعا إلى إنهاء ولاية الرجال على النساء؟",
            "حكموا على الرجل السعودي",
        ),
        (
            "كم طن حشيش حجزت الديوانة في ميناء حلق الوادي في مارس 2017؟",
            "طن حشيش حجزت الديوانة في ميناء حلق الوادي",
        ),
    ],
)
def test_what_was_spoken_of_is_not_cut_before_a_word_that_has_to_follow(earlier: str, about: str) -> None:
    assert followups().earlier.about(earlier) == about


def test_what_somebody_spoke_of_is_kept_for_a_question_of_neither_speech_nor_speaker() -> None:
    about = followups().earlier.about
    earlier = "ماذا قال وزير النقل عن إضراب القطارات؟"
    assert about(earlier, "متى يطبق؟") == "وزير النقل عن إضراب القطارات"
    assert about(earlier, "شكون الوزير؟") == about(earlier, "وكيري شو قال؟") == about(earlier) == "وزير النقل"
