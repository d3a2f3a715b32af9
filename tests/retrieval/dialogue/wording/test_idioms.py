"""What dialects say in several words is read as the standard says it, and nothing else is."""

from __future__ import annotations

import pytest

from retrieval.dialogue.wording import dialects, idioms
from retrieval.query.tokens import Cues
from tests.support.corpora import language, word_lists
from tests.support.meaning import table


def spelled(said: str) -> str:
    return dialects.spelled(said, word_lists(), Cues.from_table(table()))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("وشكون جا في بلاصتو؟", "وشكون خلفه؟"),
        ("مين أخذ مكانه؟", "مين خلفه؟"),
        ("من حل محلها", "من خلفها"),
        ("شكون في بلاصتها؟", "شكون خلفها؟"),
    ],
)
def test_who_came_in_the_stead_of_somebody_succeeded_him(said: str, means: str) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize("said", ["من وجد مكانة في القمة؟", "أين مكانه؟", "من زار مكانه؟"])
def test_a_place_alone_is_nobodys_stead(said: str) -> None:
    assert spelled(said) == said


@pytest.mark.parametrize(
    ("said", "means"), [("وعلاش ما رحلوهش؟", "وعلاش ما رحلوه؟"), ("ليه ما قالش؟", "ليه ما قال؟")]
)
def test_a_verb_denied_twice_is_denied_once(said: str, means: str) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize(
    "said", ["ما جيوش روسيا؟", "ما نقاش الحكومة", "على ما عاش", "علاش الشباب ما قبلوش قرارات الشاهد؟"]
)
def test_a_word_that_ends_like_a_denied_verb_stays(said: str) -> None:
    assert spelled(said) == said


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("كانت رايحة على فين؟", "كانت متوجهة على فين؟"),
        ("وكان جاي منين؟", "وكان قادم منين؟"),
        ("مين رايح على روسيا؟", "مين متوجه على روسيا؟"),
        ("مين رايح يلعب؟", "مين رايح يلعب؟"),
    ],
)
def test_where_somebody_goes_is_said_in_the_words_of_news(said: str, means: str) -> None:
    assert spelled(said) == means


def test_what_has_the_article_has_no_pronoun() -> None:
    assert spelled("ومين استعمل الفيتو؟") == "ومين استعمل الفيتو؟"


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("شنو واقع فالحسيمة؟", "شنو واقع في الحسيمة؟"),
        ("علاش سويسرا خلات فلوس بن علي؟", "علاش سويسرا خلات فلوس بن علي؟"),
        ("علاش واحد البلدية ففرنسا سدات؟", "علاش بلدية في فرنسا سدات؟"),
        ("شكون فالح؟", "شكون فالح؟"),
        ("متى فازت فالنسيا؟", "متى فازت فالنسيا؟"),
    ],
)
def test_what_the_maghreb_joins_to_a_noun_or_sets_before_it_stands_as_in_the_standard(
    said: str, means: str
) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("الدينار علاش قاعد يطيح؟", "الدينار علاش يطيح؟"),
        ("شو عم بيصير بليبيا؟", "شو بيصير بليبيا؟"),
        ("عم تتحدث المقالات؟", "عم تتحدث المقالات؟"),
        ("من قاعد السباق؟", "من قاعد السباق؟"),
    ],
)
def test_that_something_goes_on_is_left_out_before_its_verb(said: str, means: str) -> None:
    assert spelled(said) == means


def test_a_verb_of_saying_loses_the_letter_of_dialects_for_what_is_now() -> None:
    assert spelled("وبيقول ايه عن حلب؟") == "ويقول ايه عن حلب؟"
    assert spelled("من هو بيقون؟") == "من هو بيقون؟"


