from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import Thesaurus
from retrieval.ranking.query_terms import gram_weights, synonyms
from retrieval.tuning import FirstStage
from tests.support.corpora import archives, article, bench, few, first_stage, language, questions, word_lists

if TYPE_CHECKING:
    from retrieval.records import Article

STAGE = FirstStage()
CITIES = tuple(article(city, f"زار الوزير مدينة {city}.") for city in ("حلب", "دمشق", "حمص", "حماة"))


@given(archives(), questions)
@few
def test_the_weights_of_a_question_are_parts_of_one_and_its_grams_in_order(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    understood = laid.understand(question)
    if not understood.words:
        return

    wanted = laid.terms.wanted(understood, STAGE)

    assert len(wanted.stems) == len(wanted.roots) == len(wanted.weights) == len(understood.words)
    assert wanted.weights.sum() == pytest.approx(1.0)
    assert (wanted.weights > 0).all()
    assert wanted.grams.tolist() == sorted(set(wanted.grams.tolist()))
    assert wanted.gram_weights.sum() <= 1.0 + 1e-9


@given(archives(), questions, st.integers(1, 5))
@few
def test_the_first_stage_gives_a_few_passages_best_first(
    articles: tuple[Article, ...], question: str, most: int
) -> None:
    laid = bench(articles)
    understood = laid.understand(question)
    if not understood.words:
        return

    best = first_stage(laid.terms, understood, replace(STAGE, candidates=most))

    found = list(zip((-best.scores).tolist(), best.documents.tolist(), strict=True))
    assert len(found) <= most
    assert found == sorted(found)
    assert (best.scores > 0).all()


def test_numbers_of_terms_are_those_of_the_archive_and_none_for_what_it_does_not_hold() -> None:
    laid = bench(CITIES)

    wanted = laid.terms.wanted(laid.understand("الوزير كوكب"), STAGE)

    assert [laid.vocabulary[stem] for stem in wanted.stems.tolist() if stem >= 0] == ["وزير"]
    assert wanted.stems.tolist()[1] == wanted.roots.tolist()[1] == -1


def test_a_rare_word_weighs_more_than_a_common_one_and_an_unknown_one_most() -> None:
    idf = bench(CITIES).terms.idf

    assert idf("كوكب") > idf("حلب") > idf("وزير") > 0


def test_a_question_whose_grams_are_all_known_has_all_of_their_weight() -> None:
    laid = bench(CITIES)

    known = laid.terms.wanted(laid.understand("الوزير حلب"), STAGE)
    partly = laid.terms.wanted(laid.understand("الوزير كوكب"), STAGE)

    assert known.gram_weights.sum() == pytest.approx(1.0)
    assert 0 < partly.gram_weights.sum() < 1


@pytest.mark.parametrize("written", ["لحلب", "بحلب", "حلب"])
def test_a_word_finds_itself_after_a_particle_and_without_it(written: str) -> None:
    laid = bench(
        [article("a", f"سافر الوفد {written}."), article("b", "سافر الوفد شمالا."), article("c", "نص")]
    )

    for asked in ("حلب", "لحلب", "بحلب"):
        best = first_stage(laid.terms, laid.understand(asked), STAGE)
        assert best.documents.tolist() == [0], (written, asked)


@pytest.mark.parametrize("verb", ["يركض", "تركض", "بيركض"])
def test_a_verb_counts_less_than_a_noun_as_rare(verb: str) -> None:
    laid = bench(CITIES)

    told, named = laid.terms.wanted(laid.understand(f"أين {verb} حصان؟"), STAGE).weights

    assert told == pytest.approx(0.85 * named)


@pytest.mark.parametrize("noun", ["تجربة", "أرنب", "تونس", "12"])
def test_what_only_looks_like_a_verb_is_a_noun(noun: str) -> None:
    assert not any(word.verb for word in bench(CITIES).understand(f"أين {noun}؟").words)


def test_what_texts_hold_in_another_form_is_met_by_synonyms_of_that_at_less() -> None:
    known = word_lists().knowing(Thesaurus((("صادر", "حجز"),), {}))
    laid = bench([article(f"a{number}", f"صادر العون {number}") for number in range(40)], known)

    [seized] = laid.understand("صودرت؟").words
    weights = laid.terms.weights(laid.understand("صودرت؟"), STAGE)

    assert seized.form.stem not in laid.vocabulary
    assert weights[laid.analyser.stem("حجز")] == pytest.approx(STAGE.particle * STAGE.synonym)


@pytest.mark.parametrize("spoken", ["هالاتفاقية", "عالاتفاقية", "هيوقعون", "حيوقعون", "غيوقعون"])
def test_a_word_is_found_behind_what_spoken_arabic_joins_to_it(spoken: str) -> None:
    signed = article("signed", "يوقعون الاتفاقية غدا في القصر.")
    laid = bench((*CITIES, signed))

    best = first_stage(laid.terms, laid.understand(spoken), replace(STAGE, root=0.0))

    assert laid.corpus.passage_articles[best.documents].tolist() == [len(CITIES)]


def test_a_synonym_finds_a_passage_for_less_than_the_word_itself() -> None:
    articles = [
        article("a", "قرأ الناس الجريدة."),
        article("b", "قرأ الناس الصحيفة."),
        article("c", "هطل المطر."),
    ]
    laid = bench(articles, language())

    best = first_stage(laid.terms, laid.understand("الصحيفة"), STAGE)

    assert best.documents.tolist() == [1, 0]


@pytest.mark.parametrize("written", ["الأنلدس", "الأنداس", "الأندلللس", "الاندسل"])
def test_a_misspelt_word_finds_what_it_was_meant_to_be(written: str) -> None:
    laid = bench((*CITIES, article("andalus", "سقطت الأندلس عام 1492.")))

    asked = laid.terms.asked(laid.understand(written), STAGE)
    best = first_stage(laid.terms, asked, STAGE)

    assert laid.corpus.passage_articles[best.documents].tolist() == [len(CITIES)]


def test_a_word_that_the_archive_holds_is_never_taken_for_another() -> None:
    laid = bench((article("a", "قرأ سالم الكتاب."), article("b", "قرأ سليم الكتاب.")))

    (asked,) = laid.terms.asked(laid.understand("سالم"), STAGE).words

    assert asked.meant == ()


def test_an_everyday_word_that_a_small_archive_lacks_is_not_taken_for_a_misspelt_one() -> None:
    laid = bench([article("a", "بدت بطاقة الشعر نادرة.")], language())

    price, card = laid.terms.asked(laid.understand("سعر البتاقة"), STAGE).words

    assert price.meant == ()
    assert card.meant


def test_few_words_of_a_long_question_are_tried_as_misspelt() -> None:
    laid = bench([article("a", "بابور تابور ثابور جابور حابور خابور")])

    asked = laid.terms.asked(laid.understand("باببور تاببور ثاببور جاببور حاببور خاببور"), STAGE)

    assert sum(bool(word.meant) for word in asked.words) == 4
    assert len(asked.words) == 6


def test_synonyms_stand_for_one_another_by_stem_and_never_for_themselves() -> None:
    groups = (("صحيفة", "جريدة", "الصحيفة"), ("بيت", "منزل"), ("في", "بيت"))
    known = word_lists().knowing(Thesaurus(groups, {}))
    analyser = Analyser(known)
    stem = {word: analyser.form(word).stem for group in groups for word in group}

    found = synonyms(known)

    assert found == {
        stem["صحيفة"]: (stem["جريدة"],),
        stem["جريدة"]: (stem["صحيفة"],),
        stem["بيت"]: (stem["منزل"],),
        stem["منزل"]: (stem["بيت"],),
    }


def test_one_word_does_not_meet_two_neighbours_of_a_question_that_are_synonyms() -> None:
    laid = bench(CITIES, word_lists().knowing(Thesaurus((("حلب", "حمص"),), {})))

    alone = laid.terms.wanted(laid.understand("أين حلب؟"), STAGE)
    both = laid.terms.wanted(laid.understand("أين حلب حمص؟"), STAGE)

    assert [place for place, _, _ in alone.others] == [0]
    assert both.others == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("من سيترك الحكومة؟", "ترك"),
        ("من سيترك الحكومة؟", "غادر"),
        ("ما سبب تقليل الأجور؟", "لخفض"),
    ],
)
def test_a_word_is_met_by_its_past_by_the_synonyms_of_that_and_by_synonyms_behind_a_particle(
    question: str, told: str
) -> None:
    known = word_lists().knowing(Thesaurus((("ترك", "غادر"), ("تقليل", "خفض")), {}))
    laid = bench([article("a", "ترك الوزير الحكومة وغادر سامي لخفض النفقات.")], known)

    weights = laid.terms.weights(laid.terms.asked(laid.understand(question), STAGE), STAGE)

    assert weights[laid.analyser.stem(told)] == STAGE.synonym


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("متطرف", "إرهابي"),
        ("مداهمة", "عملية"),
        ("امرأة", "زوجة"),
        ("رضيعة", "ابنة"),
        ("القسم", "الرابطة"),
        ("أحرق", "أضرم"),
        ("زعل", "استياء"),
        ("الدكاترة", "الأطباء"),
        ("خلية", "تنظيم"),
        ("مسرورا", "السعادة"),
        ("طالبت", "دعت"),
        ("سياسة", "نهجه"),
        ("مقاضاة", "محاكمة"),
        ("خسارة", "فقدان"),
        ("انضم", "التحق"),
        ("سراح", "إفراج"),
        ("مطلوب", "مفتش"),
        ("استطلاع", "سبر"),
        ("طابور", "صف"),
        ("خدعوا", "تحيل"),
        ("السكان", "المتساكنين"),
        ("رفض", "امتنع"),
        ("إقفال", "إغلاق"),
    ],
)
def test_what_reports_call_otherwise_than_their_readers_stands_for_it(asked: str, told: str) -> None:
    analyser = Analyser(language())

    assert analyser.stem(told) in synonyms(language())[analyser.stem(asked)]


