"""What questions ask for; tests/bot/cli/test_question_files.py is about the files that questions come in."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import QuestionKind
from retrieval.query.question import ASKED_NOUN_WEIGHT, ParsedQuestion, understand
from tests.support.corpora import anything, language, unhurried
from tests.support.corpora import questions as asked


@cache
def analyser() -> Analyser:
    return Analyser(language())


def understood(text: str) -> ParsedQuestion:
    return understand(text, analyser(), language())


def sought(text: str) -> list[str]:
    return [word.form.word for word in understood(text).words]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("متى بدأت الحرب؟", QuestionKind.WHEN),
        ("إيمتى بلشت الحرب؟", QuestionKind.WHEN),
        ("امتى بدأت الحرب", QuestionKind.WHEN),
        ("وقتاش بدات الحرب؟", QuestionKind.WHEN),
        ("في أي عام بدأت الحرب؟", QuestionKind.WHEN),
        ("ما تاريخ بدء الحرب؟", QuestionKind.WHEN),
        ("أين عقد المؤتمر؟", QuestionKind.WHERE),
        ("وين عقد المؤتمر؟", QuestionKind.WHERE),
        ("فين عقد المؤتمر؟", QuestionKind.WHERE),
        ("المؤتمر كان فين؟", QuestionKind.WHERE),
        ("في أي مدينة عقد المؤتمر؟", QuestionKind.WHERE),
        ("ما هي عاصمة فرنسا؟", QuestionKind.WHERE),
        ("من هو الوزير؟", QuestionKind.WHO),
        ("مين الوزير؟", QuestionKind.WHO),
        ("شكون الوزير؟", QuestionKind.WHO),
        ("منو الوزير؟", QuestionKind.WHO),
        ("كم عدد القتلى؟", QuestionKind.HOW_MANY),
        ("قديش عدد القتلى؟", QuestionKind.HOW_MANY),
        ("شحال عدد القتلى؟", QuestionKind.HOW_MANY),
        ("ما عدد القتلى؟", QuestionKind.HOW_MANY),
        ("ما هو عدد سكان بغداد؟", QuestionKind.HOW_MANY),
        ("لماذا انسحبت القوات؟", QuestionKind.WHY),
        ("ليش انسحبت القوات؟", QuestionKind.WHY),
        ("علاش انسحبت القوات؟", QuestionKind.WHY),
        ("ما سبب انسحاب القوات؟", QuestionKind.WHY),
        ("كيف انسحبت القوات؟", QuestionKind.HOW),
        ("ازاي انسحبت القوات؟", QuestionKind.HOW),
        ("شلون انسحبت القوات؟", QuestionKind.HOW),
        ("ماذا قال الوزير عن الحرب؟", QuestionKind.QUOTATION),
        ("هل انسحبت القوات؟", QuestionKind.WHETHER),
        ("ماذا حدث في حلب؟", QuestionKind.WHAT),
        ("شو صار بحلب؟", QuestionKind.WHAT),
        ("انسحاب القوات من حلب", QuestionKind.WHAT),
        ("ومتى بدأت الحرب؟", QuestionKind.WHEN),
        ("مَتَى بَدَأَتِ الحَرْبُ؟", QuestionKind.WHEN),
    ],
)
def test_a_question_asks_for_what_its_words_say_in_any_dialect(text: str, kind: QuestionKind) -> None:
    assert understood(text).kind is kind


@pytest.mark.parametrize(
    "text", ["متى بدأت حرب العراق؟", "ليش بدأت حرب العراق", "مين بدأت حرب العراق", "بدأت حرب العراق"]
)
def test_question_words_are_not_searched_for(text: str) -> None:
    assert sought(text) == ["بدات", "حرب", "العراق"]


def test_question_words_that_are_particles_too_ask_only_near_the_beginning() -> None:
    assert understood("من انسحب من حلب؟").kind is QuestionKind.WHO
    assert understood("انسحبت القوات متى من حلب؟").kind is QuestionKind.WHEN
    assert understood("انسحبت القوات من حلب").kind is QuestionKind.WHAT


def test_a_word_asked_twice_is_sought_once_where_it_first_stands() -> None:
    assert sought("حرب العراق والحرب في سوريا") == ["حرب", "العراق", "سوريا"]


def test_the_noun_that_names_what_is_asked_counts_less() -> None:
    weights = {word.form.word: word.weight for word in understood("في أي مدينة عقد المؤتمر؟").words}

    assert weights == {"مدينه": ASKED_NOUN_WEIGHT, "عقد": 1.0, "الموتمر": 1.0}


def test_a_question_for_a_thing_of_a_class_expects_its_members() -> None:
    expected = understood("ما لون علم العراق؟").expected

    assert {analyser().form(colour).stem for colour in ("أحمر", "أخضر")} <= expected
    assert analyser().form("بغداد").stem not in expected


def test_a_question_that_names_no_class_expects_nothing_particular() -> None:
    assert understood("ماذا حدث أمس؟").expected == frozenset()


@pytest.mark.parametrize("text", ["", "؟!", "من", "ما هو", "في على", "...", "\u200f"])
def test_a_question_without_a_word_to_look_for_has_none(text: str) -> None:
    assert understood(text).words == ()


@given(st.one_of(asked, anything, st.text()))
@unhurried
def test_any_text_is_a_question_of_distinct_stems(text: str) -> None:
    found = understood(text)
    stems = [word.form.stem for word in found.words]

    assert found.text == text
    assert all(stems)
    assert len(stems) == len(set(stems))
    assert all(0 < word.weight <= 1 for word in found.words)


@given(asked)
@unhurried
def test_a_question_means_the_same_whatever_stands_around_it(text: str) -> None:
    framed = understood(f"\u202b «{text}» \n")

    assert (framed.kind, framed.words) == (understood(text).kind, understood(text).words)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("بناءً على الفقرة، من افتتح الجسر؟", "من افتتح الجسر؟"),
        ("وفقا للنص، متى بدأت الحرب؟", "متى بدأت الحرب؟"),
        ("كما ورد في المقال، ما سبب الحريق؟", "ما سبب الحريق؟"),
        ("لو سمحت، أين عقد المؤتمر؟", "أين عقد المؤتمر؟"),
        ("كم طول الجسر من فضلك؟", "كم طول الجسر؟"),
        ("بدي أعرف مين فاز بالكأس", "مين فاز بالكأس"),
        ("بغيت نعرف علاش تأجلت الانتخابات", "علاش تأجلت الانتخابات"),
    ],
)
def test_what_readers_say_around_a_question_is_passed_over(text: str, bare: str) -> None:
    found, wanted = understood(text), understood(bare)

    assert (found.kind, found.words) == (wanted.kind, wanted.words)


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [("متى فتح الجسررررر؟", "متى فتح الجسر؟"), ("مييييين بنى القصر الكبييير", "مين بنى القصر الكبير")],
)
def test_letters_drawn_out_are_taken_for_one(drawn: str, plain: str) -> None:
    assert understood(drawn).words == understood(plain).words


@pytest.mark.parametrize("text", ["كتاب الله", "سكن 2000 شخص", "لويس III"])
def test_what_is_rightly_written_with_a_letter_many_times_stays(text: str) -> None:
    assert sought(text) == text.lower().split()


def test_a_question_of_such_phrases_alone_is_taken_at_its_word() -> None:
    assert sought("صباح الخير") == ["صباح", "الخير"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شوكت انتهت الحرب؟", QuestionKind.WHEN),
        ("يمتى خلصت الحرب؟", QuestionKind.WHEN),
        ("لوين سافر الوزير؟", QuestionKind.WHERE),
        ("شكد كلف الجسر؟", QuestionKind.HOW_MANY),
        ("أديش عدد السكان؟", QuestionKind.HOW_MANY),
        ("بشحال تباع الدار؟", QuestionKind.HOW_MANY),
        ("اشكون فاز بالكأس؟", QuestionKind.WHO),
        ("لمين أعطوا الجائزة؟", QuestionKind.WHO),
        ("اشلون انتهى الإضراب؟", QuestionKind.HOW),
        ("وشو سبب الحريق؟", QuestionKind.WHY),
        ("أشنو وقع في السوق؟", QuestionKind.WHAT),
        ("لشو كل هذا؟", QuestionKind.WHY),
        ("واش رجع القطار؟", QuestionKind.WHETHER),
    ],
)
def test_the_question_words_of_every_region_ask(text: str, kind: QuestionKind) -> None:
    assert understood(text).kind is kind


def test_everyday_words_tell_less_than_others() -> None:
    telling = {
        word.form.word: word.telling for word in understood("متى زار رئيس البلدية مدينة تمبكتو؟").words
    }

    assert telling["رييس"] < telling["مدينه"] < telling["تمبكتو"] == 1.0


@pytest.mark.parametrize(
    "text", ["قداش من واحد قتل في الهجوم؟", "كام واحد قتل في الهجوم", "كم واحدا قتل في الهجوم؟"]
)
def test_one_behind_how_many_is_a_person(text: str) -> None:
    assert [word.form.word for word in understood(text).words] == ["شخصا", "قتل", "الهجوم"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ماذا قالت إيران عن قطر؟", ["ايران"]),
        ("وماذا قالت إيران (قطعت ليبيا علاقاتها مع قطر)؟", ["ايران"]),
        ("ماذا قال وزير الخارجية (الأزمة)؟", ["وزير", "الخارجيه"]),
    ],
)
def test_who_spoke_is_named_before_the_brackets(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


def test_an_age_is_told_in_years() -> None:
    years = analyser().stem("عاما")
    [age, *_] = understood("كم عمر المهاجم؟").words
    [name, *_] = understood("من هو عمر المختار؟").words
    assert years in age.readings and years not in name.readings


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("وش قالت البحرين لناسها؟", ["البحرين"]),
        ("ماذا قال الوزير لشعبهم عن قطر؟", ["الوزير"]),
        ("ماذا قال سيرغي لافروف عن قطر؟", ["سيرغي", "لافروف"]),
    ],
)
def test_whom_something_is_said_to_is_no_part_of_who_says_it(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ماذا قال النائب منجي الرحوي عن الأوضاع؟", ["منجي", "الرحوي"]),
        ("ماذا قال رئيس الحكومة يوسف الشاهد عن الفساد؟", ["يوسف", "الشاهد"]),
        ("ماذا قال الرئيس الأمريكي دونالد ترامب عن قطر؟", ["دونالد", "ترامب"]),
        ("ماذا قال وزير خارجية إيران عن قطر؟", ["وزير", "خارجيه", "ايران"]),
        ("ماذا قال وزير الخارجية الإيراني عن قطر؟", ["وزير", "الخارجيه", "الايراني"]),
        ("ماذا قال المتحدث باسم الحكومة عن قطر؟", ["المتحدث", "باسم", "الحكومه"]),
    ],
)
def test_who_is_named_behind_an_office_speaks_by_that_name(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


@pytest.mark.parametrize("text", ["ما أكثر ولاية وقعت فيها الحوادث؟", "ما هي أكبر مدينة في المغرب؟"])
def test_a_superlative_before_a_noun_asks_for_that(text: str) -> None:
    assert understood(text).kind is QuestionKind.WHERE


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ماذا حدث في جربة في جوان 2017؟", (date(2017, 6, 1), date(2017, 7, 31))),
        ("ماذا حدث في جربة في أيلول 2016؟", (date(2016, 9, 1), date(2016, 10, 31))),
        ("ماذا حدث في جربة منذ جوان 2017؟", None),
        ("ماذا حدث في جربة في جوان؟", None),
        ("ماذا حدث في جربة سنة 2017؟", None),
    ],
)
def test_a_month_of_a_year_says_when_what_is_asked_may_have_been_reported(
    text: str, days: tuple[date, date] | None
) -> None:
    assert understood(text).days == (days and (days[0].toordinal(), days[1].toordinal()))


@pytest.mark.parametrize(
    ("question", "decisive"),
    [
        ("أي ولاية سجلت أكثر حوادث الشغل؟", True),
        ("في أي مدينة وقعت أكثر الحرائق؟", True),
        ("أي مدينة فيها أكثر من مليون ساكن؟", False),
    ],
)
def test_what_has_the_most_of_something_is_asked_for_with_the_superlative_behind_the_noun_too(
    question: str, decisive: bool
) -> None:
    said = understood(question)
    assert (said.decisive, said.words[0].form.word == "اكثر") == (decisive, decisive)


@pytest.mark.parametrize(
    ("text", "word"), [("ما الولاية الأولى؟", "الاولي"), ("من أول رئيس؟", "اول"), ("ما أكبر دولة؟", "اكبر")]
)
def test_neither_the_first_nor_the_largest_is_met_by_what_merely_shares_a_root_with_it(
    text: str, word: str
) -> None:
    assert [one.form.word for one in understood(text).words if not one.form.root] == [word]


@pytest.mark.parametrize("question", ["من هو الأمين العام للأمم المتحدة؟", "من هو الوزير السابق للتربية؟"])
def test_an_office_may_carry_the_article_where_it_is_described(question: str) -> None:
    assert understood(question).office


def test_a_title_before_a_name_is_no_office_that_is_asked_for() -> None:
    assert not understood("من هو الملك فهد بن عبد العزيز؟").office
