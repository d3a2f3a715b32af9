from __future__ import annotations

import datetime
import os
import pickle
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from hypothesis import given

from retrieval.arabic.language import Thesaurus
from retrieval.archive import Archive
from retrieval.corpus.portions import Portion
from retrieval.records import Answer, Article, Scope, Verdict
from retrieval.searcher import RANKED
from retrieval.tuning import FirstStage, PassageWeights, Tuning
from tests.support.corpora import (
    ROOT,
    answering,
    anything,
    archives,
    article,
    ask,
    bench,
    few,
    first_stage,
    language,
    questions,
    seed_archive,
    seeds,
    word_lists,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = TypeVar("Given")
Made = TypeVar("Made")

QUESTION = "متى بدأ وقف إطلاق النار التجريبي في سوريا؟"
VISIT = article("visit", "زار الوزير مدينة بغداد في 12 أيلول 2016.")
RAIN = article("rain", "هطل المطر على حلب صباح الاثنين.")


def build(*articles: Article, tuning: Tuning | None = None) -> Archive:
    return Archive.build(articles, word_lists(), tuning or answering())


def test_a_question_is_answered_from_the_articles_that_ship_under_the_settings_that_ship() -> None:
    archive = Archive.build(seeds(), language(), Tuning())

    found = ask(archive, seeds(), QUESTION)

    assert found.verdict is Verdict.ANSWERED
    assert "12 سبتمبر" in found.quotes[0].text
    assert 0 < found.confidence <= 1


def test_who_met_somebody_is_answered_by_the_talks_that_they_held() -> None:
    found = ask(Archive.build(seeds(), language(), Tuning()), seeds(), "من التقى بوتين في موسكو؟")

    assert found.quotes[0].text.startswith(
        "أجرى الرئيس السوري بشار الأسد، الأربعاء، محادثات مع فلاديمير بوتين"
    )


def test_what_happened_on_a_day_is_answered_by_what_names_that_day_alone() -> None:
    [quote] = ask(Archive.build(seeds(), language(), Tuning()), seeds(), "ماذا حدث في 11 نوفمبر؟").quotes

    assert "11 نوفمبر" in quote.text


def test_a_question_that_nothing_in_the_archive_is_about_is_not_answered() -> None:
    found = ask(Archive.build(seeds(), language(), Tuning()), seeds(), "كم عدد أقمار كوكب زحل الجليدية؟")

    assert found == Answer(found.question, Verdict.NOT_FOUND, found.confidence, ())


@pytest.mark.parametrize("question", ["", " \n", "؟!", "من هو", "\u200f", "كوكب"])
def test_a_question_without_a_word_of_the_archive_is_not_found_however_bold_the_settings(
    question: str,
) -> None:
    found = build(VISIT, RAIN).find(question)

    assert (found.question, found.verdict, found.confidence) == (question, Verdict.NOT_FOUND, 0.0)
    assert (found.places, found.articles, found.ranked) == ((), (), ())


@pytest.mark.parametrize("articles", [(), (article("a", ""),), (article("a", "\n…\n", ""),)])
def test_an_archive_without_a_word_answers_nothing(articles: tuple[Article, ...]) -> None:
    assert build(*articles).find(QUESTION).verdict is Verdict.NOT_FOUND


def test_below_the_threshold_nothing_is_quoted_but_the_best_articles_are_still_told() -> None:
    strict = replace(answering(), verdict=replace(answering().verdict, threshold=1.0))

    found = build(VISIT, RAIN, tuning=strict).find("متى زار الوزير بغداد؟")

    assert (found.verdict, found.places, found.articles) == (Verdict.NOT_FOUND, (), ())
    assert found.ranked == ("visit",)
    assert 0 < found.confidence < 1


def test_an_archive_knows_how_many_articles_and_passages_it_holds_and_what_they_were_named_by() -> None:
    archive = Archive.build([VISIT, RAIN], word_lists(), Tuning(), fingerprint="two of them")

    assert (len(archive), archive.passages, archive.fingerprint) == (2, 2, "two of them")


def test_articles_are_read_once_and_the_work_on_them_may_be_done_elsewhere() -> None:
    made: list[object] = []

    def elsewhere(work: Callable[[Given], Made], given: Iterable[Given], /) -> Iterator[Made]:
        for piece in given:
            made.append(pickle.loads(pickle.dumps(work))(pickle.loads(pickle.dumps(piece))))
            yield pickle.loads(pickle.dumps(made[-1]))

    archive = Archive.build(iter([VISIT, RAIN]), word_lists(), answering(), parallel=nullcontext(elsewhere))

    assert [name for portion in made if isinstance(portion, Portion) for name in portion.ids] == [
        "visit",
        "rain",
    ]
    assert archive.find("متى زار الوزير بغداد؟") == build(VISIT, RAIN).find("متى زار الوزير بغداد؟")


def test_the_findings_name_the_articles_to_fetch_and_no_more_are_needed_to_answer() -> None:
    archive = build(VISIT, RAIN)
    found = archive.find("متى زار الوزير بغداد؟")

    assert found.articles == ("visit",)
    assert archive.answer(found, {"visit": VISIT}).quotes[0].article is VISIT


def test_the_ranked_articles_are_ten_at_most_each_once() -> None:
    many = [article(f"a{number}", "زار الوزير بغداد. " * 40) for number in range(15)]

    ranked = build(*many).find("الوزير").ranked

    assert len(ranked) == len(set(ranked)) == RANKED


@pytest.mark.parametrize("reverse", [False, True])
def test_articles_that_say_the_same_are_ranked_in_the_order_of_the_archive(reverse: bool) -> None:
    copies = [replace(VISIT, id=f"copy {number}") for number in range(5)]
    copies.sort(key=lambda copy: copy.id, reverse=reverse)

    found = build(*copies, RAIN).find("متى زار الوزير بغداد؟")

    assert found.ranked == tuple(copy.id for copy in copies)
    assert found.articles[0] == copies[0].id


def test_every_passage_is_ranked_with_its_own_score_of_the_first_stage() -> None:
    often = {"شرق": 3, "غرب": 5, "شمال": 4, "جنوب": 1, "وسط": 2}
    news = [
        RAIN,
        *(article(name, "زار الوزير بغداد. " * count + "هطل المطر.") for name, count in often.items()),
    ]
    first_stage_alone = PassageWeights(**(dict.fromkeys(asdict(PassageWeights()), 0.0) | {"bm25": 1.0}))
    laid = bench(news)
    best = first_stage(laid.terms, laid.understand("الوزير"), FirstStage())

    found = build(*news, tuning=replace(answering(), ranking=first_stage_alone)).find("الوزير")

    assert sorted(best.documents.tolist()) == [1, 2, 3, 4, 5]
    assert np.argsort(np.argsort(best.documents)).tolist() != np.argsort(best.documents).tolist()
    assert found.ranked == tuple(news[passage].id for passage in best.documents.tolist())


@given(archives(anything), questions)
@few
def test_the_same_question_to_the_same_articles_gets_the_same_answer(
    articles: tuple[Article, ...], question: str
) -> None:
    archive = build(*articles)

    assert archive.find(question) == archive.find(question) == build(*articles).find(question)


@given(archives(), questions)
@few
def test_a_limit_on_quotes_changes_neither_verdict_nor_confidence(
    articles: tuple[Article, ...], question: str
) -> None:
    archive = build(*articles)
    one, three = archive.find(question, limit=1), archive.find(question)

    assert (one.verdict, one.confidence, one.ranked) == (three.verdict, three.confidence, three.ranked)
    assert one.places == three.places[:1]


def test_an_answer_is_the_same_in_every_run_whatever_the_order_of_sets() -> None:
    code = (
        "from tests.support.corpora import language, seed_archive; from retrieval.corpus.storage import recipe; "
        "from retrieval.tuning import FirstStage, PassageWeights, Tuning; "
        f"print(recipe(language(), Tuning()), seed_archive().find({QUESTION!r}))"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])

    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1
    assert QUESTION in said.pop().decode()


