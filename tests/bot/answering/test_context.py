"""Which of two answers a question gets that may lean on what was spoken of, and lists from their other end."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.about_bot import AboutTheBot
from bot.answering.follow_ups import FollowUps
from bot.answering.inquiries import Inquiries, Response
from bot.answering.lists import Lists
from bot.answering.replies import Listed
from bot.answering.telling import (
    in_form,
    in_own_words,
    newest_first,
    newest_numbers,
    newest_value,
    of_side,
    spoken,
    without_homographs,
    without_strays,
)
from bot.catalogue.records import Holdings, Listing
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.dialogue.turns import Browse, Topic
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Scope, Span, Verdict
from tests.support.meaning import FACETS, interpreter
from tests.support.unlisted import Unlisted

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

TEXT = "ماتت الناقة في الطريق."
EARLIER = "من هم سفيان ونذير؟"


def quote(article: str) -> Quote:
    found = Article(article, "عنوان", TEXT)
    return Quote(found, 0, len(TEXT), TEXT, (), 1.0)


@dataclass
class Archive(Unlisted):
    """Answers a question from an article, by whether it has brackets; "" for no answer."""

    alone: str
    inside: str

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        source = self.inside if "(" in question else self.alone
        quotes = (quote(source),) if source else ()
        return Answer(question, Verdict.ANSWERED if source else Verdict.NOT_FOUND, 0.5, quotes)

    async def holdings(self) -> Holdings:
        return Holdings(1, (), None, None)


@pytest.mark.parametrize(
    ("said", "alone", "inside", "leans"),
    [
        ("متى انخطفوا", "", "other", True),
        ("متى انخطفوا", "other", "shown", True),
        ("متى انخطفوا", "shown", "shown", True),
        ("ما عاصمة اليابان", "", "shown", False),
        ("متى عقد المؤتمر", "other", "shown", False),
        ("كم سنة قضوا هناك؟", "other", "shown", True),
        ("ماذا يعملان الآن", "other", "shown", True),
        ("وما هي الناقة الضائعة؟", "other", "shown", True),
        ("وما جنسيات الضحايا؟", "other", "other", True),
        ("متى ناقش الناقة؟", "other", "shown", True),
        ("من صرح بالخبر؟", "other", "shown", True),
    ],
)
async def test_a_question_is_asked_in_context_where_it_needs_it(
    said: str, alone: str, inside: str, leans: bool
) -> None:
    inquiries = Inquiries(Archive(alone, inside), interpreter())
    meant = interpreter().understand(said, EARLIER, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.completed is leans
    assert ("(سفيان ونذير)" in response.meant.question) is leans
    assert response.meant.after == ("سفيان ونذير" if leans else "")


@dataclass
class Marked(Archive):
    """Has nothing but the name of an animal, which may be the answer."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        shown = replace(quote("shown"), highlights=(Span(5, 11),))
        return Answer(question, Verdict.NOT_FOUND, 0.0, (shown,) if scope else ())


@pytest.mark.parametrize(
    ("said", "answered"), [("مين كسب كاس العالم؟", False), ("ومين كسب كاس العالم؟", True), ("مين مات؟", True)]
)
async def test_a_question_of_which_what_was_quoted_names_nothing_goes_on_from_it_only_if_it_says_so(
    said: str, answered: bool
) -> None:
    follow_ups = FollowUps(Inquiries(Marked("", ""), interpreter()))
    meant = replace(Interpretation(said), goes_on=True)
    nothing = Response(meant, Answer(said, Verdict.NOT_FOUND, 0.2))
    found = await follow_ups.of_last_article(nothing, said, (quote("shown"),))
    assert (found.answer.verdict is Verdict.ANSWERED) is answered


@pytest.mark.parametrize(
    ("said", "told", "means"),
    [
        ("متى كان هذا الطريق؟", TEXT, "متى كان هذا الطريق (الطريق)؟"),
        (
            "متى كان الاجتماع؟",
            "عقدوا اجتماعا خاصا في موسكو الأسبوع الماضي.",
            "متى كان الاجتماع (اجتماعا خاصا في موسكو)؟",
        ),
        ("متى كان الاجتماع؟", TEXT, "متى كان الاجتماع؟"),
        ("ليش بيلوموا قوات حفظ السلام؟", "لوم قوات حفظ السلام الأممية.", "ليش بيلوموا قوات حفظ السلام؟"),
    ],
)
async def test_a_common_noun_is_of_what_the_last_quote_names(said: str, told: str, means: str) -> None:
    inquiries = Inquiries(Archive("other", "shown"), interpreter())
    last = replace(quote("shown"), text=told)
    meant = interpreter().understand(said, "من هو كيري؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"}, (last,))
    assert response.meant.question == means