def test_a_verb_between_what_asks_and_its_object_loses_the_letter_for_what_is_now_but_no_name_does() -> None:
    assert spelled("ومين بيقدم البرنامج؟") == "ومين يقدم البرنامج؟"
    for said in ("من هو بيكاسو؟", "من بيفوز بالدوري", "وين بيت الوزير؟", "كم بيتا احترق؟"):
        assert spelled(said) == said


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("شكون يقدم البرنامج هذا؟", "شكون يقدم هذا البرنامج؟"),
        ("شكون صاحب الفكرة هادي؟", "شكون صاحب هذه الفكرة؟"),
        ("متى قال الرئيس هذا؟", "متى قال الرئيس هذا؟"),
        ("الوزير ده مين؟", "الوزير ده مين؟"),
    ],
)
def test_what_points_stands_before_its_noun(said: str, means: str) -> None:
    assert idioms.pointing_first(said, word_lists(), Cues.from_table(table())) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("كم ساعه عطتهم؟", "كم ساعة عطتهم؟"),
        ("وكم سنه قضى في السجن؟", "وكم سنة قضى في السجن؟"),
        ("كم مدته؟", "كم مدته؟"),
        ("كم عمره؟", "كم عمره؟"),
    ],
)
def test_a_noun_that_is_counted_gets_the_dots_of_its_ending(said: str, means: str) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize("said", ["وبقداش ولّى الدولار؟", "بكم صار الدولار؟"])
def test_how_much_something_became_asks_for_its_price(said: str) -> None:
    assert spelled(said) == "كم سعر الدولار؟"


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("في أنهي مدينة؟", "في أي مدينة؟"),
        ("أنهى الرئيس زيارته؟", "أنهى الرئيس زيارته؟"),
        ("متى أنهى زيارته؟", "متى أنهى زيارته؟"),
    ],
)
def test_which_of_egypt_is_told_from_what_somebody_ended_by_its_preposition(said: str, means: str) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("الوظايف المطلوبه في كندا", "الوظائف المطلوبه في كندا"),
        ("وكم عدد الحرايق؟", "وكم عدد الحرائق؟"),
        ("ما نهاية القصة؟", "ما نهاية القصة؟"),
    ],
)
def test_a_hamza_that_dialects_do_not_say_is_written(said: str, means: str) -> None:
    assert idioms.hamzated(said, language(), Cues.from_table(table())) == means


@pytest.mark.parametrize("said", ["شكون عمل سبر الآراء هذاكا؟", "مين كتب تقرير الأسعار ده؟"])
def test_what_points_at_a_noun_that_belongs_to_another_stays_behind_it(said: str) -> None:
    assert idioms.pointing_first(said, word_lists(), Cues.from_table(table())) == said


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("شو السبب اللي خلا دول الخليج تقاطع قطر؟", "لماذا تقاطع دول الخليج قطر؟"),
        ("ما الذي جعل سعر النفط يرتفع؟", "لماذا يرتفع سعر النفط؟"),
        ("شو خلى ترامب ينسحب من الاتفاق؟", "لماذا ينسحب ترامب من الاتفاق؟"),
        ("وشنو اللي خلاهم يقاطعوا قطر؟", "ولماذا يقاطعوا قطر؟"),
        ("ما الذي يجعل السماء زرقاء؟", "ما الذي يجعل السماء زرقاء؟"),
        ("من جعل المدينة تزدهر؟", "من جعل المدينة تزدهر؟"),
        ("ماذا قال الذي جعل السعر يرتفع؟", "ماذا قال الذي جعل السعر يرتفع؟"),
    ],
)
def test_what_made_somebody_do_something_is_why_he_did_it(said: str, means: str) -> None:
    assert spelled(said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("علاش امريكا وروسيا ما تفاهموش على داعش؟", "علاش امريكا وروسيا عجزت عن الاتفاق على داعش؟"),
        ("ليه أمريكا وروسيا متفقوش على داعش؟", "ليه أمريكا وروسيا عجزت عن الاتفاق على داعش؟"),
        ("ليش روسيا وأمريكا ما اتفقوا على داعش؟", "ليش روسيا وأمريكا عجزت عن الاتفاق على داعش؟"),
        ("علاش ما اتفقتش واشنطن مع موسكو؟", "علاش عجزت عن الاتفاق واشنطن مع موسكو؟"),
        ("ليه روسيا وامريكا مش متفقين في سوريا؟", "ليه روسيا وامريكا عجزت عن الاتفاق في سوريا؟"),
        ("ليش الطرفين ما توافقوا؟", "ليش الطرفين عجزت عن الاتفاق؟"),
        ("متى اتفقوا على الهدنة؟", "متى اتفقوا على الهدنة؟"),
        ("ما الذي اتفقوا عليه؟", "ما الذي اتفقوا عليه؟"),
        ("لماذا اتفقوا على الهدنة؟", "لماذا اتفقوا على الهدنة؟"),
        ("لماذا لم تتفق واشنطن وموسكو؟", "لماذا لم تتفق واشنطن وموسكو؟"),
    ],
)
def test_why_some_did_not_agree_is_why_they_failed_to(said: str, means: str) -> None:
    assert spelled(said) == means