def test_the_archive_that_ships_answers_in_the_order_asked_or_any_other() -> None:
    asked = [QUESTION, "من هدد المعارضة السورية؟", "ما الاسم الجديد لجبهة النصرة؟"]
    archive = seed_archive()

    forward = [archive.find(question) for question in asked]
    backward = [archive.find(question) for question in reversed(asked)]

    assert forward == backward[::-1]


def test_what_no_article_names_is_not_answered_and_the_answer_says_so() -> None:
    found = build(VISIT, RAIN).find("متى زار الوزير كولموغوروف؟")

    assert (found.verdict, found.places, found.absent) == (Verdict.NOT_FOUND, (), "كولموغوروف")


@pytest.mark.parametrize(
    "question", ["هل زار كولموغوروف تونس؟", "ماذا قال كولموغوروف عن تونس؟", "متى ولد الفارابي في تونس؟"]
)
def test_a_foreign_name_that_no_article_has_refuses_wherever_it_stands(question: str) -> None:
    tunis = article("tunis", "زار الرئيس تونس وقال عن تونس إنه ولد فيها عام 1950.")

    found = build(VISIT, RAIN, tunis).find(question)

    assert found.verdict is Verdict.NOT_FOUND
    assert found.absent in question.split()


def test_a_name_that_no_article_has_is_said_without_what_is_joined_to_it() -> None:
    assert build(VISIT, RAIN).find("متى زار الوزير بطوكيو؟").absent == "طوكيو"


