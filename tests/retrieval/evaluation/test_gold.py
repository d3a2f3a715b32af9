from __future__ import annotations

import gzip
import json

import pytest

from retrieval.errors import UnreadableSource
from retrieval.evaluation.gold import GoldQuestion, read

HELD = ("000_e4", "001_fb", "7")


def lines(*fields: dict[str, object]) -> bytes:
    """JSON lines of questions; each asks «من؟» unless it says otherwise."""
    return b"".join(json.dumps({"question": "من؟", **each}).encode() + b"\n" for each in fields)


def read_one(**fields: object) -> GoldQuestion:
    [question] = read(lines(fields), "q.jsonl", HELD)
    return question


def test_a_question_names_the_article_that_answers_it_and_the_words() -> None:
    assert read_one(id="a", answers=["جول"], article="7", kind="who") == GoldQuestion(
        "a", "من؟", ("جول",), frozenset({"7"}), "who"
    )


def test_several_articles_may_be_relevant_and_their_words_unknown() -> None:
    assert read_one(id=32, articles=[7, "001_fb", "9"]) == GoldQuestion(
        "32", "من؟", articles=frozenset({"7", "001_fb"})
    )


def test_a_question_on_the_seeds_names_how_the_articles_id_begins() -> None:
    assert read_one(id="a", doc="000", evidence=["جول"]) == GoldQuestion(
        "a", "من؟", ("جول",), frozenset({"000_e4"})
    )


@pytest.mark.parametrize("nothing", [{"article": None}, {"articles": []}, {"doc": None}])
def test_a_question_that_nothing_answers_says_so(nothing: dict[str, object]) -> None:
    assert read_one(id="a", **nothing) == GoldQuestion("a", "من؟")


@pytest.mark.parametrize("elsewhere", [{"article": "8"}, {"articles": ["8", "9"]}, {"doc": "008"}])
def test_an_article_that_the_archive_does_not_hold_answers_nothing(elsewhere: dict[str, object]) -> None:
    assert read_one(id="a", answers=["جول"], **elsewhere) == GoldQuestion("a", "من؟", ("جول",), foreign=True)


def test_an_answer_without_a_letter_would_stand_in_every_quote_and_is_left_out() -> None:
    assert read_one(article="7", answers=["", " \n", "\u064b", "جول"]).answers == ("جول",)


def test_a_question_without_an_id_is_called_by_its_line() -> None:
    data = b"\xef\xbb\xbf\n" + lines({"article": "7"}, {"article": "7"})
    assert [question.id for question in read(data, "q.jsonl", HELD)] == ["2", "3"]


def test_a_gzipped_file_reads_like_a_plain_one() -> None:
    data = lines({"id": "a", "article": "7"})
    assert read(gzip.compress(data), "q.gz", HELD) == read(data, "q.jsonl", HELD)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (b"{", "truncated"),
        (b"[1]", "Expected `object`"),
        (b'{"x": ' + b"[" * 100_000, "recursion"),
        (b'{"question": "\xff", "article": "7"}', "utf-8"),
        (b'{"question": "\\ud800", "article": "7"}', "surrogate"),
        (lines({"question": 3, "article": "7"}), r"Expected `str`, got `int` - at `\$.question`"),
        (lines({"article": "7", "answers": "جول"}), r"Expected `array`, got `str` - at `\$.answers`"),
        (lines({"answers": ["جول"]}), "not said which article"),
        (lines({"id": "good", "article": "7"}), "the id good stands in an earlier line"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(bad: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource, match=f"(?i)^q.jsonl:3: .*{says}"):
        read(lines({"id": "good", "article": "7"}) + b"\n" + bad, "q.jsonl", HELD)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no question"),
        (b"\n \n", "no question"),
        (gzip.compress(b"{}", mtime=0)[:-9], "gzip file is damaged"),
    ],
)
def test_a_file_without_questions_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource, match=f"^q.jsonl: .*{says}"):
        read(data, "q.jsonl", HELD)
