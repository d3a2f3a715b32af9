from __future__ import annotations

import pytest

from retrieval.archive import Archive
from retrieval.dialogue.turns import Context
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.query.declined import declined
from retrieval.query.tokens import tokens
from retrieval.records import Declined, Refusal, Verdict
from tests.support.corpora import answer, answering, article, word_lists
from tests.support.meaning import dialogue


@pytest.mark.parametrize(
    ("question", "refusal", "subject"),
    [
        ("ما رأيك في بوتين؟", Refusal.OPINION, "بوتين"),
        ("شو رأيكم بهالحكي؟", Refusal.OPINION, "بهالحكي"),
        ("ايه رأيك في اللي بيحصل في سوريا؟", Refusal.OPINION, "سوريا"),
        ("ما رأيك فيما يحدث في سوريا؟", Refusal.OPINION, "سوريا"),
        ("السلام عليكم، هل تعتقد أن الحرب ستنتهي؟", Refusal.OPINION, "الحرب ستنتهي"),
        ("اكتب لي قصيدة عن حلب القديمة", Refusal.REQUEST, "حلب القديمة"),
        ("من فضلك ترجم هذه الجملة", Refusal.REQUEST, "الجملة"),
        ("من سيفوز بالانتخابات؟", Refusal.PREDICTION, "الانتخابات"),
        ("ماذا سيحدث غدا في تونس؟", Refusal.PREDICTION, "تونس"),
        ("كم سعر الدولار اليوم؟", Refusal.PRESENT, "سعر الدولار"),
        ("بكم الدولار هلق؟", Refusal.PRESENT, "الدولار"),
        ("سعر الدولار النهارده كام", Refusal.PRESENT, "سعر الدولار"),
        ("عايز اعرف سعر الدولار النهارده كام", Refusal.PRESENT, "سعر الدولار"),
        ("اليوم بكم الدولار", Refusal.PRESENT, "الدولار"),
        ("قداش الدولار اليوم", Refusal.PRESENT, "الدولار"),
        ("الدولار بقداش اليوم", Refusal.PRESENT, "الدولار"),
        ("كم وصل الذهب اليوم؟", Refusal.PRESENT, "الذهب"),
        ("متى رمضان؟", Refusal.PRESENT, ""),
        ("لو سمحت كم الساعة الآن؟", Refusal.PRESENT, ""),
        ("كيف الطقس في بيروت غدا؟", Refusal.PRESENT, "بيروت"),
    ],
)
def test_what_no_archive_answers_is_known_by_how_it_is_put(
    question: str, refusal: Refusal, subject: str
) -> None:
    assert declined(tokens(question), word_lists()) == Declined(refusal, subject)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "؟",
        "متى رمضان 2017؟",
        "متى بدأ رمضان في تونس؟",
        "هل تعتقد إيران أن الاتفاق انتهى؟",
        "ما رأي الكاتب في بوتين؟",
        "من كتب القصيدة؟",
        "لماذا ارتفع سعر النفط اليوم؟",
        "ماذا قال بوتين اليوم؟",
        "كم بلغ سعر الدولار عام 2015؟",
        "كم بلغ سعر النفط اليوم الخميس؟",
        "كم دولارا تبرع بها اليوم",
        "كم خسر الدولار أمام الدينار اليوم",
        "اليوم ارتفع سعر النفط في تونس",
        "كم الساعة التي انطلقت فيها المباراة؟",
        "من فاز بالانتخابات؟",
    ],
)
def test_what_an_archive_may_answer_is_asked_of_it(question: str) -> None:
    assert declined(tokens(question), word_lists()) is None


def test_what_no_archive_answers_is_refused_though_articles_have_its_words() -> None:
    news = [article("putin", "قال الكاتب إن رأيك في بوتين لا يعنيه.")]

    found = answer(news, "ما رأيك في بوتين؟")

    assert (found.verdict, found.quotes) == (Verdict.NOT_FOUND, ())
    assert found.declined == Declined(Refusal.OPINION, "بوتين")


@pytest.mark.parametrize(
    "said", ["شو رأيك ببوتين؟", "من سيفوز بالانتخابات؟", "كم سعر الدولار اليوم؟", "غنيلي أغنية"]
)
def test_a_conversation_and_the_archive_refuse_the_same(said: str) -> None:
    archive = Archive.build([article("putin", "قال بوتين كلمته.")], word_lists(), answering())

    turn = dialogue().interpret(said, Context(), Facets(knows=archive.knows))

    assert isinstance(turn, Declined)
    assert archive.find(said).declined == turn