def test_why_somebody_travelled_is_not_told_by_the_journey_of_another() -> None:
    found = seed_archive().find("لماذا سافر الأسد إلى موسكو؟")

    assert found.ranked[0].startswith("001_")


@pytest.mark.parametrize("when", ["امبارح", "إمبارح", "النهارده", "السنة الفايتة"])
def test_a_time_counted_from_today_is_no_name_that_an_archive_lacks(when: str) -> None:
    archive = Archive.build([VISIT, RAIN], language(), Tuning())
    assert archive.find(f"مين زار بغداد {when}؟").absent == ""


def test_a_noun_that_no_article_has_refuses_where_a_large_archive_is_unsure() -> None:
    poems = [article(f"{number}", f"كتب شاعر من تونس قصيدة رقم {number} عن البحر.") for number in range(1000)]
    small, large = build(*poems[:900]), build(*poems)

    found = [archive.find("هل كتب المتنبي قصيدة عن تونس؟") for archive in (small, large)]

    assert [one.absent for one in found] == ["", "المتنبي"]
    assert found[1].verdict is Verdict.NOT_FOUND


def test_a_large_archive_that_does_not_answer_names_the_noun_that_it_has_not() -> None:
    archive = build(
        *[article(f"{number}", f"زار الوزير المدينة رقم {number}.") for number in range(1000)],
        tuning=Tuning(),
    )

    found = archive.find("هل القحطاني صدق الوزير؟")

    assert (found.verdict, found.absent) == (Verdict.NOT_FOUND, "القحطاني")


def test_what_is_about_a_subject_has_its_word_and_not_one_of_the_same_stem() -> None:
    archive = build(
        article("sugar", "ارتفع سعر السكر في الأسواق."),
        article("illness", "يصيب داء السكري الملايين كل عام."),
        article("diet", "تمنع الحلويات عن المصابين بالسكري."),
    )

    assert set(archive.about("السكري")) == {"illness", "diet"}
    assert archive.about("السكر") == ("sugar",)


def test_what_is_about_a_subject_by_another_of_its_names_is_listed_behind_it() -> None:
    archive = build(
        article("long", "انسحب تنظيم الدولة من القرية ليلا."),
        article("short", "هاجم داعش القرية فجرا."),
        article("other", "قررت الدولة تنظيم السوق."),
    )

    assert archive.about("داعش") == ("short", "long")
    assert archive.about("تنظيم الدولة") == ("long", "short")


def test_what_is_about_a_subject_by_its_headline_comes_before_what_tells_of_it() -> None:
    early, late = datetime.date(2016, 5, 1), datetime.date(2016, 5, 9)
    titled = [
        Article(f"titled{day.day}", "قمر جديد يكتشف", "رصده علماء الفلك.", published=day)
        for day in (early, late)
    ]
    told = [
        Article(f"told{day.day}", "رحلة", "وصلوا إلى القمر ليلا.", published=day) for day in (early, late)
    ]
    archive = build(*titled, *told)

    assert archive.about("القمر") == ("titled9", "titled1", "told9", "told1")
    assert archive.about("القمر", oldest=True) == ("titled1", "titled9", "told1", "told9")


def test_what_is_of_a_country_in_a_headline_is_about_the_country_and_not_the_other_way_round() -> None:
    days = [datetime.date(2017, 6, day) for day in (10, 19)]
    archive = build(
        Article("country", "مخبأ أسلحة في الجزائر", "عثر عليه.", published=days[0]),
        Article("army", "الجيش الجزائري يحجز أسلحة", "عثر عليها.", published=days[1]),
    )

    assert archive.about("الجزائر") == ("army", "country")
    assert archive.about("الجزائري") == ("army",)


@pytest.mark.parametrize(("subject", "ids"), [("الخيول", ("horse",)), ("السسباق", ("horse",)), ("الجمل", ())])
def test_what_has_no_word_of_a_subject_is_about_it_by_a_synonym_or_by_what_it_is_misspelt_for(
    subject: str, ids: tuple[str, ...]
) -> None:
    language = replace(word_lists(), thesaurus=Thesaurus((("حصان", "خيول"),), {}))
    archive = Archive.build([article("horse", "ركض الحصان في السباق.")], language, answering())

    assert archive.about(subject) == ids


