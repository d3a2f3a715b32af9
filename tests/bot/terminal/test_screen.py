"""What a terminal or a pipe is given to show."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.rendering.bidi import arranged
from bot.terminal.screen import Screen
from retrieval.records import Article, Quote, Span

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

QUOTED = "قال الرئيس بوتين إن روسيا ستدعم سوريا في عام 2014."
TEXT = f"مقدمة قصيرة.\nعنوان فرعي\n{QUOTED} وأضاف أن الأمر محسوم.\nخاتمة."
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def article(text: str = TEXT, title: str = "روسيا وسوريا", outlet: str | None = "BBC Arabic") -> Article:
    return Article("1", title, text, outlet, None, datetime.date(2014, 9, 28), "https://example.com/1")


def quote(source: Article, text: str = QUOTED, *highlighted: str) -> Quote:
    start = source.text.index(text)
    spans = tuple(Span(text.index(word), text.index(word) + len(word)) for word in highlighted)
    return Quote(source, start, start + len(text), text, spans, 1.0)


def console(*, terminal: bool, width: int = 40, **environ: str) -> Console:
    return Console(
        file=io.StringIO(),
        force_terminal=terminal,
        width=width,
        color_system="standard" if terminal else None,
        _environ=environ,
    )


def output(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_other_outlets_of_the_story_stand_in_the_citation(messages: Messages) -> None:
    pipe = console(terminal=False)
    Screen(pipe, messages).quote(1, replace(quote(article()), also=("وكالة الوادي",)))
    assert "28 سبتمبر 2014 · ونشرته أيضًا: وكالة الوادي" in output(pipe)


def test_in_a_pipe_a_quote_without_its_marks_is_verbatim_on_one_line(messages: Messages) -> None:
    pipe = console(terminal=False)
    Screen(pipe, messages).quote(2, quote(article(), QUOTED, "الرئيس", "بوتين", "2014"))
    assert output(pipe).splitlines() == [
        "المقتطف 2",
        "قال **الرئيس بوتين** إن روسيا ستدعم سوريا في عام **2014**.",
        "— روسيا وسوريا · BBC Arabic · 28 سبتمبر 2014",
        "https://example.com/1",
    ]


def test_a_quote_that_is_cut_out_of_a_sentence_begins_and_ends_with_dots(messages: Messages) -> None:
    cut = quote(article(), "روسيا ستدعم سوريا", "سوريا")
    pipe = console(terminal=False)
    Screen(pipe, messages).quote(1, replace(cut, opens_inside=True, closes_inside=True))
    Screen(pipe, messages).parts([replace(cut, opens_inside=True)])
    lines = output(pipe).splitlines()
    assert "…روسيا ستدعم **سوريا**…" in lines
    assert "…روسيا ستدعم **سوريا**" in lines


def test_an_article_is_cited_once_beneath_its_quotes(messages: Messages) -> None:
    one = quote(article(), QUOTED, "بوتين")
    other = replace(one, article=replace(one.article, id="other"))
    pipe = console(terminal=False)
    Screen(pipe, messages).quotes([one, one, other], first=2)
    lines = output(pipe).splitlines()
    assert [line for line in lines if line.startswith(("المقتطف", "—"))] == [
        "المقتطف 2",
        "المقتطف 3",
        "— روسيا وسوريا · BBC Arabic · 28 سبتمبر 2014",
        "المقتطف 4",
        "— روسيا وسوريا · BBC Arabic · 28 سبتمبر 2014",
    ]


def test_in_a_pipe_nothing_invisible_is_added(messages: Messages) -> None:
    pipe = console(terminal=False)
    screen = Screen(pipe, messages)
    with screen.directed():
        screen.say(messages.console.hint)
        screen.guide(messages.console.next_steps)
    assert output(pipe) == f"{messages.console.hint}\n"


def test_on_a_terminal_highlights_are_coloured_and_unmarked(messages: Messages) -> None:
    terminal = console(terminal=True, width=100)
    Screen(terminal, messages).quote(1, quote(article(), QUOTED, "بوتين"))
    assert "\x1b[30;103mبوتين\x1b[0m" in output(terminal)
    assert "**" not in output(terminal)


def test_without_colours_highlights_are_marked_on_a_terminal_too(messages: Messages) -> None:
    terminal = console(terminal=True, width=100, NO_COLOR="1")
    Screen(terminal, messages).quote(1, quote(article(), QUOTED, "بوتين"))
    assert "**بوتين**" in ANSI.sub("", output(terminal))


def test_lines_of_a_terminal_fit_its_width(messages: Messages) -> None:
    terminal = console(terminal=True, width=30)
    Screen(terminal, messages).quote(1, quote(article(outlet="ج" * 70)))
    assert max(map(cell_len, ANSI.sub("", output(terminal)).splitlines())) <= 30


def test_a_line_that_would_start_with_a_latin_word_is_told_its_direction(messages: Messages) -> None:
    terminal = console(terminal=True, width=60)
    source = article("BBC تقول إن الأمر محسوم.")
    Screen(terminal, messages).quote(1, quote(source, source.text))
    assert " \u200fBBC تقول" in ANSI.sub("", output(terminal))


def test_a_command_keeps_its_slash_in_an_arabic_sentence(messages: Messages) -> None:
    terminal = console(terminal=True, width=60)
    Screen(terminal, messages).say("اكتب /help لمعرفة الأوامر")
    assert "اكتب \u200e/help لمعرفة" in output(terminal)


def test_a_date_after_a_latin_outlet_is_kept_from_joining_it(messages: Messages) -> None:
    terminal = console(terminal=True, width=100)
    Screen(terminal, messages).quote(1, quote(article()))
    assert "BBC Arabic · \u200f28" in ANSI.sub("", output(terminal))


def test_the_terminal_finds_directions_itself_only_for_the_time_of_the_conversation(
    messages: Messages,
) -> None:
    terminal = console(terminal=True)
    with Screen(terminal, messages).directed():
        assert output(terminal) == "\x1b[?2501h"
    assert output(terminal).endswith("\x1b[?2501l")


def test_arranged_lines_are_wrapped_first_and_read_from_the_top_right(messages: Messages) -> None:
    terminal = console(terminal=True, width=32)
    Screen(terminal, messages, bidi=True).quote(1, quote(article()))
    lines = ANSI.sub("", output(terminal)).splitlines()
    assert lines[1:3] == [
        f" {arranged('قال الرئيس بوتين إن روسيا')} ".rjust(32),
        f" {arranged('ستدعم سوريا في عام 2014.')} ".rjust(32),
    ]


def test_highlights_follow_their_words_when_lines_are_arranged(messages: Messages) -> None:
    terminal = console(terminal=True, width=100)
    Screen(terminal, messages, bidi=True).quote(1, quote(article(), QUOTED, "الرئيس بوتين", "2014"))
    coloured = re.findall(r"\x1b\[30;103m(.*?)\x1b\[0m", output(terminal))
    assert "".join(coloured) == "2014" + arranged("الرئيس بوتين")


def test_a_page_marks_the_quote_and_shows_headings_as_such(messages: Messages) -> None:
    terminal = console(terminal=True, width=100)
    source = Article("1", "عنوان", TEXT, headings=(Span(13, 23),))
    assert TEXT[13:23] == "عنوان فرعي"
    Screen(terminal, messages).page("الصفحة 1 من 1", quote(source), Span(0, len(TEXT)))
    assert f"\x1b[30;103m{QUOTED}\x1b[0m وأضاف أن الأمر محسوم." in output(terminal)
    assert "\x1b[1mعنوان فرعي\x1b[0m" in output(terminal)
    assert "خاتمة." in output(terminal)


def test_a_page_holds_its_own_part_of_the_article_alone(messages: Messages) -> None:
    pipe = console(terminal=False)
    Screen(pipe, messages).page("الصفحة 1 من 2", quote(article()), Span(0, 23))
    assert output(pipe).splitlines()[:4] == ["الصفحة 1 من 2", "مقدمة قصيرة.", "", "عنوان فرعي"]


@pytest.mark.parametrize("bidi", [False, True])
@pytest.mark.parametrize("terminal", [False, True])
def test_an_article_emits_no_escape_sequence(terminal: bool, bidi: bool, messages: Messages) -> None:
    evil = "قال\x1b[2J\x1b[35m \x1b]8;;http://evil\x07هنا\x9b31m \u202eمقلوب\u2067 [red]لون[/red] :smile:"
    source = Article("1", evil, evil, evil, evil, None, evil, headings=(Span(0, len(evil)),))
    shown = console(terminal=terminal, width=200)
    screen = Screen(shown, messages, bidi=bidi)
    screen.quote(1, Quote(source, 0, len(evil), evil, (Span(0, 14),), 1.0))
    screen.page("صفحة", Quote(source, 0, len(evil), evil, (), 1.0), Span(0, len(evil)))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output(shown))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)
    assert "\x1b[35m" not in output(shown)
    assert "smile" in plain
    assert "red" in plain


def test_the_help_is_two_columns(messages: Messages) -> None:
    pipe = console(terminal=False)
    Screen(pipe, messages).table([("/open 1", "فتح"), ("/more", "المزيد")])
    assert output(pipe) == "/open 1   فتح\n/more     المزيد\n"
