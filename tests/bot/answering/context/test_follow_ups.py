"""Which of two answers a question gets that may lean on what was spoken of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.answering.context.asked import Shown
from bot.answering.context.follow_ups import FollowUps
from bot.answering.inquiries import Inquiries
from bot.answering.telling.responses import Response
from bot.catalogue.records import Holdings
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Article, Quote, Scope, Span, Verdict
from tests.bot.answering.archives import EARLIER, TEXT, Archive, quote
from tests.support.meaning import FACETS, interpreter
from tests.support.unlisted import Unlisted


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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
    assert response.completed is leans
    assert ("(سفيان ونذير)" in response.meant.question) is leans
    assert response.meant.after == ("سفيان ونذير" if leans else "")


@dataclass
class Marked(Archive):
    """Has nothing but the name of an animal, which may be the answer."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        shown = replace(quote("shown"), highlights=(Span(5, 11),))
        return Answer(question, Verdict.NOT_FOUND, 0.2, (shown,) if scope else ())


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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}, (last,)))
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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(
        meant, said, None, Shown({"first", "second"}, (quote("first"),))
    )
    assert response.answer.quotes[0].article.id == article


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
    response = await FollowUps(inquiries).answer(meant, "ومن أنقذ الرضيع؟", None, Shown({"told", "shown"}))
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