def test_every_synonym_of_the_thesaurus_that_ships_goes_both_ways() -> None:
    found = synonyms(language())

    assert [
        (one, other) for one, others in found.items() for other in others if one not in found[other]
    ] == []


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=8).map(sorted), st.integers(1, 10_000))
def test_grams_weigh_less_the_oftener_they_stand(frequencies: list[float], passages: int) -> None:
    weights = gram_weights(np.array(frequencies), passages)

    assert (weights > 0).all()
    assert (np.diff(weights) <= 0).all()


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("متى زار الوزير مدينة غرناطة؟", "غرناطه"),
        ("متى زار الوزير أندريه كولموغوروف؟", "كولموغوروف"),
        ("متى زار الوزير غرناطة عام 1492؟", "غرناطه"),
        ("متى زار الوزير غرناطة 1492؟", "غرناطه"),
        ("هل في غرناطة الوزير؟", "غرناطه"),
        ("هل زار كولموغوروف مدينة دمشق؟", "كولموغوروف"),
        ("متى زار الوزير الفارابي؟", "الفارابي"),
        ("من هو الوزير سيرغي شويغو؟", "شويغو"),
        ("هل التقى المتنبي الوزير؟", ""),
        ("متى زار الوزير مدينة حلب وبيتكلموا؟", ""),
        ("متى زار الوزير مدينة تلاقاو؟", ""),
        ("متى زار الوزير دمشقق؟", ""),
        ("متى زار الوزير المدينة؟", ""),
        ("لماذا الوزير ما كربتش؟", ""),
        ("أين المدينة التي كربتها؟", ""),
    ],
)
def test_a_question_lacks_a_foreign_name_and_the_noun_it_ends_with_where_no_article_has_their_like(
    question: str, lacking: str
) -> None:
    terms = (laid := bench(CITIES)).terms
    asked = terms.asked(laid.understand(question), STAGE)

    absent = terms.absent(asked, STAGE)

    assert (absent.form.word if absent else "") == lacking


