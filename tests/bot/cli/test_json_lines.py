from __future__ import annotations

import datetime
import json

from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import LoadReport
from bot.cli.json_lines import answer_line, article_line, report_line
from retrieval.records import Answer, Article, Declined, Quote, Refusal, SetAside, Span, Verdict

ARTICLE = Article(
    "7", "جسر", "افتتح الوزير الجسر.", outlet="وكالة", published=datetime.date(2020, 1, 2), section="أخبار"
)


def test_an_answer_tells_its_quotes_with_their_citation_and_spans() -> None:
    quote = Quote(ARTICLE, 0, 12, ARTICLE.text[0:12], (Span(6, 12),), 3.5, ("صحيفة",), closes_inside=True)
    line = answer_line(Answer("من افتتح الجسر؟", Verdict.ANSWERED, 0.75, (quote,)), "q1", 1.23456)
    assert line.endswith(b"}\n")
    assert json.loads(line) == {
        "id": "q1",
        "question": "من افتتح الجسر؟",
        "verdict": "answered",
        "confidence": 0.75,
        "quotes": [
            {
                "article": "7",
                "title": "جسر",
                "outlet": "وكالة",
                "author": None,
                "published": "2020-01-02",
                "url": None,
                "start": 0,
                "end": 12,
                "text": "افتتح الوزير",
                "opens_inside": False,
                "closes_inside": True,
                "highlights": [[6, 12]],
                "score": 3.5,
                "also": ["صحيفة"],
            }
        ],
        "elapsed_ms": 1.235,
    }


def test_a_refusal_has_no_quotes() -> None:
    line = answer_line(Answer("من؟", Verdict.NOT_FOUND, 0.1), 4, 0.0)
    assert json.loads(line)["verdict"] == "not_found"
    assert json.loads(line)["quotes"] == []


def test_a_refusal_says_which_words_no_article_has_or_what_was_asked_instead() -> None:
    absent = Answer("من؟", Verdict.NOT_FOUND, 0.1, absent="كولموغوروف")
    declined = Answer("من؟", Verdict.NOT_FOUND, 0.0, declined=Declined(Refusal.OPINION, "حلب"))

    assert json.loads(answer_line(absent, 4, 0.0))["absent"] == "كولموغوروف"
    assert json.loads(answer_line(declined, 4, 0.0))["declined"] == {"refusal": "opinion", "subject": "حلب"}


def test_an_article_tells_what_a_load_takes_back() -> None:
    assert json.loads(article_line(ARTICLE)) == {
        "id": "7",
        "title": "جسر",
        "outlet": "وكالة",
        "author": None,
        "published": "2020-01-02",
        "url": None,
        "section": "أخبار",
        "text": "افتتح الوزير الجسر.",
    }


def test_a_report_tells_numbers_and_reasons_on_one_line() -> None:
    report = LoadReport(ChangeCounts(1, 2, 3, 4), (SetAside("a.jsonl", "not JSON\nat all", 9),))
    line = report_line(report)
    assert line.count(b"\n") == 1
    assert json.loads(line) == {
        "added": 1,
        "changed": 2,
        "unchanged": 3,
        "removed": 4,
        "set_aside": [{"file": "a.jsonl", "line": 9, "reason": "not JSON\nat all"}],
    }
