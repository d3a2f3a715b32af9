"""How an answer is best told after the quotes before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.answering.context.asked import Shown
from bot.answering.context.continuations import Continuations
from bot.answering.context.follow_ups import FollowUps
from bot.answering.inquiries import Inquiries
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Scope, Span, Verdict
from tests.bot.answering.archives import EARLIER, TEXT, Archive, quote
from tests.support.meaning import FACETS, interpreter


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
    inquiries = Inquiries(Further("", ""), interpreter())
    meant = interpreter().understand(said, "من هو سفيان الشورابي؟", FACETS)
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}, (quote("shown"),)))
    more = await Continuations(inquiries).more(response, said, (quote("shown"),))
    assert [one.text for one in more.answer.quotes] == ["وأضاف أنه سيزور تركيا.", TEXT] if more else not found


class Ages(Further):
    """Tells an age in the sentence that was shown, and names the noun in another one."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        article = Article("dog", "عنوان", "عض كلب طفلا عمره 7 سنوات. وطالب والد الطفل بالعلاج.")
        shown, behind = (part(article, Span(*span)) for span in ((0, 25), (26, len(article.text))))
        marked = replace(shown, highlights=(Span(17, 24),))
        return Answer(question, Verdict.ANSWERED, 0.5, (marked, behind) if scope else (marked,))


@pytest.mark.parametrize(("said", "found"), [("كم عمر الطفل؟", False), ("وماذا طلب والد الطفل؟", True)])
async def test_what_was_shown_and_counts_what_is_asked_needs_nothing_before_it(
    said: str, found: bool
) -> None:
    ages = Ages("", "")
    shown = (await ages.ask("")).quotes
    meant = interpreter().understand(said, "هل عض كلب طفلا؟", FACETS)
    response = Response(meant, await ages.ask(said), completed=True)
    more = await Continuations(Inquiries(ages, interpreter())).more(response, said, shown)
    assert bool(more) is found


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
    continuations = Continuations(Inquiries(Archive("", ""), interpreter()))
    more = await continuations.more(Response(Interpretation(said), answer), said, (shown,))
    assert bool(more) is told
    if more:
        assert more.answer.quotes[0].text.endswith("في فيتنام.")
        assert more.answer.confidence == FAIR_CONFIDENCE


@pytest.mark.parametrize(("said", "first"), [("وين كان هذا الاتفاق؟", 1), ("مين وقع هذا الاتفاق؟", 0)])
def test_a_place_just_quoted_comes_first_where_a_follow_up_asks_where(said: str, first: int) -> None:
    told = ("الاتفاق ابتزاز روسي على أمريكا.", "توصل الوزيران في جنيف إلى الاتفاق.")
    article = Article("shown", "عنوان", " ".join(told))
    begin = len(told[0]) + 1
    other, shown = part(article, Span(0, begin - 1)), part(article, Span(begin, begin + len(told[1])))
    meant = interpreter().understand(said, "متى اتفقت أمريكا وروسيا؟", FACETS)
    answer = Answer(said, Verdict.ANSWERED, HIGH_CONFIDENCE, (other, shown))
    continuations = Continuations(Inquiries(Archive("", ""), interpreter()))
    found = continuations.settled(meant, Response(meant, answer), said, {"shown"}, (shown,))
    assert found.answer.quotes[0].text == told[first]


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
    inquiries = Inquiries(archive, interpreter())
    response = await FollowUps(inquiries).answer(meant, said, None, Shown(shown, last))
    return Continuations(inquiries).settled(meant, response, said, shown, last).answer


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


async def test_a_story_that_is_only_pointed_at_needs_no_word_of_it_in_the_quote() -> None:
    text = "وقع ذلك يوم 4 ديسمبر 2016."
    day = Span(text.index("4"), text.index("."))
    near = Telling("shown", "", Verdict.NOT_FOUND, text, (day,))
    assert (await answered(near, "وقتاش صارت الحكاية هاذي؟", quote("shown"))).verdict is Verdict.ANSWERED
    assert (await answered(near, "وقتاش صارت الحملة؟", quote("shown"))).verdict is Verdict.NOT_FOUND


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
    continuations = Continuations(Inquiries(Archive("shown", "shown"), interpreter()))
    found = Response(meant, Answer(meant.question, Verdict.ANSWERED, 0.9, (lasts, begins)), completed=True)
    told = continuations.settled(meant, found, "ومتى تبدا؟", {"shown"}, (begins,))
    assert told.answer.quotes == (begins, lasts)
    undated = replace(quote("shown"), text="ماتت الناقة.", highlights=(Span(0, 4),))
    mixed = replace(found, answer=replace(found.answer, quotes=(undated, begins)))
    told = continuations.settled(meant, mixed, "ومتى تبدا؟", {"shown"}, (undated,))
    assert told.answer.quotes == (begins, undated)
