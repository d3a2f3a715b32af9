"""What followers are told, as messages: one for each story, or several stories in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.answering.lists import section_name
from bot.following.records import Kind
from bot.rendering.texts import date, one_line
from bot.telegram.messages import editorial, keyboards, rendering
from bot.telegram.messages.follow_press import FollowAct, FollowPress
from bot.telegram.messages.html import clipped, units
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from bot.configuration.messages import Messages
    from bot.editorial.records import ResolvedAnswer
    from bot.following.records import Followed
    from retrieval.records import Quote

SUBJECT_UNITS = 60
LABEL_UNITS = 30
STOPS = 2
"""Buttons that end the following of a subject, under one story."""
_DIGEST_UNITS = 3600
_SHOWN, _QUOTED = 15, 4
"""Stories of a digest, and those of them whose words are quoted; of the others it names the headlines."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its quote, what of it is followed, and the ids of the notices that tell it."""

    quote: Quote
    followed: tuple[Followed, ...]
    notices: tuple[int, ...]


def story(about: Story, handle: str, messages: Messages) -> Reply:
    """Return the message that tells one story, with buttons to its context and to stop."""
    texts = messages.following
    questions = [one for one in about.followed if one.topic.kind is Kind.QUESTION]
    if questions:
        head = texts.news_answer.format(
            question=clipped(one_line(questions[0].topic.subject), SUBJECT_UNITS * 2)
        )
    else:
        head = texts.news.format(subjects=named(about.followed, messages))
    text = rendering.parts(head, [about.quote], "", messages)
    opening = keyboards.opening(handle, [about.quote], messages)
    stops = []
    for one in about.followed[:STOPS]:
        if one.topic.kind is not Kind.QUESTION:
            label = texts.buttons.stop
            if len(about.followed) > 1:
                subject = clipped(one_line(one.topic.subject), LABEL_UNITS)
                label = texts.buttons.stop_of.format(subject=subject)
            stops.append(FollowPress(FollowAct.STOP, "", one.id).labelled(label))
    contexts = list(opening.inline_keyboard[0]) if opening else []
    rows = [contexts, stops] if len(stops) > 1 else [[*contexts, *stops]]
    return Reply(text, InlineKeyboardMarkup(rows))


def editors(followed: Followed, shown: ResolvedAnswer, messages: Messages) -> Reply:
    """Return the message that tells a reader what the editors have answered."""
    question = clipped(one_line(followed.topic.subject), SUBJECT_UNITS * 2)
    head = messages.following.editors_answer.format(question=question)
    return Reply(f"{sentences(head)}\n\n{editorial.block(shown, messages)}")


def digest(stories: Sequence[Story], head: str, messages: Messages) -> Reply:
    """Return one message that tells several stories under what is followed, as many as find room."""
    texts = messages.following
    blocks, room, shown, label = [sentences(head)], _DIGEST_UNITS, 0, ""
    for one in stories:
        subjects = named(one.followed, messages)
        heading = f"<b>{sentences(subjects)}</b>\n" if subjects != label else ""
        block = heading + rendering.brief(one.quote, messages, quoted=shown < _QUOTED)
        if units(block) > room or shown == _SHOWN:
            break
        room, shown, label = room - units(block), shown + 1, subjects
        blocks.append(block)
    if left := len(stories) - shown:
        blocks.append(sentences(texts.further.of(left)))
    manage = FollowPress(FollowAct.PANEL).labelled(texts.buttons.manage)
    return Reply("\n\n".join(blocks), InlineKeyboardMarkup([[manage]]))


def digest_head(day: datetime.date, messages: Messages) -> str:
    """Return what a daily digest begins with."""
    return messages.following.digest.format(date=date(day, messages))


def named(followed: Sequence[Followed], messages: Messages) -> str:
    """Return what is followed, in words."""
    return messages.citation.comma.join(dict.fromkeys(name(one, messages) for one in followed))


def name(one: Followed, messages: Messages) -> str:
    """Return what one thing that is followed is called."""
    texts, topic = messages.following, one.topic
    subject = clipped(one_line(topic.subject), SUBJECT_UNITS)
    match topic.kind:
        case Kind.SECTION:
            return texts.section.format(section=section_name(topic.subject, messages))
        case Kind.OUTLET:
            return texts.outlet.format(outlet=subject)
        case Kind.QUESTION:
            return texts.question.format(question=subject)
        case _:
            called = texts.subject.format(subject=subject)
    if not topic.outlet:
        return called
    outlet = texts.outlet.format(outlet=clipped(one_line(topic.outlet), SUBJECT_UNITS))
    return texts.within.format(subject=called, outlet=outlet)
