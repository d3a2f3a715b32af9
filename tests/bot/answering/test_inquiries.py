"""How an archive is asked what is meant."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.answering.inquiries import Inquiries, likely, unless_numbered
from bot.answering.inquiries import interpreter as shipped_interpreter
from bot.answering.responder import responder
from bot.answering.telling.responses import Response
from bot.catalogue.records import Holdings
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Scope, Span, Verdict
from tests.support.meaning import interpreter
from tests.support.unlisted import Unlisted

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from tests.support.clock import Clock


def whole_of(article: Article) -> Quote:
    return part(article, Span(0, len(article.text)))


SINCE_2015 = Scope(first=datetime.date(2015, 1, 1))


@dataclass
class Archive(Unlisted):
    """Answers whatever is not kept within a scope."""

    answers_within: bool = True
    asked: list[tuple[str, Scope | None]] = field(default_factory=list)
    counted: int = 0

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        self.asked.append((question, scope))
        found = self.answers_within or scope is None
        return Answer(question, Verdict.ANSWERED if found else Verdict.NOT_FOUND, 0.5)

    async def holdings(self) -> Holdings:
        self.counted += 1
        return Holdings(1, (("النافذة", 1),), datetime.date(2010, 1, 1), datetime.date(2020, 1, 1))


async def test_the_archive_is_asked_within_the_filters_and_the_answer_names_them() -> None:
    archive = Archive()
    response = await Inquiries(archive, interpreter()).ask("ماذا قال الوزير عن الجسر منذ 2015؟")
    assert archive.asked == [("ماذا قال الوزير عن الجسر؟", SINCE_2015)]
    assert response.answer.question == response.meant.question == "ماذا قال الوزير عن الجسر منذ 2015؟"
    assert not response.completed
    assert not response.loosened


async def test_filters_that_leave_no_answer_are_given_up_step_by_step() -> None:
    archive = Archive(answers_within=False)
    response = await Inquiries(archive, interpreter()).ask("ماذا قال الوزير عن الجسر منذ 2015 بحسب النافذة؟")
    assert response.loosened == ("منذ 2015", "بحسب النافذة") and response.kept == ()
    assert archive.asked[1] == ("ماذا قال الوزير عن الجسر؟", SINCE_2015)
    assert archive.asked[-1] == ("ماذا قال الوزير عن الجسر منذ 2015؟", None)


async def test_a_question_leans_on_the_one_before_it() -> None:
    archive = Archive()
    response = await Inquiries(archive, interpreter()).ask(
        "وماذا قال عن الميناء؟", "ماذا قال الوزير عن الجسر؟"
    )
    assert response.completed
    assert archive.asked == [("ماذا قال الوزير عن الميناء؟", None)]


async def test_what_the_archive_holds_is_looked_up_once_a_minute(clock: Clock) -> None:
    archive = Archive()
    inquiries = Inquiries(archive, interpreter(), clock=clock)
    for now in (0, 30, 59, 61):
        clock.now = now
        await inquiries.ask("أين الجسر؟")
    assert archive.counted == 2


def test_the_word_lists_are_made_once_for_all_surfaces(settings: Settings, messages: Messages) -> None:
    known = configuration.language(settings)
    first, second = (shipped_interpreter(settings, known) for _ in range(2))
    replying = [responder(Inquiries(Archive(), first), settings, known, messages) for _ in range(2)]

    assert first.cues is second.cues
    assert replying[0].given_names is replying[1].given_names


@dataclass
class Unsure(Archive):
    """Answers anything, as unsure as can be."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        quote = whole_of(Article("a", "عنوان", "أعلنت البلدية أن الحجاج عادوا إلى بلدانهم قبل أسبوع."))
        return Answer(question, Verdict.ANSWERED, 0.06, (quote,))


async def test_what_is_as_good_as_sure_to_be_none_is_no_answer_within_what_was_shown_either() -> None:
    inquiries = Inquiries(Unsure(), interpreter())
    nearest = await inquiries.among("كم حاجا مات في منى؟", None, {"a"})
    assert nearest.verdict is Verdict.NOT_FOUND and nearest.quotes
    told = likely(await inquiries.ask("كم حاجا مات في منى؟"))
    assert told.answer.verdict is Verdict.NOT_FOUND and not told.answer.quotes


@pytest.mark.parametrize(
    ("asked", "sure"),
    [
        ("كم سعر الآيفون 15؟", False),
        ("كم سعر الآيفون 6؟", True),
        ("كم سعر الآيفون في 15 مارس؟", True),
        ("كم قتل 15 في الهجوم؟", True),
        ("كم سعر الآيفون؟", True),
    ],
)
def test_a_number_that_is_a_part_of_a_name_has_to_stand_in_what_is_quoted(asked: str, sure: bool) -> None:
    told = whole_of(Article("phone", "الآيفون 6", "يبدأ سعر الآيفون 6 من 199 دولارا."))
    response = Response(Interpretation(asked), Answer(asked, Verdict.ANSWERED, 0.8, (told,)))
    assert (unless_numbered(response, interpreter()).answer.confidence >= FAIR_CONFIDENCE) is sure
