"""The list of what somebody follows, with buttons to end each, and to choose when they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.following.records import Kind
from bot.telegram.following.notices import name
from bot.telegram.messages.follow_press import FollowAct, FollowPress
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import InlineKeyboardButton

    from bot.configuration.messages import Messages
    from bot.following.records import Followed, Follower, Rhythm

    Row = list[InlineKeyboardButton]

IN_A_ROW = 5
HOURS_IN_A_ROW = 6
ZONES_IN_A_ROW = 3


def panel(
    follower: Follower | None, followed: Sequence[Followed], messages: Messages, *, private: bool
) -> Reply:
    """Return what is followed and when it is told, or that nothing is."""
    texts, labels = messages.following, messages.following.buttons
    if follower is None or not followed:
        return Reply(sentences(texts.none if private else texts.group_none))
    lines = [texts.head]
    lines += [
        texts.item.format(number=number, subject=name(one, messages))
        for number, one in enumerate(followed, 1)
    ]
    ends = [
        FollowPress(FollowAct.DROP, "", one.id).labelled(labels.stop_number.format(number=number))
        for number, one in enumerate(followed, 1)
    ]
    when = [
        FollowPress(FollowAct.HOURS).labelled(labels.hour),
        FollowPress(FollowAct.ZONES).labelled(labels.zone),
    ]
    if private:
        when.insert(1, FollowPress(FollowAct.QUIETS).labelled(labels.quiet))
    rows = [*_rows(ends, IN_A_ROW), when, [FollowPress(FollowAct.ALL).labelled(labels.end_all)]]
    text = "\n".join([*lines, "", rhythm(follower.rhythm, messages)])
    return Reply(sentences(text), InlineKeyboardMarkup(rows))


def rhythm(kept: Rhythm, messages: Messages) -> str:
    """Return in words when a follower is told."""
    texts = messages.following
    said = texts.at_once if kept.hour is None else texts.daily.format(hour=clock(kept.hour, messages))
    if kept.quiet:
        first, until = (clock(hour, messages) for hour in kept.quiet)
        said += " " + texts.quiet.format(first=first, until=until)
    if kept.quiet or kept.hour is not None:
        said += " " + texts.zone.format(
            zone=dict(_cities(messages)).get(kept.zone) or kept.zone or messages.following.machine_zone
        )
    return said


def hours(follower: Follower, messages: Messages) -> Reply:
    """Return the hours of a digest to choose from; a reader may be told at once, too."""
    labels = messages.following.buttons
    rows = [*_clock(FollowAct.HOUR, "", messages), _back(messages)]
    if follower.private:
        rows.insert(0, [FollowPress(FollowAct.AT_ONCE).labelled(labels.at_once)])
    return Reply(sentences(messages.following.choose_hour), InlineKeyboardMarkup(rows))


def quiets(messages: Messages, first: int | None = None) -> Reply:
    """Return the hours from which on, or then (after `first`) until which, nobody is told."""
    texts = messages.following
    if first is not None:
        asked = texts.choose_quiet_end.format(first=clock(first, messages))
        rows = [*_clock(FollowAct.UNTIL, f"{first:02}", messages), _back(messages)]
        return Reply(sentences(asked), InlineKeyboardMarkup(rows))
    never = [FollowPress(FollowAct.NEVER).labelled(texts.buttons.never_quiet)]
    rows = [never, *_clock(FollowAct.QUIET, "", messages), _back(messages)]
    return Reply(sentences(texts.choose_quiet), InlineKeyboardMarkup(rows))


def zones(messages: Messages) -> Reply:
    """Return the cities whose clock can be chosen."""
    buttons = [
        FollowPress(FollowAct.ZONE, "", number).labelled(city)
        for number, (_, city) in enumerate(_cities(messages))
    ]
    rows = [*_rows(buttons, ZONES_IN_A_ROW), _back(messages)]
    return Reply(sentences(messages.following.choose_zone), InlineKeyboardMarkup(rows))


def zone_of(number: int, messages: Messages) -> str | None:
    """Return the zone of the city of that number (from 0)."""
    cities = list(_cities(messages))
    return cities[number][0] if number < len(cities) else None


def wishes_last(followed: Sequence[Followed]) -> list[Followed]:
    """Return subjects before the questions that wait for an answer, each in order."""
    return sorted(followed, key=lambda one: one.topic.kind is Kind.QUESTION)


def clock(hour: int, messages: Messages) -> str:
    """Return an hour as clocks show it."""
    return messages.following.clock.format(hour=hour)


def _clock(act: FollowAct, key: str, messages: Messages) -> list[Row]:
    buttons = [FollowPress(act, key, hour).labelled(clock(hour, messages)) for hour in range(24)]
    return _rows(buttons, HOURS_IN_A_ROW)


def _cities(messages: Messages) -> Iterator[tuple[str, str]]:
    for line in messages.following.zones:
        zone, _, city = line.partition(" ")
        yield zone, city.replace("_", " ")


def _back(messages: Messages) -> Row:
    return [FollowPress(FollowAct.PANEL).labelled(messages.following.buttons.back)]


def _rows(buttons: Row, most: int) -> list[Row]:
    return [buttons[first : first + most] for first in range(0, len(buttons), most)]
