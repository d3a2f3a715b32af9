"""The conversation, with an archive of two articles on the other side."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from bot.answering.replies import Answered, Listed, Part
from bot.answering.telling.responses import Response
from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import LoadReport
from bot.catalogue.records import Holdings
from bot.errors import CommandError
from bot.progress import Stage, Step
from bot.terminal import console
from bot.terminal.console import Conversation, converse
from bot.terminal.replies import show_reply
from bot.terminal.screen import Screen
from retrieval.dialogue.turns import Browse
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Article, Quote, Scope, SetAside, Span, Verdict
from tests.support.meaning import responder
from tests.support.unlisted import Unlisted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.answering.replies import Reply
    from bot.configuration.messages import Messages
    from bot.progress import Progress

SENTENCES = [
    f"قال بوتين في الجملة {n} إن روسيا ستدعم سوريا دعمًا لا ينقطع مهما طال الأمد." for n in range(1, 61)
]
LONG = Article("1", "روسيا وسوريا", "\n".join(SENTENCES), "ترك برس", "فادي نصار", datetime.date(2014, 9, 28))
SHORT = Article("2", "خبر قصير", "خبر قصير عن موسكو.")
LAST = datetime.date(2016, 5, 1)


def quote(article: Article, sentence: str, score: float) -> Quote:
    """The sentence as a quote, its second word highlighted."""
    start = article.text.index(sentence)
    highlight = Span(4, 4 + len(sentence.split()[1]))
    return Quote(article, start, start + len(sentence), sentence, (highlight,), score)


QUOTES = (
    quote(LONG, SENTENCES[29], 3.0),
    quote(SHORT, SHORT.text, 2.0),
    quote(LONG, SENTENCES[0], 1.0),
    quote(LONG, SENTENCES[10], 1.0),
    quote(LONG, SENTENCES[59], 1.0),
)


class Archive(Unlisted):
    """Finds its five quotes when asked about روسيا, nothing when about anything else."""

    def __init__(self) -> None:
        self.held = Holdings(2, (("ترك برس", 1),), datetime.date(2014, 9, 28), LAST)
        self.report = LoadReport(ChangeCounts(), ())
        self.failure: Exception | None = None

    async def ask(self, question: str, limit: int | None = 3, scope: Scope | None = None) -> Answer:
        if self.failure:
            raise self.failure
        if "روسيا" not in question:
            return Answer(question, Verdict.NOT_FOUND, 0.1)
        return Answer(question, Verdict.ANSWERED, 0.9, QUOTES[:limit])

    async def holdings(self) -> Holdings:
        return self.held

    async def reload(self, progress: Progress, may_go: int | None = None) -> LoadReport:
        progress(Step(Stage.READING, 1, 2))
        if self.failure:
            raise self.failure
        return self.report


@pytest.fixture
def archive() -> Archive:
    return Archive()


async def spoken(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def heard(archive: Archive, messages: Messages, *lines: str, guided: bool = False) -> list[str]:
    """Return what stands on the screen after `lines`, without empty lines."""
    paper = Console(file=io.StringIO(), width=80, color_system=None, _environ={})
    screen = Screen(paper, messages, guided=guided)
    await converse(
        Conversation(responder(archive, messages), messages, screen, archive.reload), spoken(*lines)
    )
    assert isinstance(paper.file, io.StringIO)
    return [line for line in paper.file.getvalue().splitlines() if line.strip()]


async def test_an_answer_shows_its_quotes_their_sources_and_how_sure_it_is(
    archive: Archive, messages: Messages
) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟\n")
    assert lines[:6] == [
        "المقتطف 1",
        SENTENCES[29].replace("بوتين", "**بوتين**"),
        "— روسيا وسوريا · ترك برس · 28 سبتمبر 2014 · بقلم فادي نصار",
        "المقتطف 2",
        "خبر **قصير** عن موسكو.",
        "— خبر قصير",
    ]
    assert lines[-1] == "3 مقتطفات · أثق بأن الجواب هنا"


@pytest.mark.parametrize(
    ("asked", "named"),
    [("ماذا قال بوتين عن روسيا في 2014؟", "عام 2014"), ("ماذا قال عن روسيا في مارس 2014؟", "مارس 2014")],
)
async def test_what_narrows_the_search_is_named_without_its_preposition(
    archive: Archive, messages: Messages, asked: str, named: str
) -> None:
    lines = await heard(archive, messages, asked)
    assert lines[0] == f"قصرت البحث على «{named}»."


async def test_a_question_without_an_answer_shows_no_source(archive: Archive, messages: Messages) -> None:
    lines = await heard(archive, messages, "ما عاصمة اليابان؟")
    assert lines == [messages.answer.not_found, messages.answer.ask_better]


@pytest.mark.parametrize("line", ["", "   \n", "؟!", "77", "…"])
async def test_a_question_without_letters_gets_a_hint(
    line: str, archive: Archive, messages: Messages
) -> None:
    odd = messages.conversation.odd
    assert await heard(archive, messages, line) == [odd.numbers if line == "77" else odd.marks]


async def test_a_failing_archive_is_told_and_the_conversation_goes_on(
    archive: Archive, messages: Messages
) -> None:
    archive.failure = CommandError("disk\nfull\x1b[2J")
    lines = await heard(archive, messages, "ماذا عن روسيا؟", "/help")
    assert lines[0] == "تعذّر البحث عن جواب: disk full[2J"
    assert lines[1] == messages.console.help


async def test_further_quotes_go_on_counting_until_there_are_no_more(
    archive: Archive, messages: Messages
) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟", "/more", "/more")
    titles = [line for line in lines if line.startswith("المقتطف")]
    assert titles == [f"المقتطف {n}" for n in range(1, 6)]
    assert lines[lines.index("المقتطف 4") - 1] == messages.conversation.last.further
    assert lines[-1] == messages.console.no_more


async def test_a_new_question_counts_from_one_again(archive: Archive, messages: Messages) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟", "وأين روسيا؟", "/open 4")
    assert lines.count("المقتطف 1") == 2
    assert lines[-1] == "لا مقتطف بالرقم 4، فالمعروض 3 مقتطفات."


async def test_a_quote_opens_in_its_context_and_pages_turn(archive: Archive, messages: Messages) -> None:
    first = await heard(archive, messages, "ماذا عن روسيا؟", "/open 1")
    page = first[first.index("الصفحة 2 من 4") :]
    assert f"**{SENTENCES[29]}**" in page
    assert {SENTENCES[28], SENTENCES[30]} <= set(page)
    turned = await heard(archive, messages, "ماذا عن روسيا؟", "/open 1", "/next", "/next", "/next")
    assert SENTENCES[59] in turned
    assert turned[-1] == messages.reading.last_page
    back = await heard(archive, messages, "ماذا عن روسيا؟", "/open 1", "/back", "/back")
    assert SENTENCES[0] in back[back.index("الصفحة 1 من 4") :]
    assert back[-1] == messages.reading.first_page


@pytest.mark.parametrize("command", ["/open 2", "/OPEN ٢", "/افتح 2", "\u200f/open 2", " /open  2 "])
async def test_a_command_is_understood_as_people_type_it(
    command: str, archive: Archive, messages: Messages
) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟", command)
    assert lines[-3:] == ["الصفحة 1 من 1", "**خبر قصير عن موسكو.**", "— خبر قصير"]


@pytest.mark.parametrize("argument", ["", "الأول", "-1", "1 2", "²"])
async def test_open_without_a_number_says_what_to_type(
    argument: str, archive: Archive, messages: Messages
) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟", f"/open {argument}")
    assert lines[-1] == messages.console.number_missing


@pytest.mark.parametrize("number", ["0", "4", "9" * 5000])
async def test_a_number_without_a_quote_is_told_what_is_shown(
    number: str, archive: Archive, messages: Messages
) -> None:
    lines = await heard(archive, messages, "ماذا عن روسيا؟", f"/open {number}")
    assert lines[-1].startswith("لا مقتطف بالرقم")
    assert len(lines[-1]) < 80


@pytest.mark.parametrize("command", ["/open 1", "/more"])
@pytest.mark.parametrize("before", [(), ("ماذا عن روسيا؟", "ما عاصمة اليابان؟")])
async def test_what_needs_quotes_says_so_where_there_are_none(
    command: str, before: tuple[str, ...], archive: Archive, messages: Messages
) -> None:
    assert (await heard(archive, messages, *before, command))[-1] == messages.console.no_quotes


@pytest.mark.parametrize("command", ["/next", "/back"])
async def test_pages_do_not_turn_before_an_article_is_open(
    command: str, archive: Archive, messages: Messages
) -> None:
    assert await heard(archive, messages, command) == [messages.reading.none_open]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "في الأرشيف مقالان. أقدم تاريخ معروف فيه 28 سبتمبر 2014، وأحدثه 1 مايو 2016."),
        ({"first": LAST}, "في الأرشيف مقالان. التاريخ الوحيد المعروف فيه 1 مايو 2016."),
        ({"first": None, "last": None, "articles": 12}, "في الأرشيف 12 مقالًا."),
        ({"articles": 0}, "الأرشيف فارغ."),
    ],
)
async def test_sources_tells_what_the_archive_holds(
    changes: dict[str, object], says: str, archive: Archive, messages: Messages
) -> None:
    archive.held = replace(archive.held, **changes)  # type: ignore[arg-type]  # each case changes other fields
    assert await heard(archive, messages, "/sources") == [says, "• مقال واحد من ترك برس"]


async def test_a_reload_tells_what_changed_and_what_was_set_aside(
    archive: Archive, messages: Messages
) -> None:
    aside = (SetAside("a.jsonl", "not\nJSON", 3), SetAside("b.txt", "empty"))
    archive.report = LoadReport(ChangeCounts(added=2, removed=1), aside)
    assert await heard(archive, messages, "/reload") == [
        "حُدِّث الأرشيف.",
        "المقالات الجديدة: 2",
        "المقالات المحذوفة: 1",
        "المصادر المستبعدة: 2",
        "استُبعد السطر 3 من a.jsonl: not JSON",
        "استُبعد b.txt: empty",
    ]


async def test_a_reload_that_fails_says_that_nothing_changed(archive: Archive, messages: Messages) -> None:
    archive.failure = CommandError("another load is running")
    lines = await heard(archive, messages, "/reload", "/more")
    assert lines[0] == messages.reload.failed.format(reason="يجري الآن تحميل آخر")
    assert lines[1] == messages.console.no_quotes


async def test_help_tells_every_command(archive: Archive, messages: Messages) -> None:
    lines = await heard(archive, messages, "/help")
    for command in ("/open", "/more", "/next", "/back", "/sources", "/reload", "/help", "/quit"):
        assert any(line.startswith(command) for line in lines)
    assert "/خروج" in lines[-1]


@pytest.mark.parametrize("command", ["/x", "/", "/quit\x1b[2Jnow", "//help"])
async def test_an_unknown_command_is_answered_kindly(
    command: str, archive: Archive, messages: Messages
) -> None:
    [line] = await heard(archive, messages, command)
    assert line.startswith("لا أعرف الأمر /")
    assert "\x1b" not in line


async def test_quit_ends_the_conversation(archive: Archive, messages: Messages) -> None:
    assert await heard(archive, messages, "/quit", "ماذا عن روسيا؟") == []


async def test_a_reader_at_a_keyboard_is_told_what_to_do_next(archive: Archive, messages: Messages) -> None:
    answered = await heard(archive, messages, "ماذا عن روسيا؟", guided=True)
    assert answered[-1] == messages.console.next_steps
    opened = await heard(archive, messages, "ماذا عن روسيا؟", "/open 1", guided=True)
    assert opened[-1] == messages.reading.turn


async def test_a_pipe_is_answered_line_by_line_without_prompt_or_banner(
    archive: Archive, messages: Messages, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ماذا عن روسيا؟\nما عاصمة اليابان؟"))
    await console.run(responder(archive, messages), messages, archive.reload)
    captured = capsys.readouterr()
    assert captured.out.startswith("المقتطف 1\n")
    assert captured.out.endswith(f"{messages.answer.not_found}\n{messages.answer.ask_better}\n\n")
    assert "\x1b" not in captured.out
    assert captured.err == ""


def shown(reply: Reply, messages: Messages) -> list[str]:
    """Return what stands on the screen for a reply."""
    paper = io.StringIO()
    show_reply(reply, messages, Screen(Console(file=paper, width=80, color_system=None), messages))
    return [line for line in paper.getvalue().splitlines() if line.strip()]


def test_the_quotes_of_several_answers_go_on_counting(messages: Messages) -> None:
    answers = [Answer(f"سؤال {n}؟", Verdict.ANSWERED, 0.9, QUOTES[n : n + 1]) for n in range(2)]
    parts = [
        Part(one.question, Response(Interpretation(one.question), one, completed=False)) for one in answers
    ]
    lines = shown(Answered(tuple(parts)), messages)
    assert [line for line in lines if line.startswith("المقتطف")] == ["المقتطف 1", "المقتطف 2"]


@pytest.mark.parametrize(("articles", "first"), [((LONG,), 0), ((LONG,), 6), ((LONG, SHORT), 0)])
def test_of_one_headline_the_number_is_told_that_opens_it(
    articles: tuple[Article, ...], first: int, messages: Messages
) -> None:
    texts = messages.conversation.browse
    lines = shown(Listed("رأس", Browse(), articles, first, first + len(articles)), messages)
    one = texts.open_one.format(number=first + 1)
    assert lines[-1] == (one if len(articles) == 1 else texts.open)
