"""What goes on with a story though it seems to be of something else, and what is nearest where nothing answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.answering.context.asked import Shown
from bot.answering.context.follow_ups import FollowUps
from bot.answering.inquiries import Inquiries
from retrieval.records import Answer, Scope, Verdict
from tests.bot.answering.archives import Archive, quote
from tests.support.meaning import FACETS, interpreter


@dataclass
class OfPhones(Archive):
    """Tells of all devices on planes, and in context of the phones that were spoken of."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        of_them = "(" in question and self.inside
        text = "يمنع حمل الهواتف على طائرات الخطوط." if of_them else "يمنع حمل الأجهزة على طائرات الخطوط."
        told = replace(quote("phones" if of_them else "devices"), text=text)
        told = replace(told, article=replace(told.article, text=text))
        return Answer(question, Verdict.ANSWERED, 0.4, (told,))


@pytest.mark.parametrize(
    ("said", "knows", "article"),
    [
        ("هل يسمح بحملها في طائرات الخطوط التونسية؟", True, "phones"),
        ("هل يسمح بحملها في طائرات الخطوط التونسية؟", False, "devices"),
        ("هل يسمح بحمل الأجهزة في طائرات الخطوط التونسية؟", True, "devices"),
    ],
)
async def test_what_a_pronoun_stands_for_is_told_of_where_an_article_tells_of_it(
    said: str, knows: bool, article: str
) -> None:
    archive = OfPhones("devices", "phones" if knows else "")
    meant = interpreter().understand(said, "لماذا انفجرت الهواتف؟", FACETS)
    response = await FollowUps(Inquiries(archive, interpreter())).answer(meant, said, None, Shown())
    assert response.answer.quotes[0].article.id == article


@dataclass
class OfCrisis(Archive):
    """Tells by itself of an earthquake in Turkey, and in context of what Turkey said of the crisis."""

    sure: float = 0.3

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        of_it = "(" in question
        text = "عرضت تركيا حل الخلاف بين قطر وجيرانها." if of_it else "رد زلزال في تركيا الناس عن بيوتهم."
        told = replace(quote("crisis" if of_it else "quake"), text=text)
        told = replace(told, article=replace(told.article, text=text))
        return Answer(question, Verdict.ANSWERED, 0.4 if of_it else self.sure, (told,))


@pytest.mark.parametrize(
    ("said", "sure", "article"),
    [
        ("كيف ردت تركيا؟", 0.3, "crisis"),
        ("ما موقف تركيا؟", 0.3, "crisis"),
        ("كيف ردت تركيا؟", 0.6, "quake"),
        ("متى وقع زلزال إزمير الكبير في تركيا؟", 0.3, "quake"),
        ("كيف يرد الناس؟", 0.3, "quake"),
    ],
)
async def test_what_asks_little_of_a_country_is_of_what_was_spoken_of_unless_it_has_a_fair_answer(
    said: str, sure: float, article: str
) -> None:
    meant = interpreter().understand(said, "ما هي أسباب الأزمة القطرية؟", FACETS)
    inquiries = Inquiries(OfCrisis("", "", sure), interpreter())
    response = await FollowUps(inquiries).answer(meant, said, None, Shown())
    assert response.answer.quotes[0].article.id == article
    assert ("(أسباب الأزمة القطرية)" in response.meant.question) is (article == "crisis")


@dataclass
class OfCase(Archive):
    """Tells by itself of an arrest for theft, and in context of one in the case that was spoken of."""

    sure: float = 0.6

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        of_it = "(" in question
        text = (
            "أوقفت الشرطة رجلا في قضية اغتيال محمد الزواري." if of_it else "أوقفت الشرطة سارقا في قضية بنك."
        )
        told = replace(quote("case" if of_it else "bank"), text=text)
        told = replace(told, article=replace(told.article, text=text))
        return Answer(question, Verdict.ANSWERED, self.sure if of_it else 0.4, (told,))


@pytest.mark.parametrize(("sure", "article"), [(0.6, "case"), (0.45, "bank")])
async def test_what_names_nobody_is_of_what_was_spoken_of_where_that_is_told_fairly(
    sure: float, article: str
) -> None:
    said = "هل أوقفت الشرطة أحدا في القضية؟"
    meant = interpreter().understand(said, "من قتل المهندس محمد الزواري؟", FACETS)
    inquiries = Inquiries(OfCase("", "", sure), interpreter())
    response = await FollowUps(inquiries).answer(meant, said, None, Shown())
    assert response.answer.quotes[0].article.id == article


class OfShips(Archive):
    """Answers nothing, and has a sentence on a sea in what was shown."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        told = replace(quote("shown"), text="لقي 600 مهاجر حتفهم وهم يعبرون البحر إلى إيطاليا.")
        told = replace(told, article=replace(told.article, text=told.text))
        return Answer(question, Verdict.NOT_FOUND, 0.02, (told,) if scope else ())


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("كام مهاجر مات وهو بيعدي؟", True),
        ("كم سعر الذهب؟", False),
        ("كم مهاجرا في اليابان؟", False),
        ("كم مهاجرا مات في العام الماضي من الذين ركبوا السفن وعبروا إلى الجنوب؟", False),
    ],
)
async def test_what_nothing_answers_is_refused_with_what_is_nearest_where_it_names_a_noun_of_that_and_nobody(
    said: str, near: bool
) -> None:
    before = "ما حكاية الرضيع؟"
    first = (await OfShips("", "").ask(before, scope=Scope())).quotes
    meant = interpreter().understand(said, before, FACETS)
    inquiries = Inquiries(OfShips("", ""), interpreter())
    response = await FollowUps(inquiries).answer(meant, said, None, Shown({"shown"}, first, before))
    assert response.answer.verdict is Verdict.NOT_FOUND
    assert bool(response.answer.quotes) is near
