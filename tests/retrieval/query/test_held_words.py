from __future__ import annotations

import pytest

from retrieval.arabic.transliteration import Transliteration
from retrieval.archive import Archive
from tests.support.corpora import answering, article, language, table

LANGUAGE = language().reading(Transliteration.from_table(table("transliteration.toml")))
NEWS = (
    article("visit", "زار الرئيس فلاديمير بوتين مدينة بغداد في أيلول."),
    article("rain", "هطل المطر على حلب صباح الاثنين."),
    article("snow", "هطل الثلج على دمشق مساء الأحد."),
)


def test_a_name_in_latin_letters_is_found_under_its_arabic_spelling() -> None:
    archive = Archive.build(NEWS, LANGUAGE, answering())
    for question in ("Putin", "Who is Putin?", "meen howa boutin", "Wladimir Poutine"):
        assert archive.find(question).ranked[0] == "visit"


def test_words_glued_together_before_an_article_are_those_that_the_archive_holds() -> None:
    archive = Archive.build(NEWS, LANGUAGE, answering())

    glued, apart = (archive.find(f"متى هطل{space}الثلج على دمشق؟") for space in ("", " "))

    assert glued.ranked == apart.ranked
    assert glued.confidence == apart.confidence


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("ماذايحدث في دمشق؟", "ماذا يحدث في دمشق؟"),
        ("من هوالرئيس الذي زار بغداد؟", "من هو الرئيس الذي زار بغداد؟"),
    ],
)
def test_a_word_that_asks_is_parted_from_the_one_it_was_glued_to(glued: str, apart: str) -> None:
    often = [article(f"visit {day}", f"زار الرئيس مدينة بغداد يوم {day} أيلول.") for day in range(1, 21)]
    archive = Archive.build(
        (*NEWS, article("now", "يحدث في دمشق ما لا يصدق."), *often), LANGUAGE, answering()
    )

    assert archive.find(apart).signals
    assert archive.find(glued).signals == archive.find(apart).signals


def test_a_word_that_begins_like_one_that_asks_stays_whole() -> None:
    archive = Archive.build((*NEWS, article("brother", "مناخية هي لجنة أخيه.")), LANGUAGE, answering())

    assert archive.find("مناخية").ranked == ("brother",)


def test_a_word_that_the_archive_holds_as_it_is_stays_whole() -> None:
    news = (*NEWS, article("name", "وصلت هطلالثلج إلى الميناء."))

    assert Archive.build(news, LANGUAGE, answering()).find("هطلالثلج").ranked == ("name",)


def test_a_name_that_came_after_the_archive_was_built_is_found_too() -> None:
    archive = Archive.build(NEWS, LANGUAGE, answering()).changed(
        [article("talks", "التقت أنغيلا ميركل وفدا من اليونان.")], ["rain"], "next"
    )
    assert archive.find("Merkel").ranked[0] == "talks"
    assert archive.find("Halab").ranked == ()
