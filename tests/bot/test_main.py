"""The command line's contract, run as a reader would: one process a command where a process matters."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.support.processes import run, start

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTION = "ما الاسم الجديد لجبهة النصرة؟"
COMMAND = (sys.executable, "-m", "bot")
FIRST_USE = "قراءة الملفات: 5\nفهرسة المقالات: 5\nمقارنة المقالات: 5\n"
ROOT = Path(__file__).parents[2]
WAITS = 0.5
"""Seconds in which a process that has read what a pipe held waits for more."""


class Isnad:
    """The command line with an archive of its own, in this process."""

    def __init__(self, archive: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._archive = archive
        self._capture = capture

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a command."""
        code = main(["--archive", str(self._archive), *map(str, arguments)])
        said = self._capture.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: str | Path) -> list[dict[str, object]]:
        """The lines of JSON that a command prints."""
        code, out, _ = self.run(*arguments)
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def isnad(archive: Path, capsys: pytest.CaptureFixture[str]) -> Isnad:
    return Isnad(archive, capsys)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    article = {
        "id": "7",
        "title": "جسر الشهداء",
        "text": "افتتح الوزير جسر الشهداء.",
        "published": "2020-01-02",
    }
    file.write_text(f"{json.dumps(article)}\n{{\n", encoding="utf-8")
    return file


def test_an_answer_in_json_is_one_line_of_the_promised_shape(isnad: Isnad) -> None:
    [answer] = isnad.json("ask", QUESTION, "--json")
    assert list(answer) == ["id", "question", "verdict", "confidence", "quotes", "elapsed_ms"]
    assert (answer["id"], answer["question"], answer["verdict"]) == (None, QUESTION, "answered")
    quotes = answer["quotes"]
    assert isinstance(quotes, list)
    assert 1 <= len(quotes) <= 3
    keys = "article title outlet author published url start end text opens_inside closes_inside highlights score also"
    for quote in quotes:
        assert list(quote) == keys.split()
        [article] = isnad.json("article", quote["article"], "--json")
        assert isinstance(article["text"], str)
        assert quote["text"] == article["text"][quote["start"] : quote["end"]]
        assert all(0 <= start < end <= len(quote["text"]) for start, end in quote["highlights"])


def test_a_question_may_stand_unquoted(isnad: Isnad) -> None:
    [answer] = isnad.json("ask", *QUESTION.split(), "--json")
    assert answer["question"] == QUESTION


def test_questions_are_answered_in_order_with_their_ids(isnad: Isnad, tmp_path: Path) -> None:
    questions, answers = tmp_path / "questions.jsonl.gz", tmp_path / "answers.jsonl.gz"
    pairs = (("b", QUESTION), ("a", "؟"), ("c", QUESTION))
    asked = [{"id": id_, "question": text, "kind": "unused"} for id_, text in pairs]
    questions.write_bytes(gzip.compress("\n".join(map(json.dumps, asked)).encode()))
    progress = f"{FIRST_USE}الإجابة عن الأسئلة: 3\n"
    assert isnad.run("ask", "--questions", questions, "--output", answers) == (0, "", progress)
    answered = [json.loads(line) for line in gzip.decompress(answers.read_bytes()).splitlines()]
    assert [(line["id"], line["verdict"]) for line in answered] == [
        ("b", "answered"),
        ("a", "not_found"),
        ("c", "answered"),
    ]


def test_a_bad_line_stops_a_batch_before_it_answers(isnad: Isnad, tmp_path: Path) -> None:
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text('{"id": 1, "question": "من؟"}\nbad\n', encoding="utf-8")
    code, out, err = isnad.run("ask", "--questions", questions, "--output", answers)
    assert (code, out) == (1, "")
    assert err.startswith(f"isnad: {questions}:2: ")
    assert not answers.exists()


def test_a_load_reports_what_it_did_and_what_it_set_aside(isnad: Isnad, news: Path) -> None:
    [report] = isnad.json("load", news, "--json")
    aside = report.pop("set_aside")
    assert report == {"added": 1, "changed": 0, "unchanged": 0, "removed": 0}
    assert isinstance(aside, list)
    assert [(item["file"], item["line"]) for item in aside] == [(str(news), 2)]
    code, out, _ = isnad.run("load", news)
    assert code == 0
    assert out.startswith("الجديد 0، والمعدَّل 0، وما لم يتغير 1، والمحذوف 0، والمستبعد 1\n")
    assert f"استُبعد {news}:2: ليس JSON" in out