@pytest.mark.parametrize(
    ("question", "unheld"),
    [
        ("هل التقى المتنبي الوزير؟", "المتنبي"),
        ("هل بيتكلموا الوزير؟", ""),
        ("متى زار الوزير دمشقق؟", ""),
        ("متى زار الوزير دمشق عام 1492؟", ""),
    ],
)
def test_a_noun_of_which_the_archive_has_at_most_the_root_is_unheld(question: str, unheld: str) -> None:
    terms = (laid := bench(CITIES)).terms
    asked = terms.asked(laid.understand(question), STAGE)

    found = terms.unheld(asked, STAGE)

    assert (found.form.word if found else "") == unheld


def test_a_word_may_be_a_slip_for_what_the_archive_writes_so_and_not_for_what_has_a_like_stem() -> None:
    laid = bench((article("court", "حضر المذنب الأندلسي إلى المحكمة في موريتانيا."),))

    def meant(question: str) -> tuple[str, ...]:
        return laid.terms.asked(laid.understand(question), STAGE).words[-1].meant

    assert meant("من هو المتنبي؟") == ()
    assert meant("من هو الاندلصي؟") == (laid.understand("الأندلسي").words[0].form.stem,)
    assert meant("أين موريطانيا؟") == (laid.understand("موريتانيا").words[0].form.stem,)


def test_no_word_is_a_slip_for_a_number() -> None:
    laid = bench((article("children", "حضر خمسون طفلا وستون تلميذا إلى المدرسة."),))
    assert [laid.understand(word).words[0].form.stem for word in ("خمسون", "ستون")] == ["#50", "#60"]

    assert laid.terms.asked(laid.understand("من هو الخمسوت؟"), STAGE).words[-1].meant == ()


def test_what_a_dialect_says_is_met_by_what_is_written_with_another_letter_under_its_ending() -> None:
    laid = bench((article("boy", "ذبح الغزاة الصبي."),))

    [said] = laid.terms.asked(laid.understand("دبحوه؟"), STAGE).words[:1]

    assert said.meant == (laid.analyser.stem("ذبح"),)


def test_a_government_that_the_archive_lacks_by_one_name_is_met_by_its_others() -> None:
    laid = bench((article("talks", "زار وفد من إيران مدينة موسكو."),))

    asked = laid.terms.asked(laid.understand("ما علاقة موسكو بطهران؟"), STAGE)

    assert laid.terms.absent(asked, STAGE) is None
    assert [word.meant for word in asked.words[-2:]] == [(), (laid.analyser.stem("إيران"),)]
