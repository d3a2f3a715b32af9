"""Questions that leave something out are made whole, and no others."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from retrieval.query.tokens import Cues
from tests.support.corpora import anything, unhurried
from tests.support.meaning import followups, table

LABELLED = Path(__file__).parents[2] / "gold" / "followups.toml"


def labelled() -> list[tuple[str, str, str]]:
    """Earlier question, question, and what it then means: empty for what is whole."""
    conversations = tomllib.loads(LABELLED.read_text(encoding="utf-8"))["conversation"]
    return [
        (talk["earlier"], asked, means) for talk in conversations for asked, means in talk["after"].items()
    ]


def test_every_labelled_question_is_taken_as_it_is_meant() -> None:
    found = [(asked, followups().complete(asked, earlier) or "") for earlier, asked, _ in labelled()]
    assert found == [(asked, means) for _, asked, means in labelled()]


def test_enough_of_both_kinds_are_labelled() -> None:
    whole = [asked for _, asked, means in labelled() if not means]
    assert len(labelled()) >= 110
    assert len(whole) >= 35
    assert sum(asked.startswith("و") for asked in whole) >= 20


def test_a_question_that_was_made_whole_is_whole() -> None:
    again = {
        means: followups().complete(means, earlier)
        for earlier, _, means in labelled()
        if means and ": " not in means
    }
    assert {means: made for means, made in again.items() if made not in {None, means}} == {}


def test_a_follow_up_of_a_follow_up_still_knows_what_it_is_about() -> None:
    question = "أين عُقد مؤتمر المناخ؟"
    for asked in ("ومتى كان ذلك؟", "ومن حضره؟", "ولماذا؟"):
        question = followups().complete(asked, question) or ""
        assert "مؤتمر المناخ" in question


@pytest.mark.parametrize(
    ("asked", "earlier"), [("واش رايك في بوتين", "وأين ولدت؟"), ("وأين تعيشون؟", "كيفاش تخدم")]
)
def test_after_what_was_of_nobody_a_question_stays_as_it_is(asked: str, earlier: str) -> None:
    assert followups().complete(asked, earlier) is None


@pytest.mark.parametrize("earlier", ["", "؟", "ومتى؟", "ماذا؟"])
def test_what_was_about_nothing_fills_nothing_up(earlier: str) -> None:
    assert followups().complete("ومتى كان ذلك؟", earlier) is None


@unhurried
@given(anything, anything)
def test_whatever_is_said_the_result_is_bounded_by_it(asked: str, earlier: str) -> None:
    made = followups().complete(asked, earlier)
    assert made is None or (made.endswith("؟") and len(made) <= len(asked) + len(earlier) + 12)


@pytest.mark.parametrize("said", ["ف", "و", "وهو", "وكان", "فكان"])
def test_nothing_is_made_of_what_is_no_more_than_a_particle(said: str) -> None:
    assert made(said, "ما موقف روسيا من الأزمة؟") is None


def test_word_lists_that_are_missing_or_of_another_shape_are_named() -> None:
    with pytest.raises(ValueError, match="followups: expected a table"):
        Cues.from_table({})
    section = table()["followups"]
    assert isinstance(section, dict)
    with pytest.raises(ValueError, match=r"followups\.verbs: expected words"):
        Cues.from_table({"followups": section | {"verbs": ["قال"]}})


def made(asked: str, earlier: str, older: str | None = None) -> str | None:
    return followups().complete(asked, earlier, None, older)


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        (
            "وماذا وجدوا معها؟",
            "متى عثرت شرطة بلجيكا على بصمة؟",
            "ماذا وجدوا معها (عثرت شرطة بلجيكا على بصمة)؟",
        ),
        ("شكون قتله؟", "لماذا احترق منزل قاتل الشاب؟", "شكون قتله (احترق منزل قاتل الشاب)؟"),
        ("مين كان يسوقها؟", "ما قيمة العملة في سيارة ليبية؟", "مين كان يسوقها (قيمة العملة في سيارة ليبية)؟"),
        ("وشنو قال عليهم؟", "شو اسم السفير؟", "شنو قال عليهم (السفير)؟"),
        ("لوين راح؟", "من هرب من عين دراهم؟", "لوين راح (هرب من عين دراهم)؟"),
        ("وين هرب؟", "من قتل السفير الروسي؟", "وين هرب (قتل السفير الروسي)؟"),
        ("وين لعبوا؟", "من فاز بكأس إفريقيا؟", "وين لعبوا (فاز بكأس إفريقيا)؟"),
        ("من باعها؟", "أين ضبطت الديوانة مخدرات؟", "من باعها (ضبطت الديوانة مخدرات)؟"),
        ("قداش نسبتها؟", "متى أعلنت الحكومة زيادة الأجور؟", "قداش نسبتها (أعلنت الحكومة زيادة الأجور)؟"),
        ("من ربح؟", "كم هدفا سجل ميسي في المباراة؟", "من ربح (هدفا سجل ميسي في المباراة)؟"),
        ("ومتى وقعت عليه؟", "لماذا انسحبت أمريكا من الاتفاق؟", "متى وقعت عليه (انسحبت أمريكا من الاتفاق)؟"),
        ("مين نظمه؟", "ماذا قال الوزير عن الإضراب؟", "مين نظمه (قال الوزير عن الإضراب)؟"),
        ("ومين الدول اللي قاطعتها؟", "ليش قطعت مصر العلاقات؟", "مين الدول اللي قاطعتها (قطعت مصر العلاقات)؟"),
    ],
)
def test_a_pronoun_that_may_be_of_another_noun_is_left_with_what_was_spoken_of_behind_it(
    asked: str, earlier: str, means: str
) -> None:
    assert made(asked, earlier) == means


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        ("وين كانت ماشية؟", "مين كان يسوق السيارة الليبية؟", "وين كانت السيارة الليبية ماشية؟"),
        ("شو اسمها؟", "لماذا أثارت شركة تونسية أزمة؟", "شو اسم شركة تونسية؟"),
        ("وين بش يركبوها؟", "ماذا قال جلول عن كاميرات المراقبة؟", "وين بش يركبوا كاميرات المراقبة؟"),
        ("وماذا قالت؟", "ماذا قال كيري عن ميركل؟", "ماذا قالت ميركل؟"),
        ("وليه؟", "بماذا هدد داعش الممثلة فاطمة ناصر؟", "ليه هدد داعش الممثلة فاطمة ناصر؟"),
        ("مين هو؟", "بماذا وصف الطاهر هميلة جلسة منح الثقة؟", "مين هو الطاهر هميلة؟"),
        ("وين صار الحادث؟", "كم عدد ضحايا حادث القطار في مصر؟", "وين صار حادث القطار في مصر؟"),
        ("ومن خلفه؟", "لماذا استقال وزير الداخلية هادي مجدوب؟", "من وزير الداخلية الجديد؟"),
        ("ومن عوضه؟", "ما سبب استقالة وزير المالية؟", "من عوض وزير المالية؟"),
        ("كم جثة لقاو فيها؟", "أين تم اكتشاف مقبرة جماعية؟", "كم جثة لقاو في مقبرة جماعية؟"),
        ("ومتى يلعب؟", "هل تأهل المنتخب إلى المونديال؟", "متى يلعب المنتخب؟"),
        ("متى يبدأ؟", "ماذا قال الوزير عن إضراب القطارات؟", "متى يبدأ إضراب القطارات؟"),
        ("كم عددهم؟", "شكون عصابة السرقة في المكنين؟", "كم عدد عصابة السرقة في المكنين؟"),
        ("إمتى المباراة؟", "كم متفرجا يحضر مباراة تونس ومصر في رادس؟", "إمتى مباراة تونس ومصر في رادس؟"),
    ],
)
def test_a_word_that_is_left_out_is_the_noun_that_agrees_with_it(
    asked: str, earlier: str, means: str
) -> None:
    assert made(asked, earlier) == means


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        ("وفي ليبيا؟", "تونس (الدولة التي صوتت للوبان)؟", "ليبيا (الدولة التي صوتت للوبان)؟"),
        ("وليبيا؟", "تونس (الدولة التي صوتت للوبان)؟", "ليبيا (الدولة التي صوتت للوبان)؟"),
        (
            "وبريطانيا؟",
            "كم جندي في الحلف الذي تقوده إيطاليا في ليبيا؟",
            "كم جندي في الحلف الذي تقوده بريطانيا في ليبيا؟",
        ),
        ("وماذا عن الماء؟", "كم سعر الزيادة في الكهرباء سنة 2017؟", "كم سعر الزيادة في الماء سنة 2017؟"),
        ("وماذا عن ماكرون؟", "لماذا استقالت وزيرة الدفاع سيلفي غولار؟", "ماكرون؟"),
        (
            "وماذا عن السواحل التونسية؟",
            "كم جثة قبالة سواحل ليبيا في 2016؟",
            "كم جثة قبالة السواحل التونسية في 2016؟",
        ),
        ("ومباراة الترجي؟", "متى دارت مباراة بنزرت والنجم؟", "متى دارت مباراة الترجي؟"),
        ("ومباراة الترجي؟", "على أي قناة (دارت مباراة النجم الساحلي)؟", "على أي قناة (دارت مباراة الترجي)؟"),
        ("ووزير العدل؟", "من هو وزير الداخلية؟", "من هو وزير العدل؟"),
        ("ورونالدو؟", "كم هدفا سجل ميسي في المباراة؟", "كم هدفا سجل رونالدو في المباراة؟"),
        ("وفي 2015؟", "كم بلغ عدد السياح في جربة عام 2016؟", "كم بلغ عدد السياح في جربة في 2015؟"),
        ("وماذا عن لوبان؟", "متى استقالت ميركل؟", "متى استقالت لوبان؟"),
        ("وأوسلو؟", "متى أسس مدينة هلسنكي؟", "متى أسس مدينة أوسلو؟"),
        ("وبالسيدات؟", "مين ربح رولان غاروس عند الرجال؟", "مين ربح رولان غاروس بالسيدات؟"),
        ("وعند النساء؟", "من فاز بسباق الرجال في باريس؟", "من فاز بسباق عند النساء في باريس؟"),
        ("وماذا عن مؤتمر سوتشي؟", "لماذا يحتاج ترامب إلى روسيا في أزمة كوريا؟", "مؤتمر سوتشي؟"),
    ],
)
def test_what_is_named_takes_the_place_of_its_like_alone(asked: str, earlier: str, means: str) -> None:
    assert made(asked, earlier) == means


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        ("وما موقف أمريكا؟", "ما موقف روسيا من الأزمة؟", "ما موقف أمريكا من الأزمة؟"),
        ("وماذا عن موقف أمريكا؟", "ما موقف روسيا من الأزمة؟", "ما موقف أمريكا من الأزمة؟"),
        ("وما رأي تركيا؟", "ما رأي روسيا في الأزمة؟", "ما رأي تركيا في الأزمة؟"),
        ("وما موقف تركيا؟", "ماذا قالت روسيا عن الأزمة؟", "ما موقف تركيا من الأزمة؟"),
        ("وما شروط أمريكا؟", "ما شروط روسيا للحوار؟", "ما شروط أمريكا للحوار؟"),
        ("وما رد فعل روسيا؟", "ما رد فعل تركيا على القصف؟", "ما رد فعل روسيا على القصف؟"),
        ("ولماذا رفض الحزب؟", "لماذا رفضت النهضة قانون المالية؟", "لماذا رفض الحزب قانون المالية؟"),
        ("ومن هو وزير الدفاع؟", "من هو وزير المالية في حكومة الصيد؟", "من هو وزير الدفاع في حكومة الصيد؟"),
        ("وأين تدرب الترجي؟", "أين تدرب النجم في سوسة؟", None),
        ("ومتى ولد بوتين؟", "متى ولد ترامب؟", None),
        ("متى كان ذلك؟", "من نفذ هجوم نيس؟", "متى كان هجوم نيس؟"),
        ("ولماذا أوقفه؟", "من القاضي الذي عطل قرار الهجرة؟", "لماذا أوقف قرار الهجرة؟"),
        ("ولماذا أوقفها؟", "من القاضي الذي عطل العملية؟", "لماذا أوقف العملية؟"),
        ("ولماذا اعتقلوه؟", "من الرجل الذي قتل زوجته؟", "لماذا اعتقلوا الرجل الذي قتل زوجته؟"),
        ("والشاب شدوه؟", "من أين جابت البنت؟", None),
        ("متى بني؟", "أين برج إيفل؟", "متى بني برج إيفل؟"),
        ("متى بنيت؟", "أين تقع بيروت؟", "متى بنيت بيروت؟"),
        ("لشكون بالضبط؟", "كم خصصوا للشبان؟", "لشكون بالضبط (خصصوا للشبان)؟"),
    ],
)
def test_the_same_of_another_has_what_that_was_of(asked: str, earlier: str, means: str | None) -> None:
    assert made(asked, earlier) == means


def test_what_many_did_to_somebody_is_no_noun_with_its_owner() -> None:
    assert made("شدوهم؟", "شكون سرق البنك في سوسة؟") is None
    assert made("وأبوهم؟", "من هم أبطال الفيلم؟") == "ما أبو أبطال الفيلم؟"


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        ("هما هيتقابلوا فين؟", "ماذا قال أردوغان عن الأسد؟", "أين سيلتقي أردوغان والأسد؟"),
        ("هم متى رح يلتقوا؟", "شو قال الأسد عن أردوغان؟", "متى سيلتقي الأسد وأردوغان؟"),
        ("متى سيلتقيان مجددا؟", "كيف وصف بوتين ترامب؟", "متى سيلتقي بوتين وترامب مجددا؟"),
        ("هم متى سيجتمعون؟", "ما موقف ترامب من بوتين؟", "متى سيلتقي ترامب وبوتين؟"),
        ("همه وين تلاقوا؟", "ماذا اتفق عليه ترامب وبوتين في فيتنام؟", "أين التقى ترامب وبوتين؟"),
        ("وهوما علاش تقابلوا؟", "وقتاش تقابل كيري ولافروف في باريس؟", "لماذا التقى كيري ولافروف؟"),
        ("وين رح يتقابلوا؟", "مباراة تونس ومصر متى؟", "أين ستلتقي تونس ومصر؟"),
        ("هم ماذا قالوا؟", "متى التقى ترامب وبوتين؟", "ترامب وبوتين ماذا قالوا؟"),
        ("وهوما وين تقابلو؟", "شنوة قال السبسي على الغنوشي؟", "أين التقى السبسي والغنوشي؟"),
        ("هم شنو يريدون؟", "من هم الأكراد؟", None),
        ("هم شافوا هلال رمضان؟", "شنو سوت غوغل برمضان؟", None),
        ("أين سيلتقيان؟", "ماذا قال أردوغان عن لقاء الأسد؟", "أين سيلتقي أردوغان والأسد؟"),
        ("هما اتقابلوا كام مرة؟", "مين اللي رفض التعاون؟", "اتقابلوا كام مرة (رفض التعاون)؟"),
        ("متى ستجتمع اللجنة؟", "متى التقى ترامب وبوتين؟", None),
    ],
)
def test_they_are_the_two_who_were_named(asked: str, earlier: str, means: str | None) -> None:
    assert made(asked, earlier) == means


def test_they_are_the_two_of_an_older_question_where_the_last_one_names_only_one() -> None:
    older = "ماذا قال أردوغان عن الأسد؟"
    assert made("هما هيتقابلوا فين؟", "أردوغان رد عليه بايه؟", older) == "أين سيلتقي أردوغان والأسد؟"


@pytest.mark.parametrize(
    ("asked", "earlier", "means"),
    [
        ("وهو رد عليه بايه؟", "ماذا قال أردوغان عن الأسد؟", "بماذا رد الأسد على أردوغان؟"),
        ("وهو شو رد عليه؟", "شو حكى لافروف عن كيري؟", "بماذا رد كيري على لافروف؟"),
        ("وبماذا رد الأسد؟", "ماذا قال أردوغان عن لقاء الأسد؟", "بماذا رد الأسد على أردوغان؟"),
        ("وكيف كان رد الأسد؟", "ماذا قال أردوغان عن الأسد؟", "بماذا رد الأسد على أردوغان؟"),
        ("وبشار كان رده ايه؟", "ماذا قال أردوغان عن الأسد؟", "بماذا رد بشار على أردوغان؟"),
        ("وهي ردت عليه بشنو؟", "ماذا قال ترامب عن ميركل؟", "بماذا ردت ميركل على ترامب؟"),
    ],
)
def test_he_who_replies_is_the_one_who_was_spoken_of(asked: str, earlier: str, means: str) -> None:
    assert made(asked, earlier) == means


@pytest.mark.parametrize(
    ("asked", "earlier", "older", "means"),
    [
        (
            "من متى العلاقات مقطوعة بينهم",
            "موقف إيران",
            "موقف السعودية",
            "من متى العلاقات مقطوعة بين السعودية وإيران؟",
        ),
        ("ما الخلاف بينهما؟", "موقف أمريكا من الأسد", "موقف روسيا من الأسد", "ما الخلاف بين روسيا وأمريكا؟"),
        (
            "هل في خلاف بيناتهم؟",
            "موقف ألمانيا من داعش",
            "موقف فرنسا من داعش",
            "هل في خلاف بين فرنسا وألمانيا؟",
        ),
        ("كم المسافة بينهما؟", "مساحة تونس", "مساحة مصر", "كم المسافة بين مصر وتونس؟"),
        ("شو الفرق بينهم؟", "من هو لافروف؟", "من هو كيري؟", "شو الفرق بين كيري ولافروف؟"),
        ("كيف العلاقة بينهم؟", "ما الفرق بين موقف تركيا وموقف إيران؟", None, "كيف العلاقة بين تركيا وإيران؟"),
    ],
)
def test_what_is_between_them_is_between_the_two_sides_that_were_compared(
    asked: str, earlier: str, older: str | None, means: str
) -> None:
    assert made(asked, earlier, older) == means