def test_a_load_of_nothing_readable_fails_and_says_why(isnad: Isnad, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n")
    code, out, err = isnad.run("load", tmp_path / "bad.jsonl", "--json")
    assert code == 1
    assert json.loads(out)["set_aside"][0]["line"] == 1
    assert err.splitlines()[-1].startswith("isnad: لم يُحمَّل شيء")


def test_replacing_leaves_only_what_was_named(isnad: Isnad, news: Path) -> None:
    assert len(isnad.json("articles", "--json")) == 5
    [report] = isnad.json("load", news, "--replace", "--json")
    assert (report["added"], report["removed"]) == (1, 5)
    assert [article["id"] for article in isnad.json("articles", "--json")] == ["7"]


def test_articles_are_listed_whole_in_json_and_in_short_for_people(isnad: Isnad, news: Path) -> None:
    isnad.run("load", news)
    [article] = isnad.json("articles", "--json")
    assert article == {
        "id": "7",
        "title": "جسر الشهداء",
        "outlet": None,
        "author": None,
        "published": "2020-01-02",
        "url": None,
        "text": "افتتح الوزير جسر الشهداء.",
    }
    assert isnad.run("articles")[:2] == (0, "7\t2020-01-02\t-\tجسر الشهداء\n")
    assert isnad.run("article", "7")[:2] == (0, "جسر الشهداء\n\n2020-01-02\n\nافتتح الوزير جسر الشهداء.\n")


def test_the_listed_articles_load_back_as_they_are(isnad: Isnad, tmp_path: Path) -> None:
    _, listed, _ = isnad.run("articles", "--json")
    export = tmp_path / "export.jsonl"
    export.write_text(listed, encoding="utf-8")
    isnad.run("load", export, "--archive", tmp_path / "copy.db")
    assert isnad.run("articles", "--json", "--archive", tmp_path / "copy.db")[:2] == (0, listed)


def test_archive_and_config_may_be_named_before_or_after_the_command(
    isnad: Isnad, tmp_path: Path, news: Path
) -> None:
    other = tmp_path / "other.db"
    isnad.run("load", news, "--archive", other)
    assert [article["id"] for article in isnad.json("--archive", other, "articles", "--json")] == ["7"]
    assert len(isnad.json("articles", "--json")) == 5
    for place in (("--config", tmp_path / "none", "articles"), ("articles", "--config", tmp_path / "none")):
        code, _, err = isnad.run(*place)
        assert (code, err.split(": ")[1]) == (1, str(tmp_path / "none"))


def test_an_answer_for_people_quotes_and_cites(isnad: Isnad) -> None:
    code, out, _ = isnad.run("ask", QUESTION)
    assert code == 0
    assert "فتح الشام" in out
    assert "ترك برس" in out


def test_a_refusal_is_an_answer_and_no_failure(isnad: Isnad) -> None:
    code, out, _ = isnad.run("ask", "؟")
    assert code == 0
    assert out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["article", "nowhere"], "لا مقال بالمعرّف nowhere"),
        (["load", "nowhere"], "لا ملف ولا مجلد بالاسم nowhere"),
        (["ask", "--questions", "nowhere"], "nowhere: لا ملف ولا مجلد بهذا الاسم"),
        (["ask", QUESTION, "--archive", "/dev/null/archive.db"], "/dev/null/archive.db: تعذّر فتحه"),
    ],
)
def test_an_error_is_one_plain_sentence(isnad: Isnad, arguments: Sequence[str], says: str) -> None:
    code, out, err = isnad.run(*arguments)
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith(f"isnad: {says}")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["ask"],
        ["ask", QUESTION, "--questions", "-"],
        ["ask", QUESTION, "--output", "-"],
        ["load", "--replace"],
        ["article"],
        ["articles", "--jsno"],
    ],
)
def test_wrong_usage_ends_with_2(isnad: Isnad, arguments: Sequence[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        isnad.run(*arguments)
    assert ended.value.code == 2


def environment(archive: Path, **more: str) -> dict[str, str]:
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ISNAD_SEMANTIC": "off"}
    return {**known, "ISNAD_ARCHIVE": str(archive), **more}


def test_input_and_output_are_utf8_whatever_the_locale(archive: Path, tmp_path: Path) -> None:
    command = [*COMMAND, "ask", "--questions", "-", "--output", "-"]
    asked = json.dumps({"id": "سؤال", "question": QUESTION}, ensure_ascii=False).encode()
    env = environment(archive, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C")
    ended = subprocess.run(command, input=asked, capture_output=True, env=env, cwd=tmp_path, check=True)
    answer = json.loads(ended.stdout)
    assert (answer["id"], answer["question"]) == ("سؤال", QUESTION)
    assert QUESTION.encode() in ended.stdout


def test_a_conversation_in_a_pipe_answers_and_ends(archive: Path, tmp_path: Path) -> None:
    env = environment(archive, HOME=str(tmp_path))
    asked = f"{QUESTION}\n".encode()
    ended = run("bot", "console", given=asked, environ=env, folder=tmp_path)
    assert "فتح الشام" in ended.stdout.decode()
    assert ended.stderr.decode() == FIRST_USE


def test_a_question_with_bytes_that_are_no_unicode_is_answered(archive: Path, tmp_path: Path) -> None:
    asked = os.fsdecode(b"\xff " + QUESTION.encode())
    ended = run("bot", "ask", asked, "--json", environ=environment(archive), folder=tmp_path)
    assert json.loads(ended.stdout)["question"] == f"\ufffd {QUESTION}"


def test_nobody_reading_the_output_is_no_error(archive: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environ = environment(archive)
    ended = run("bot", "articles", "--json", environ=environ, folder=tmp_path, stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, FIRST_USE.encode())


async def test_an_interrupt_ends_a_command_that_waits_for_questions_with_130_and_no_traceback(
    archive: Path, tmp_path: Path
) -> None:
    command, environ = ("bot", "ask", "--questions", "-"), environment(archive)
    process = await start(*command, environ=environ, folder=tmp_path, stdin=PIPE, stderr=PIPE)
    assert process.stdin
    # More than a pipe and this end hold: when all is written, the command has begun to read.
    process.stdin.write(b"x" * 300_000)
    await process.stdin.drain()
    await asyncio.sleep(WAITS)
    process.send_signal(signal.SIGINT)
    assert ((await process.communicate())[1], process.returncode) == (b"", 130)


def test_ask_imports_nothing_that_it_does_not_need(archive: Path, tmp_path: Path) -> None:
    main(["--archive", str(archive), "articles"])
    script = (
        "import sys; from bot.__main__ import main; main(['ask', 'x', '--json']);"
        "print(*({'telegram', 'httpx', 'rich', 'prompt_toolkit', 'numba', 'dotenv', 'lxml',"
        "'bot.configuration.messages', 'retrieval.dialogue'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, env=environment(archive), cwd=tmp_path, check=True)
    assert ended.stdout.splitlines()[1:] == [b""]
