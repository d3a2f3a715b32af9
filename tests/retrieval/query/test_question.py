"""What questions ask for; tests/bot/cli/test_question_files.py is about the files that questions come in."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import Kind
from retrieval.query.question import ASKED_NOUN_WEIGHT, Question, understand
from tests.support.corpora import anything, language, unhurried
from tests.support.corpora import questions as asked


@cache
def analyser() -> Analyser:
    return Analyser(language())


def understood(text: str) -> Question:
    return understand(text, analyser(), language())


def sought(text: str) -> list[str]:
    return [word.form.word for word in understood(text).words]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("متى بدأت الحرب؟", Kind.WHEN),
        ("إيمتى بلشت الحرب؟", Kind.WHEN),
        ("امتى بدأت الحرب", Kind.WHEN),
        ("وقتاش بدات الحرب؟", Kind.WHEN),
        ("في أي عام بدأت الحرب؟", Kind.WHEN),
        ("ما تاريخ بدء الحرب؟", Kind.WHEN),
        ("أين عقد المؤتمر؟", Kind.WHERE),
        ("وين عقد المؤتمر؟", Kind.WHERE),
        ("فين عقد المؤتمر؟", Kind.WHERE),
        ("المؤتمر كان فين؟", Kind.WHERE),
        ("في أي مدينة عقد المؤتمر؟", Kind.WHERE),
        ("ما هي عاصمة فرنسا؟", Kind.WHERE),
        ("من هو الوزير؟", Kind.WHO),
        ("مين الوزير؟", Kind.WHO),
        ("شكون الوزير؟", Kind.WHO),
        ("منو الوزير؟", Kind.WHO),
        ("كم عدد القتلى؟", Kind.HOW_MANY),
        ("قديش عدد القتلى؟", Kind.HOW_MANY),
        ("شحال عدد القتلى؟", Kind.HOW_MANY),
        ("ما عدد القتلى؟", Kind.HOW_MANY),
        ("ما هو عدد سكان بغداد؟", Kind.HOW_MANY),
        ("لماذا انسحبت القوات؟", Kind.WHY),
        ("ليش انسحبت القوات؟", Kind.WHY),
        ("علاش انسحبت القوات؟", Kind.WHY),
        ("ما سبب انسحاب القوات؟", Kind.WHY),
        ("كيف انسحبت القوات؟", Kind.HOW),
        ("ازاي انسحبت القوات؟", Kind.HOW),
        ("شلون انسحبت القوات؟", Kind.HOW),
        ("ماذا قال الوزير عن الحرب؟", Kind.QUOTATION),
        ("هل انسحبت القوات؟", Kind.WHETHER),
        ("ماذا حدث في حلب؟", Kind.WHAT),
        ("شو صار بحلب؟", Kind.WHAT),
        ("انسحاب القوات من حلب", Kind.WHAT),
        ("ومتى بدأت الحرب؟", Kind.WHEN),
        ("مَتَى بَدَأَتِ الحَرْبُ؟", Kind.WHEN),
    ],
)
def test_a_question_asks_for_what_its_words_say_in_any_dialect(text: str, kind: Kind) -> None:
    assert understood(text).kind is kind


@pytest.mark.parametrize(
    "text", ["متى بدأت حرب العراق؟", "ليش بدأت حرب العراق", "مين بدأت حرب العراق", "بدأت حرب العراق"]
)
def test_question_words_are_not_searched_for(text: str) -> None:
    assert sought(text) == ["بدات", "حرب", "العراق"]


def test_question_words_that_are_particles_too_ask_only_near_the_beginning() -> None:
    assert understood("من انسحب من حلب؟").kind is Kind.WHO
    assert understood("انسحبت القوات متى من حلب؟").kind is Kind.WHEN
    assert understood("انسحبت القوات من حلب").kind is Kind.WHAT


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
        ("شوكت انتهت الحرب؟", Kind.WHEN),
        ("يمتى خلصت الحرب؟", Kind.WHEN),
        ("لوين سافر الوزير؟", Kind.WHERE),
        ("شكد كلف الجسر؟", Kind.HOW_MANY),
        ("أديش عدد السكان؟", Kind.HOW_MANY),
        ("بشحال تباع الدار؟", Kind.HOW_MANY),
        ("اشكون فاز بالكأس؟", Kind.WHO),
        ("لمين أعطوا الجائزة؟", Kind.WHO),
        ("اشلون انتهى الإضراب؟", Kind.HOW),
        ("وشو سبب الحريق؟", Kind.WHY),
        ("أشنو وقع في السوق؟", Kind.WHAT),
        ("لشو كل هذا؟", Kind.WHY),
        ("واش رجع القطار؟", Kind.WHETHER),
    ],
)
def test_the_question_words_of_every_region_ask(text: str, kind: Kind) -> None:
    assert understood(text).kind is kind


def test_everyday_words_tell_less_than_others() -> None:
    told = {word.form.word: word.telling for word in understood("متى زار رئيس البلدية مدينة تمبكتو؟").words}

    assert told["رييس"] < told["مدينه"] < told["تمبكتو"] == 1.0
