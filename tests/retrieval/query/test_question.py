"""What questions ask for; tests/bot/cli/test_question_files.py is about the files that questions come in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.language import QuestionKind
from retrieval.query.question import ASKED_NOUN_WEIGHT
from tests.support.corpora import anything, unhurried
from tests.support.corpora import questions as asked
from tests.support.meaning import analyser, sought, understood


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


def test_an_age_is_told_in_years() -> None:
    years = analyser().stem("عاما")
    [age, *_] = understood("كم عمر المهاجم؟").words
    [name, *_] = understood("من هو عمر المختار؟").words
    assert years in age.readings and years not in name.readings


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


@pytest.mark.parametrize(
    ("text", "named"),
    [("لماذا تتواصل موسكو مع أنقرة؟", True), ("ماذا تريد واشنطن من طهران؟", True), ("أين تقع موسكو؟", False)],
)
def test_governments_act_by_the_names_of_their_capitals_where_it_is_not_asked_for_a_place(
    text: str, named: bool
) -> None:
    capital = understood(text).words[1 if named else -1]
    assert bool(capital.names) is named