@pytest.mark.parametrize(("said", "leans"), [("منو القائد؟", True), ("وشنو وقع في الحسيمة؟", False)])
async def test_a_common_noun_without_a_sure_answer_is_of_what_was_spoken_of_a_place_is_not(
    said: str, leans: bool
) -> None:
    inquiries = Inquiries(Unsure("other", "third"), interpreter())
    response = await FollowUps(inquiries).answer(
        interpreter().understand(said, EARLIER, FACETS), said, None, Shown({"shown"})
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
    response = await FollowUps(inquiries).answer(meant, "وكم عمره؟", None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
    assert response.answer.quotes[0].article.id == article


class Refusing(Archive):
    """Has no answer at all."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        return Answer(question, Verdict.NOT_FOUND, 0.1, ())


@pytest.mark.parametrize(("said", "leans"), [("الدينار بقداش", False), ("متى أقيل المدير؟", True)])
async def test_a_noun_that_is_of_nothing_else_is_refused_by_itself(said: str, leans: bool) -> None:
    inquiries = Inquiries(Refusing("", ""), interpreter())
    meant = interpreter().understand(said, "شو صار بفيتنام؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
    assert response.completed is leans


@pytest.mark.parametrize(("said", "near"), [("هل الناقة تلعب؟", 1), ("هل الجمل يلعب؟", 0)])
async def test_the_nearest_of_what_was_shown_is_quoted_where_it_has_the_name_that_is_asked_of(
    said: str, near: int
) -> None:
    inquiries = Inquiries(Nearest("", ""), interpreter())
    meant = replace(interpreter().understand(said, None, FACETS), goes_on=True)
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}))
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
    response = await FollowUps(inquiries).answer(meant, "شكون المخرجة", None, Shown({"shown"}, last))
    assert response.meant.question == "شكون المخرجة (زينب تكره الثلج)؟"


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
        meant, "ماذا قال عنه؟", None, Shown({"x"})
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
    response = await follow_ups.answer(meant, said, None, Shown({"shown"}, (quote("shown"),)))
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
    response = await FollowUps(Inquiries(Exits(), interpreter())).answer(meant, said, None, Shown({"shown"}))
    assert response.meant.question == inside and response.completed is named


async def test_what_an_article_has_a_noun_of_and_nothing_answers_keeps_what_was_spoken_of() -> None:
    @dataclass
    class OfWayAlone(Unlisted):
        async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
            return Answer(question, Verdict.NOT_FOUND, 0.1, (quote("shown"),) if scope else ())

        async def holdings(self) -> Holdings:
            return Holdings(1, (), None, None)

    said = "وين سكرو الطريق؟"
    meant = interpreter().understand(said, EARLIER, FACETS)
    before = Shown({"shown"}, (quote("shown"),))
    response = await FollowUps(Inquiries(OfWayAlone(), interpreter())).answer(meant, said, None, before)
    assert response.meant.question == "وين سكرو الطريق (سفيان ونذير)؟" and response.completed
    assert response.answer.quotes


@pytest.mark.parametrize(("told", "kept"), [("حبس اللصوص في السجن.", False), ("حبس سفيان ونذير.", True)])
async def test_what_leans_is_not_answered_by_what_an_article_of_something_else_likely_tells(
    told: str, *, kept: bool
) -> None:
    @dataclass
    class OfThieves(Unlisted):
        async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
            article = Article("other", "خبر", told)
            found = Quote(article, 0, len(told), told, (), 1.0)
            verdict = Verdict.NOT_FOUND if scope else Verdict.ANSWERED
            return Answer(question, verdict, 0.4, () if scope else (found,))

        async def holdings(self) -> Holdings:
            return Holdings(1, (), None, None)

    meant = interpreter().understand("حبسوه؟", EARLIER, FACETS)
    before = Shown({"shown"}, (quote("shown"),))
    response = await FollowUps(Inquiries(OfThieves(), interpreter())).answer(meant, "حبسوه؟", None, before)
    assert bool(response.answer.quotes) is kept


@pytest.mark.parametrize(("article", "tied"), [("other", False), ("shown", True)])
async def test_what_is_only_joined_on_goes_on_in_no_article_but_those_that_were_shown(
    article: str, *, tied: bool
) -> None:
    follow_ups = FollowUps(Inquiries(Archive("", article), interpreter()))
    said = "وهنري كان بيلعب فين؟"
    meant = interpreter().understand(said, "متى ماتت الناقة؟", FACETS)
    response = await follow_ups.answer(meant, said, None, Shown({"shown"}, (quote("shown"),)))
    assert (response.answer.verdict is Verdict.ANSWERED) is tied


async def test_what_is_nearest_is_of_the_article_quoted_first_if_it_has_anything() -> None:
    @dataclass
    class OfTwo(Unlisted):
        async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
            first = scope is not None and scope.articles == ("shown",)
            found = (quote("shown" if first else "second"),) if scope else ()
            return Answer(question, Verdict.NOT_FOUND, 0.1, found)

        async def holdings(self) -> Holdings:
            return Holdings(1, (), None, None)

    meant = interpreter().understand("وما عقوبتهم؟", "كم قطعة أثرية وجدت في جربة؟", FACETS)
    before = Shown({"shown", "second"}, (quote("shown"), quote("second")))
    response = await FollowUps(Inquiries(OfTwo(), interpreter())).answer(meant, "وما عقوبتهم؟", None, before)
    assert response.answer.verdict is Verdict.NOT_FOUND
    assert [one.article.id for one in response.answer.quotes] == ["shown"]


@pytest.mark.parametrize(
    ("told", "means"),
    [("في إيران تسع عواصم.", "كم عاصمة دعت إلى مراجعة النهج مع إيران؟"), ("تسع عواصم.", "إيران؟")],
)
async def test_a_place_named_alone_is_told_by_what_was_shown_where_no_quote_on_the_last_question_names_it(
    told: str, means: str
) -> None:
    @dataclass
    class Capitals(Unlisted):
        async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
            text = "حثت دمشق الميليشيات الإيرانية." if question == "إيران" and scope else told
            found = Verdict.NOT_FOUND if scope else Verdict.ANSWERED
            return Answer(question, found, 0.9, (replace(quote("shown"), text=text),))

        async def holdings(self) -> Holdings:
            return Holdings(1, (), None, None)

    said = "وإيران؟"
    meant = interpreter().understand(said, "كم عاصمة دعت إلى مراجعة النهج مع سوريا؟", FACETS)
    response = await FollowUps(Inquiries(Capitals(), interpreter())).answer(
        meant, said, None, Shown({"shown"})
    )
    assert response.meant.question == means and response.answer.verdict is Verdict.ANSWERED
    assert "إيران" in response.answer.quotes[0].text


@dataclass
class OfTwoDays(Archive):
    """Tells of two raids: of the one that was shown, and of another in the same month, which answers more surely."""

    sure: float = 0.4

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        text = "حجزت سيارات مسروقة في نابل وأوقف 53 شخصا." if scope else "أوقف سائقان في نابل في أفريل."
        told = replace(quote("shown" if scope else "other"), text=text)
        told = replace(told, article=replace(told.article, text=text))
        verdict = Verdict.NOT_FOUND if scope else Verdict.ANSWERED
        return Answer(question, verdict, 0.1 if scope else self.sure, (told,))


@pytest.mark.parametrize(
    ("before", "said", "article"),
    [
        ("كم سيارة مسروقة حجزت في نابل؟", "وكم شخصا وقفوا؟", "shown"),
        ("كم سائقا أوقف في نابل؟", "وكم شخصا وقفوا؟", "other"),
        ("ماذا قال الوزير عن سيارات مسروقة في نابل؟", "وين حجزوها؟", "shown"),
    ],
)
async def test_what_names_nothing_is_of_the_article_quoted_first_where_another_tells_less_of_what_was_asked(
    before: str, said: str, article: str
) -> None:
    inquiries = Inquiries(OfTwoDays("", ""), interpreter())
    first = (await OfTwoDays("", "").ask(before, scope=Scope())).quotes
    meant = interpreter().understand(said, before, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}, first, before))
    assert response.answer.quotes[0].article.id == article


@dataclass
class OfJobs(Archive):
    """Tells of two jobs: of the one that was shown, which has no sure answer, and of another that has one."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        text = "يفرض المعهد شروطا صارمة على المترشحين." if scope else "من الشروط المطلوبة إتقان الخدمة."
        told = replace(quote("shown" if scope else "other"), text=text)
        told = replace(told, article=replace(told.article, text=text))
        return Answer(
            question, Verdict.NOT_FOUND if scope else Verdict.ANSWERED, 0.1 if scope else 0.4, (told,)
        )


@pytest.mark.parametrize(
    ("said", "article"),
    [
        ("وما الشروط المطلوبة في المتقدمين؟", "shown"),
        ("ما هي هذه الشروط المطلوبة؟", "shown"),
        ("وما شروط السفر إلى ألمانيا؟", "other"),
        ("وما المؤهلات العلمية؟", "other"),
    ],
)
async def test_what_is_joined_on_with_a_noun_of_the_article_quoted_first_is_of_that_though_it_answers_less_surely(
    said: str, article: str
) -> None:
    before = "كم يدفع المعهد للمترشحين؟"
    inquiries = Inquiries(OfJobs("", ""), interpreter())
    first = (await OfJobs("", "").ask(before, scope=Scope())).quotes
    meant = interpreter().understand(said, before, FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}, first, before))
    assert response.answer.quotes[0].article.id == article
    assert response.completed is (article == "shown")