@pytest.mark.parametrize(
    ("said", "earlier", "inside", "asked", "answered"),
    [
        ("من نفذ الهجوم؟", "ماذا حدث في الطريق؟", "third", "من نفذ الهجوم (الطريق)؟", True),
        ("من نفذ الهجوم؟", EARLIER, "third", "من نفذ الهجوم؟", True),
        ("هل تم القبض على المتورطين؟", EARLIER, "third", "هل تم القبض على المتورطين (سفيان ونذير)؟", False),
        ("ما هي أعراض السكري؟", EARLIER, "", "ما هي أعراض السكري؟", True),
        ("متى أقيل المدير؟", EARLIER, "", "متى أقيل المدير (سفيان ونذير)؟", False),
        ("مين ورا العملية؟", "ماذا حدث في الطريق؟", "third", "مين ورا العملية (الطريق)؟", True),
        ("متى تم تنصيبه؟", "من هي زوجة كيري؟", "third", "متى تم تنصيب كيري؟", True),
    ],
)
async def test_a_common_noun_is_of_what_was_spoken_of_where_an_article_tells_of_it_or_it_is_a_side_of_something(
    said: str, earlier: str, inside: str, asked: str, answered: bool
) -> None:
    inquiries = Inquiries(NotWhatWasShown("other", inside), interpreter())
    meant = interpreter().understand(said, earlier, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.meant.question == asked
    assert (response.answer.verdict is Verdict.ANSWERED) is answered


class InWhatWasShown(Archive):
    """Answers what is asked of the articles that were shown alone."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles:
            return Answer(question, Verdict.ANSWERED, 0.4, (quote("shown"),))
        return Answer(question, Verdict.NOT_FOUND, 0.1, ())


@pytest.mark.parametrize(("said", "answered"), [("وكم عمره؟", True), ("كم عمر رئيس اليابان؟", False)])
async def test_what_leans_and_the_archive_refuses_is_asked_of_the_articles_that_were_shown(
    said: str, answered: bool
) -> None:
    inquiries = Inquiries(InWhatWasShown("", ""), interpreter())
    meant = interpreter().understand(said, "من هو سفيان الشورابي؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert (response.answer.verdict is Verdict.ANSWERED) is answered


class NotWhatWasShown(Archive):
    """Has nothing where it was shown."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles:
            return Answer(question, Verdict.NOT_FOUND, 0.1, ())
        return await super().ask(question, limit, scope)


class LessSure(Archive):
    """Is less sure of what is asked in brackets, unless it is asked of what was shown."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles:
            return Answer(question, Verdict.ANSWERED, 0.4, (quote("shown"),))
        answer = await super().ask(question, limit, scope)
        return replace(answer, confidence=0.4 if "(" in question else 0.5)


@pytest.mark.parametrize(("said", "article"), [("ماذا يعملان الآن", "shown"), ("متى عقد المؤتمر", "other")])
async def test_what_names_nothing_is_asked_of_what_was_shown_before_it_is_of_others(
    said: str, article: str
) -> None:
    inquiries = Inquiries(LessSure("other", "third"), interpreter())
    meant = interpreter().understand(said, EARLIER, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.answer.quotes[0].article.id == article


@dataclass
class OfTheFirst(Unlisted):
    """Answers from the article `first` where that alone is asked, so surely, and else from another that was shown."""

    sure: float

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        alone = scope is not None and scope.articles == ("first",)
        return Answer(
            question, Verdict.ANSWERED, self.sure if alone else 0.5, (quote("first" if alone else "second"),)
        )

    async def holdings(self) -> Holdings:
        return Holdings(1, (), None, None)


@pytest.mark.parametrize(
    ("said", "sure", "article"),
    [
        ("شكون وزير العدل؟", 0.6, "first"),
        ("شكون وزير العدل؟", 0.3, "first"),
        ("شكون وزير العدل؟", 0.1, "second"),
        ("وشنوة قال؟", 0.4, "second"),
        ("وشنوة قال؟", 0.6, "first"),
        ("ما هي أكبر مدينة في جزيرة مدغشقر؟", 0.6, "second"),
    ],
)
async def test_a_follow_up_is_answered_by_the_article_quoted_first_where_that_is_as_sure(
    said: str, sure: float, article: str
) -> None:
    inquiries = Inquiries(OfTheFirst(sure), interpreter())
    meant = interpreter().understand(said, "من هو وزير الصحة؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"first", "second"}, (quote("first"),))
    assert response.answer.quotes[0].article.id == article


class Further(Archive):
    """Has a second sentence where the article is asked alone."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        first = quote("shown")
        behind = replace(first, start=first.end, end=first.end + 10, text="وأضاف أنه سيزور تركيا.")
        return Answer(question, Verdict.ANSWERED, 0.5, (first, behind) if scope else (first,))


@pytest.mark.parametrize(("said", "found"), [("وماذا قال عن تركيا؟", True), ("وأين ولد؟", False)])
async def test_where_an_answer_only_repeats_what_was_shown_what_names_the_rest_comes_before_it(
    said: str, found: bool
) -> None:
    follow_ups = FollowUps(Inquiries(Further("", ""), interpreter()))
    meant = interpreter().understand(said, "من هو سفيان الشورابي؟", FACETS)
    response = await follow_ups.answer(meant, said, None, {"shown"}, (quote("shown"),))
    more = await follow_ups.more(response, said, (quote("shown"),))
    assert [one.text for one in more.answer.quotes] == ["وأضاف أنه سيزور تركيا.", TEXT] if more else not found


@pytest.mark.parametrize(
    ("said", "there", "beside", "told"),
    [
        ("فين اتقابلوا؟", "سوريا", "فيتنام", True),
        ("فين اتقابلوا؟", "سوريا", "سوريا", False),
        ("فين اتقابلوا؟", "ليبيا", "فيتنام", False),
        ("فين اتقابلوا؟", "الشرق الأوسط", "فيتنام", True),
        ("ليه اتقابلوا؟", "سوريا", "فيتنام", False),
    ],
)
async def test_where_it_was_is_told_beside_what_was_just_shown_by_another_place(
    said: str, there: str, beside: str, told: bool
) -> None:
    first = f"اتفق كيري ولافروف على هدنة في {there}."
    text = f"{first} وصدر البيان على هامش قمة في {beside}. وسوريا في حرب. وسوريا في أزمة."
    article = Article("shown", "عنوان", text)
    shown = part(article, Span(0, len(first)))
    answer = Answer(said, Verdict.ANSWERED, HIGH_CONFIDENCE, (shown,))
    follow_ups = FollowUps(Inquiries(Archive("", ""), interpreter()))
    more = await follow_ups.more(Response(Interpretation(said), answer), said, (shown,))
    assert bool(more) is told
    if more:
        assert more.answer.quotes[0].text.endswith("في فيتنام.")
        assert more.answer.confidence == FAIR_CONFIDENCE


@pytest.mark.parametrize(
    ("named", "first", "sure"),
    [
        (("بوتين",), 1, FAIR_CONFIDENCE),
        (("بوتين", "حلب"), 2, FAIR_CONFIDENCE),
        (("بوتين", "الصين"), 1, FAIR_CONFIDENCE - 0.1),
        (("ترامب",), 0, HIGH_CONFIDENCE),
    ],
)
def test_what_somebody_says_in_the_article_comes_before_what_only_names_them(
    named: tuple[str, ...], first: int, sure: float
) -> None:
    told = ("التقى بوتين وترامب.", "ووصف بوتين الرئيس بأنه مثقف.", "ووصف بوتين معركة حلب بأنها حاسمة.")
    article = Article("shown", "عنوان", " ".join(told))
    answer = Answer("ماذا قال؟", Verdict.ANSWERED, HIGH_CONFIDENCE, (part(article, Span(0, len(told[0]))),))
    found = in_own_words(Response(Interpretation("ماذا قال؟"), answer), named, frozenset({"وصف"}))
    assert (found.answer.quotes[0].text, found.answer.confidence) == (told[first], sure)


@pytest.mark.parametrize(("said", "first"), [("وين كان هذا الاتفاق؟", 1), ("مين وقع هذا الاتفاق؟", 0)])
def test_a_place_just_quoted_comes_first_where_a_follow_up_asks_where(said: str, first: int) -> None:
    told = ("الاتفاق ابتزاز روسي على أمريكا.", "توصل الوزيران في جنيف إلى الاتفاق.")
    article = Article("shown", "عنوان", " ".join(told))
    begin = len(told[0]) + 1
    other, shown = part(article, Span(0, begin - 1)), part(article, Span(begin, begin + len(told[1])))
    meant = interpreter().understand(said, "متى اتفقت أمريكا وروسيا؟", FACETS)
    answer = Answer(said, Verdict.ANSWERED, HIGH_CONFIDENCE, (other, shown))
    follow_ups = FollowUps(Inquiries(Archive("", ""), interpreter()))
    found = follow_ups.settled(meant, Response(meant, answer), said, {"shown"}, (shown,))
    assert found.answer.quotes[0].text == told[first]


class OfTheThread(Archive):
    """Answers in context from an article that lacks the common noun, of which one that was shown tells."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and "(" not in question:
            told = Article("told", "عنوان", "أنقذ عامل الرضيع من الطريق.")
            return Answer(question, Verdict.ANSWERED, 0.4, (replace(quote("told"), article=told),))
        return await super().ask(question, limit, scope)


async def test_a_common_noun_is_of_the_article_shown_before_that_tells_of_it() -> None:
    inquiries = Inquiries(OfTheThread("", "third"), interpreter())
    meant = interpreter().understand("ومن أنقذ الرضيع؟", "ماذا حدث في الطريق؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, "ومن أنقذ الرضيع؟", None, {"told", "shown"})
    assert response.answer.quotes[0].article.id == "told"


@pytest.mark.parametrize(
    ("said", "leans"),
    [("ماذا طلبت ألفة يوسف", False), ("ماذا طلبت النقابة", True), ("وشو قالوا عن الحل العسكري؟", True)],
)
def test_what_may_lean_names_no_one_by_name(said: str, leans: bool) -> None:
    assert interpreter().understand(said, "شو صار بفيتنام؟", FACETS).may_lean is leans


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        ("لماذا يتظاهر الناس في الحسيمة؟", "يتظاهر الناس في الحسيمة"),
        ("كم جريحا في تصادم القطارين؟", "تصادم القطارين"),
    ],
)
def test_what_was_spoken_of_is_neither_everybody_nor_what_was_counted(earlier: str, about: str) -> None:
    assert interpreter().about(earlier, FACETS) == about


@pytest.mark.parametrize(
    ("earlier", "leans"),
    [
        ("ماذا قال قايد السبسي عن الإرهاب؟", False),
        ("ماذا قالت النهضة عن الإرهاب؟", True),
        ("أخبار الترجي", True),
    ],
)
def test_who_holds_an_office_is_not_asked_of_the_person_who_spoke(earlier: str, leans: bool) -> None:
    assert interpreter().understand("من هو رئيس الفريق؟", earlier, FACETS).may_lean is leans


class Dated(Archive):
    """Lists articles of ten days, the newest first."""

    async def browse(  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        assert scope is not None  # the undated are left out
        days = [datetime.date(2016, 5, day) for day in range(10, 0, -1)]
        found = [Article(str(day.day), "عنوان", TEXT, published=day) for day in days]
        found = found[::-1] if oldest else found
        return Listing(len(found), tuple(found[first : first + most]))


async def test_the_oldest_are_listed_from_the_first_day_on(messages: Messages) -> None:
    pages = [
        await Lists(Dated("", "")).listed(Browse("كيري", oldest=True), first, messages) for first in (0, 6)
    ]
    shown = [[article.id for article in page.articles] for page in pages if isinstance(page, Listed)]
    assert shown == [["1", "2", "3", "4", "5", "6"], ["7", "8", "9", "10"]]


class DatedOnce(Archive):
    """Knows the date of one article alone."""

    async def oldest(self) -> Article | None:
        return Article("one", "عنوان", TEXT, published=datetime.date(2014, 9, 28))

    async def browse(  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        only = await self.oldest()
        return Listing(5, (only,) if only else ())


async def test_the_only_article_with_a_date_is_not_both_oldest_and_newest(messages: Messages) -> None:
    told = await AboutTheBot(DatedOnce("", "")).said(Topic.DATES, messages, None)
    assert told == "لا أعرف تاريخ النشر إلا لهذا المقال: «عنوان» (28 سبتمبر 2014)"


@pytest.mark.parametrize(("said", "leans"), [("منو القائد؟", True), ("وشنو وقع في الحسيمة؟", False)])
async def test_a_common_noun_without_a_sure_answer_is_of_what_was_spoken_of_a_place_is_not(
    said: str, leans: bool
) -> None:
    inquiries = Inquiries(Unsure("other", "third"), interpreter())
    response = await FollowUps(inquiries).answer(
        interpreter().understand(said, EARLIER, FACETS), said, None, {"shown"}
    )
    assert response.completed is leans


class Unsure(Archive):
    """Is not sure of anything, and has nothing of it where it was shown."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles:
            return Answer(question, Verdict.NOT_FOUND, 0.1, ())
        return replace(await super().ask(question, limit, scope), confidence=0.3)


@dataclass
class Elsewhere(Archive):
    """Is surer or less sure of what was shown than of the rest, where it has another answer."""

    shown: float

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles:
            return Answer(question, Verdict.ANSWERED, self.shown, (quote("shown"),))
        return await super().ask(question, limit, scope)


@pytest.mark.parametrize(("sure", "first", "second"), [(0.6, "shown", "other"), (0.4, "other", "shown")])
async def test_what_goes_on_is_answered_from_what_was_shown_too_and_first_where_that_is_as_sure(
    sure: float, first: str, second: str
) -> None:
    inquiries = Inquiries(Elsewhere("other", "other", sure), interpreter())
    meant = interpreter().understand("وكم عمره؟", "من هو سفيان الشورابي؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, "وكم عمره؟", None, {"shown"})
    assert [one.article.id for one in response.answer.quotes] == [first, second]


class Nearest(Archive):
    """Has no answer, and something near to it in what was shown."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        near = (quote("shown"),) if scope and scope.articles else ()
        return Answer(question, Verdict.NOT_FOUND, 0.1, near)


@pytest.mark.parametrize(("said", "near"), [("وكم عمره؟", 1), ("كم عمر رئيس اليابان؟", 0)])
async def test_what_leans_on_articles_that_do_not_answer_it_is_refused_with_what_they_have_that_is_nearest(
    said: str, near: int
) -> None:
    inquiries = Inquiries(Nearest("", ""), interpreter())
    meant = interpreter().understand(said, "من هو سفيان الشورابي؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.answer.verdict is Verdict.NOT_FOUND
    assert len(response.answer.quotes) == near


@pytest.mark.parametrize(
    ("said", "earlier", "article"),
    [
        ("كم عمر الولد اللي مات", "هل القهوة تقتل؟", "shown"),
        ("كم عمر الوزير اللي مات", "هل القهوة تقتل؟", "other"),
    ],
)
async def test_a_man_or_a_child_may_be_called_otherwise_in_the_article_that_was_shown(
    said: str, earlier: str, article: str
) -> None:
    inquiries = Inquiries(Elsewhere("other", "", 0.4), interpreter())
    meant = interpreter().understand(said, earlier, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.answer.quotes[0].article.id == article


class Refusing(Archive):
    """Has no answer at all."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        return Answer(question, Verdict.NOT_FOUND, 0.1, ())


@pytest.mark.parametrize(("said", "leans"), [("الدينار بقداش", False), ("متى أقيل المدير؟", True)])
async def test_a_noun_that_is_of_nothing_else_is_refused_by_itself(said: str, leans: bool) -> None:
    inquiries = Inquiries(Refusing("", ""), interpreter())
    meant = interpreter().understand(said, "شو صار بفيتنام؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert response.completed is leans


@pytest.mark.parametrize(("said", "near"), [("هل الناقة تلعب؟", 1), ("هل الجمل يلعب؟", 0)])
async def test_the_nearest_of_what_was_shown_is_quoted_where_it_has_the_name_that_is_asked_of(
    said: str, near: int
) -> None:
    inquiries = Inquiries(Nearest("", ""), interpreter())
    meant = replace(interpreter().understand(said, None, FACETS), goes_on=True)
    response = await FollowUps(inquiries).answer(meant, said, None, {"shown"})
    assert len(response.answer.quotes) == near


@dataclass
class Told(Archive):
    """Has one quote of who directed a film, whatever is asked."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        said = replace(quote("shown"), text="حصل الفيلم للمخرجة كوثر بن هنية على الجائزة")
        return Answer(question, Verdict.ANSWERED, 0.6, (said,))


async def test_who_somebody_is_of_a_film_is_asked_of_the_film_not_of_her_name() -> None:
    inquiries = Inquiries(Told("", ""), interpreter())
    meant = interpreter().understand("شكون المخرجة", "زينب تكره الثلج", FACETS)
    last = (await Told("", "").ask("")).quotes
    response = await FollowUps(inquiries).answer(meant, "شكون المخرجة", None, {"shown"}, last)
    assert response.meant.question == "شكون المخرجة (زينب تكره الثلج)؟"


@dataclass
class Telling(Archive):
    """Answers everything from one article in the same words, or names them as the nearest."""

    verdict: Verdict = Verdict.ANSWERED
    text: str = TEXT
    marked: tuple[Span, ...] = ()
    sure: float = 0.4

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        found = replace(quote(self.alone), text=self.text, highlights=self.marked)
        others = (quote("beside"),) if self.verdict is Verdict.ANSWERED else ()
        return Answer(question, self.verdict, self.sure, (found, *others))


async def answered(archive: Archive, said: str, *last: Quote) -> Answer:
    meant = interpreter().understand(said, EARLIER, FACETS)
    shown = {one.article.id for one in last}
    follow_ups = FollowUps(Inquiries(archive, interpreter()))
    response = await follow_ups.answer(meant, said, None, shown, last)
    return follow_ups.settled(meant, response, said, shown, last).answer


async def test_what_was_just_quoted_answers_where_it_alone_has_the_noun_that_is_asked_for() -> None:
    plane = replace(quote("shown"), text="ألقتها طائرة كبيرة.")
    told = await answered(Telling("shown", ""), "بأي طائرة ألقتها؟", quote("shown"), plane)
    assert [one.text for one in told.quotes[:1]] == [plane.text]
    sure = await answered(Telling("shown", "", sure=0.9), "بأي طائرة ألقتها؟", quote("shown"), plane)
    assert sure.quotes[0].text == TEXT


async def test_nothing_is_not_found_above_a_quote_that_has_the_form_of_what_is_asked_for() -> None:
    text = "أعلن وزير الدفاع أنها قادمة."
    minister = Span(text.index("وزير"), text.index(" أنها"))
    near = Telling("shown", "", Verdict.NOT_FOUND, text, (minister,))
    told = await answered(near, "ومين اللي أعلن إنها هتيجي؟", quote("shown"))
    assert told.verdict is Verdict.ANSWERED and told.confidence < FAIR_CONFIDENCE
    assert (await answered(near, "ومين أعلن القادمة بالبنزين؟", quote("shown"))).verdict is Verdict.ANSWERED
    assert (await answered(near, "ومين اللي أعلن سعر البنزين؟", quote("shown"))).verdict is Verdict.NOT_FOUND
    asked = replace(near, marked=(Span(0, len("أعلن")),))
    assert (await answered(asked, "ومين اللي أعلن إنها هتيجي؟", quote("shown"))).verdict is Verdict.NOT_FOUND


async def test_beside_a_sure_answer_of_what_was_shown_no_other_article_is_quoted() -> None:
    told = await answered(Telling("shown", "", sure=0.9), "متى انخطفوا؟", quote("shown"))
    assert [one.article.id for one in told.quotes] == ["shown"]
    unsure = await answered(Telling("shown", ""), "متى انخطفوا؟", quote("shown"))
    assert [one.article.id for one in unsure.quotes] == ["shown", "beside"]


async def test_a_day_that_was_just_quoted_comes_before_how_long_something_took() -> None:
    text = "يبدأ الاتفاق بعد سبعة أيام في 12 سبتمبر."
    took, day = Span(text.index("سبعة"), text.index(" في")), Span(text.index("12"), text.index("."))
    lasts = replace(quote("shown"), text=text, highlights=(took,))
    begins = replace(lasts, start=50, end=90, highlights=(day,))
    meant = interpreter().understand("ومتى تبدا؟", EARLIER, FACETS)
    follow_ups = FollowUps(Inquiries(Archive("shown", "shown"), interpreter()))
    found = Response(meant, Answer(meant.question, Verdict.ANSWERED, 0.9, (lasts, begins)), completed=True)
    told = follow_ups.settled(meant, found, "ومتى تبدا؟", {"shown"}, (begins,))
    assert told.answer.quotes == (begins, lasts)
    undated = replace(quote("shown"), text="ماتت الناقة.", highlights=(Span(0, 4),))
    mixed = replace(found, answer=replace(found.answer, quotes=(undated, begins)))
    told = follow_ups.settled(meant, mixed, "ومتى تبدا؟", {"shown"}, (undated,))
    assert told.answer.quotes == (begins, undated)


def test_quotes_of_other_articles_that_name_nothing_of_what_was_asked_are_left_out() -> None:
    found = Response(
        interpreter().understand("بكم زيت الزيتون؟", None, FACETS),
        Answer("", Verdict.ANSWERED, 0.4, tuple(replace(quote(one), text=text) for one, text in TOLD)),
    )
    surely = replace(found, answer=replace(found.answer, confidence=HIGH_CONFIDENCE))
    kept = without_strays(surely, ("زيت", "زيتون")).answer.quotes
    assert [one.text for one in kept] == [TOLD[0][1], TOLD[1][1], TOLD[3][1]]
    unsure = without_strays(found, ("زيتون", "دنانير")).answer.quotes
    assert [one.text for one in unsure] == [TOLD[0][1], TOLD[1][1]]  # «عصر الزيتون» names less
    assert without_strays(found, ("عنب", "تين")) == without_strays(found, ("زيت",)) == found


TOLD = (
    ("oil", "زيت الزيتون بثمانية دنانير."),
    ("oil", "ارتفع السعر."),
    ("shoes", "حذاء بمئات."),
    ("press", "عصر الزيتون."),
)


@dataclass
class Spoken(Archive):
    """Knows what somebody said of one thing, and nothing said by him of another."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if question == "ماذا قال سامي؟":
            told = replace(quote("shown"), text="قال سامي إن الدينار سيتراجع.")
            return Answer(question, Verdict.ANSWERED, 0.9, (told,))
        return Answer(question, Verdict.NOT_FOUND, 0.2, (), silent="سامي")


@pytest.mark.parametrize(("of", "told"), [("الدينار", True), ("الطقس", False)])
async def test_who_said_nothing_of_what_was_spoken_of_last_is_quoted_on_what_was_before(
    of: str, told: bool
) -> None:
    meant = Interpretation(f"ماذا قال سامي عن الدولار ({of})؟", after=of)
    response = await FollowUps(Inquiries(Spoken("", ""), interpreter())).answer(
        meant, "ماذا قال عنه؟", None, {"x"}
    )
    assert (response.answer.verdict is Verdict.ANSWERED) is told


class InContext(Archive):
    """Answers what is asked of the articles that were shown, where it is asked in context."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        if scope and scope.articles and "(" in question:
            return Answer(question, Verdict.ANSWERED, 0.8, (quote("shown"),))
        return Answer(question, Verdict.NOT_FOUND, 0.1, ())


@pytest.mark.parametrize(("said", "tied"), [("وكم زائر مسموح باليوم؟", True), ("من هو بيسكوف؟", False)])
async def test_a_short_question_without_a_name_that_nothing_answers_is_of_what_was_spoken_of(
    said: str, tied: bool
) -> None:
    follow_ups = FollowUps(Inquiries(InContext("", ""), interpreter()))
    meant = interpreter().understand(said, EARLIER, FACETS)
    response = await follow_ups.answer(meant, said, None, {"shown"}, (quote("shown"),))
    assert (response.answer.verdict is Verdict.ANSWERED) is tied
    assert ("(سفيان ونذير)" in response.meant.question) is tied


@pytest.mark.parametrize(("inside", "named"), [("متى خرجت فرنسا من الاتحاد؟", True), ("فرنسا؟", False)])
async def test_what_a_question_only_names_is_told_by_itself_where_the_last_question_has_no_answer_of_it(
    inside: str, named: bool
) -> None:
    @dataclass
    class Exits(Unlisted):
        async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
            text = "خرجت فرنسا." if named else "خرجت بريطانيا." if "خرجت" in question else "زلزال في فرنسا."
            told = replace(quote("shown"), text=text)
            return Answer(question, Verdict.ANSWERED, 0.6, (told,))

        async def holdings(self) -> Holdings:
            return Holdings(1, (), None, None)

    said = "وماذا عن فرنسا؟"
    meant = interpreter().understand(said, "متى خرجت بريطانيا من الاتحاد؟", FACETS)
    response = await FollowUps(Inquiries(Exits(), interpreter())).answer(meant, said, None, {"shown"})
    assert response.meant.question == inside and response.completed is named


def _counted(name: str, title: str, day: int, text: str, number: str) -> Quote:
    found = Article(name, title, text, published=datetime.date(2021, 4, day))
    mark = Span(text.index(number), text.index(number) + len(number))
    return Quote(found, 0, len(text), text, (mark,), 1.0)


def test_the_newest_of_like_numbers_comes_first() -> None:
    older = _counted("one", "حصيلة حريق البرج ترتفع", 1, "بلغ عدد قتلى حريق البرج 17 قتيلا.", "17")
    newer = _counted("two", "حصيلة حريق البرج ترتفع مجددا", 3, "بلغ عدد قتلى حريق البرج 30 قتيلا.", "30")
    other = _counted("three", "افتتاح سوق", 5, "بلغ عدد قتلى حريق البرج والسوق 9.", "9")
    found = Response(Interpretation(""), Answer("", Verdict.ANSWERED, 0.9, (older, other, newer)))
    assert newest_first(found, ("حريق", "برج")).answer.quotes == (newer, older, other)
    assert newest_first(found, ("حريق", "طائرة")).answer.quotes == (newer, older, other)
    refused = replace(found, answer=replace(found.answer, verdict=Verdict.NOT_FOUND))
    assert newest_first(refused, ("حريق",)) == refused


def test_what_only_describes_another_is_no_noun_of_a_place() -> None:
    assert interpreter().noun_of_place("ماذا فعل منتخب مصر؟") == "منتخب"
    assert not interpreter().noun_of_place("من هو رئيس مصر؟") and not interpreter().noun_of_place(
        "أين تقع مصر؟"
    )
    elected, team = (
        replace(quote("one"), text=text) for text in ("اتصل الرئيس المنتخب بمصر.", "فاز المنتخب على مصر.")
    )
    found = Response(Interpretation(""), Answer("", Verdict.ANSWERED, 0.6, (elected, team)))
    assert without_homographs(found, "منتخب").answer.quotes == (team,)
    alone = replace(found, answer=replace(found.answer, quotes=(elected,)))
    assert without_homographs(alone, "منتخب").answer.verdict is Verdict.NOT_FOUND
    assert without_homographs(found, "") == found


@pytest.mark.parametrize(
    ("text", "answered"),
    [("شكك سامي في الخبر.", True), ("قال المدير إنه التقى سامي في الميناء.", False)],
)
def test_nobody_is_said_to_be_silent_above_his_own_words(text: str, answered: bool) -> None:
    told = Quote(Article("x", "عنوان", text), 0, len(text), text, (), 1.0)
    answer = Answer("ما رد سامي على الغارات؟", Verdict.NOT_FOUND, 0.2, (told,), silent="سامي")
    found = spoken(Response(Interpretation(answer.question), answer), frozenset({"شكك", "قال"})).answer
    assert (found.verdict is Verdict.ANSWERED) is answered
    assert bool(found.silent) is not answered
    assert found.confidence < FAIR_CONFIDENCE


@pytest.mark.parametrize(
    ("question", "holder", "text", "author", "kept"),
    [
        ("الصادرات في 2017", "", "بلغت الصادرات ألف طن.", None, False),
        ("الصادرات في 2016", "", "بلغت الصادرات ألف طن.", None, True),
        ("الصادرات في 2015", "", "بلغت الصادرات ألف طن عام 2015.", None, True),
        ("رأي سامي في الاتفاق", "سامي", "الاتفاق ضعيف.", None, False),
        ("رأي سامي في الاتفاق", "سامي", "الاتفاق ضعيف.", "سامي نصار", True),
        ("رأي سامي في الاتفاق", "سامي", "قال سامي إن الاتفاق ضعيف.", None, True),
    ],
)
def test_a_side_of_a_comparison_is_told_by_what_is_of_its_year_or_person(
    question: str, holder: str, text: str, author: str | None, kept: bool
) -> None:
    article = Article("x", "عنوان", text, author=author, published=datetime.date(2016, 3, 1))
    answer = Answer(question, Verdict.ANSWERED, 0.5, (Quote(article, 0, len(text), text, (), 1.0),))
    found = of_side(Response(Interpretation(question), answer), holder).answer
    assert (found.verdict is Verdict.ANSWERED) is kept


def rate(year: int, text: str, value: str) -> Quote:
    article = Article(f"{year}", "الدينار أمام الدولار", text, published=datetime.date(year, 1, 1))
    marked = (Span(text.index(value), text.index(value) + len(value)),) if value else ()
    return Quote(article, 0, len(text), text, marked, 1.0)


@pytest.mark.parametrize(
    ("newer", "value", "first"),
    [
        ("بلغ الدينار 2.356 مقابل الدولار.", "2.356", 2017),
        ("بلغ الدينار 2.3 دينار مقابل الدولار.", "2.3 دينار", 2017),
        ("تراجع الدينار 10 بالمائة أمام الدولار.", "10 بالمائة", 2014),
        ("تراجع الدينار أمام الدولار.", "", 2014),
    ],
)
def test_the_newest_of_like_values_is_told_first(newer: str, value: str, first: int) -> None:
    old, new = rate(2014, "بلغ الدينار 1.63 دينار للدولار.", "1.63 دينار"), rate(2017, newer, value)
    answer = Answer("كم سعر الدينار مقابل الدولار؟", Verdict.ANSWERED, 0.7, (old,))
    response = Response(Interpretation(answer.question), answer)
    told = newest_value(response, (old, new), ["دينار", "دولار"], frozenset({"دينار", "دولار"})).answer.quotes
    assert told[0].article.id == f"{first}"


def test_a_newer_value_of_another_thing_is_no_newer_value() -> None:
    old, new = rate(2014, "ثمن الزيت 8 دينار.", "8 دينار"), rate(2017, "ثمن الخبز 2 دينار.", "2 دينار")
    response = Response(
        Interpretation("كم ثمن الزيت؟"), Answer("كم ثمن الزيت؟", Verdict.ANSWERED, 0.7, (old,))
    )
    assert newest_value(response, (old, new), ["زيت"], frozenset({"دينار"})).answer.quotes == (old,)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("بدأت الغارات. شكك سامي في الخبر.", True),
        ("بدأت الغارات. وصل سامي.", False),
        ("شكك سامي في الخبر.", False),
    ],
)
def test_nobody_is_said_to_be_silent_who_speaks_in_an_article_just_shown_of_that(
    text: str, answered: bool
) -> None:
    shown = Quote(Article("x", "عنوان", text), 0, 4, text[:4], (), 1.0)
    answer = Answer("ما رد سامي على الغارات؟", Verdict.NOT_FOUND, 0.2, (), silent="سامي")
    response = Response(Interpretation(answer.question), answer)
    found = spoken(response, frozenset({"شكك"}), (shown,), ("سامي", "غارات")).answer
    assert [one.text for one in found.quotes] == (["شكك سامي في الخبر."] if answered else [])
    assert bool(found.silent) is not answered


@pytest.mark.parametrize(
    ("marked", "sure"),
    [("48 ساعة", FAIR_CONFIDENCE), ("سليم الحداد", 0.2), ("ساعة", None), ("مهلة", None)],
)
def test_a_number_of_what_is_counted_is_likely_to_be_the_answer(marked: str, sure: float | None) -> None:
    text = "أمهل سليم الحداد السفير مهلة 48 ساعة."
    begin = text.index(marked)
    shown = Quote(Article("x", "عنوان", text), 0, len(text), text, (Span(begin, begin + len(marked)),), 1.0)
    answer = Answer("كم ساعه مهلة السفير؟", Verdict.NOT_FOUND, 0.2, (shown,))
    found = in_form(Response(Interpretation(answer.question), answer)).answer
    assert (found.verdict is Verdict.ANSWERED) is (sure is not None)
    assert found.confidence == (sure or 0.2)


def test_an_answer_with_a_number_of_what_is_counted_is_likely_to_be_right() -> None:
    text = "شارك في 53 مباراة وأحرز 24 هدفاً."
    marked = Span(text.index("24"), len(text) - 1)
    shown = Quote(Article("x", "عنوان", text), 0, len(text), text, (marked,), 1.0)
    answer = Answer("وكم هدف سجل؟", Verdict.ANSWERED, 0.37, (shown,))
    assert in_form(Response(Interpretation(answer.question), answer)).answer.confidence == FAIR_CONFIDENCE
    other = replace(answer, question="وكم كأسا رفع؟")
    assert in_form(Response(Interpretation(other.question), other)).answer.confidence == 0.37


def test_the_words_of_others_are_no_answer_beside_those_of_whom_is_asked() -> None:
    text = "قالت المصادر إن الحرب طويلة. قال سامي إن الحرب قصيرة. وامتدت الحرب."
    article = Article("x", "عنوان", text)
    ends = [text.index("قال سامي"), text.index("وامتدت"), len(text)]
    quotes = tuple(
        Quote(article, start, end, text[start:end], (), 1.0)
        for start, end in zip([0, *ends], ends, strict=False)
    )
    answer = Answer("ماذا قال سامي عن الحرب؟", Verdict.ANSWERED, 0.6, quotes)
    response = Response(Interpretation(answer.question), answer)
    found = in_own_words(response, ("سامي", "حرب"), frozenset({"قال", "قالت"})).answer
    assert found.quotes == quotes[1:]


def test_of_numbers_of_several_days_the_newest_is_told_first() -> None:
    text = "ارتفع عدد القتلى إلى 30 قتيلا."
    mark = Span(text.index("30"), text.index("30") + 2)

    def told(name: str, day: int, *marks: Span) -> Quote:
        article = Article(name, "عنوان", text, published=datetime.date(2017, 6, day))
        return Quote(article, 0, len(text), text, marks, 1.0)

    quotes = [told("first", 15, mark), told("none", 18), told("last", 17, mark)]
    assert [one.article.id for one in newest_numbers(quotes)] == ["last", "first", "none"]
