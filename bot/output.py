"""The JSON that the command line prints: one value a line, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from bot.library import LoadReport
    from bot.questions import Id
    from retrieval.records import Answer, Article, Quote


def answer_line(answer: Answer, id_: Id, elapsed_ms: float) -> bytes:
    """An answer to the question `id_`, found in so many milliseconds."""
    return _line(
        {
            "id": id_,
            "question": answer.question,
            "verdict": answer.verdict,
            "confidence": answer.confidence,
            "quotes": [_quote(quote) for quote in answer.quotes],
            "elapsed_ms": round(elapsed_ms, 3),
        }
    )


def article_line(article: Article) -> bytes:
    """An article; `isnad load` reads such lines back."""
    return _line(
        {
            "id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "author": article.author,
            "published": article.published,
            "url": article.url,
            "text": article.text,
        }
    )


def report_line(report: LoadReport) -> bytes:
    """What a load did, in numbers, and each source that was set aside with the reason."""
    changes = report.changes
    return _line(
        {
            "added": changes.added,
            "changed": changes.changed,
            "unchanged": changes.unchanged,
            "removed": changes.removed,
            "set_aside": [
                {"file": aside.path, "line": aside.line, "reason": aside.reason} for aside in report.set_aside
            ],
        }
    )


def _quote(quote: Quote) -> dict[str, object]:
    article = quote.article
    return {
        "article": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "highlights": quote.highlights,
        "score": quote.score,
    }


def _line(value: dict[str, object]) -> bytes:
    return msgspec.json.encode(value) + b"\n"