def test_what_is_about_a_subject_of_two_words_has_them_together_or_in_its_headline() -> None:
    archive = build(
        article("team", "خسر المنتخب الوطني الألماني مباراته."),
        article("league", "عاد لاعب المنتخب إلى ناديه بعد شهرين من الغياب عن الدوري الألماني."),
        Article("title", "الألماني الذي درب المنتخب", "عاد إلى بلاده."),
    )

    assert archive.about("المنتخب الألماني") == ("title", "team")
    assert set(archive.about("المنتخب والألماني")) == {"team", "league", "title"}


def test_two_words_of_one_stem_are_both_looked_for() -> None:
    archive = build(
        article("olive", "ارتفع سعر زيت الزيتون في الأسواق."),
        article("oil", "ارتفع سعر الزيت المدعم في الأسواق."),
    )

    assert archive.about("زيت الزيتون") == ("olive",)


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("كم دبابة دخلت بغداد أمس (الملك)؟", 1),
        ("ماذا أكل الملك في قصر بغداد؟", 1),
        ("من اكتشف المجرة (الوزير)؟", 1),
    ],
)
def test_articles_that_alone_are_asked_and_do_not_answer_have_what_is_nearest_if_it_has_any_of_it(
    question: str, near: int
) -> None:
    archive = build(VISIT, RAIN, tuning=Tuning())
    found = archive.find(question, scope=Scope(articles=("visit",)))
    assert (found.verdict, len(found.places)) == (Verdict.NOT_FOUND, near)
    assert archive.find(question).places == ()


def test_what_is_nearest_has_the_next_of_its_article_behind_it() -> None:
    fire = Article(
        "fire",
        "حريق حافلة الوادي",
        "شب حريق في حافلة مسافرين على طريق الوادي فجر الأحد. وكانت الحافلة متجهة إلى ميناء المرجان ومعها حقائب كثيرة. "
        "وقال المراسل إن الركاب خرجوا سالمين وإن السائق أوقف المحرك قبل أن تبلغه النار. "
        "وانتظر المسافرون على جانب الطريق ساعتين حتى وصلت حافلة أخرى من المدينة. "
        "وأكملوا بها السفر إلى الميناء قبل غروب الشمس. وستحقق الشركة في سبب الحريق، "
        "وتعد بأن تعوض كل مسافر عما فقده من متاعه، وبأن تفحص محركات الحافلات كلها قبل نهاية الشهر.",
    )
    archive = build(fire, VISIT, RAIN, tuning=Tuning())
    found = archive.find("كم دبابة (حريق الحافلة)؟", scope=Scope(articles=("fire", "visit")))
    assert found.verdict is Verdict.NOT_FOUND
    assert [place.article for place in found.places] == ["fire", "fire"]


WHEAT = (
    article("record", "بلغ سعر القمح مستوى قياسيا جديدا.", "سعر القمح"),
    article("price", "بلغ سعر القمح في السوق المركزية 700 دينار."),
    RAIN,
)


@pytest.mark.parametrize(("bias", "quoted"), [(3.0, "price"), (-9.0, None)])
def test_what_counts_comes_before_a_better_quote_that_does_not_where_it_is_sure_enough(
    bias: float, quoted: str | None
) -> None:
    tuning = answering()
    tuning = replace(
        tuning,
        confidence=replace(tuning.confidence, bias=bias),
        further=replace(tuning.further, threshold=0.0),
    )
    found = ask(build(*WHEAT, tuning=tuning), WHEAT, "كم بلغ سعر القمح؟")

    assert next((quote.article.id for quote in found.quotes), None) == quoted


def test_few_articles_alone_are_not_sure_to_answer_what_they_meet_by_chance() -> None:
    oil = article(
        "oil",
        "وتنتج تونس 40 ألف برميل من النفط يوميا، وأصبح التراجع ملموسا نتيجة ارتفاع التحركات. وقال الوزير إن ذلك يعود"
        " إلى ضعف الاستثمار.",
    )
    archive = build(VISIT, RAIN, oil, tuning=Tuning())
    scope = Scope(articles=("oil",))
    met, told = (
        archive.find(question, scope=scope)
        for question in ("كم كانت نتيجة نهائي كأس تونس؟", "كم تنتج تونس من النفط يوميا؟")
    )

    assert met.confidence < 0.5 < told.confidence and told.verdict is Verdict.ANSWERED
