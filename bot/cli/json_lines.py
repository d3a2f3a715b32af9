"""The JSON that the command line prints: one value a line, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from bot.archive.generation import ChangeCounts
    from bot.archive.reports import LoadReport
    from bot.cli.question_files import Id
    from retrieval.records import Answer, Article, Quote


def answer_line(answer: Answer, id_: Id, elapsed_ms: float) -> bytes:
    """Return an answer to the question `id_`, found in so many milliseconds."""
    return _line(
        {
            "id": id_,
            "question": answer.question,
            "verdict": answer.verdict,
            "confidence": answer.confidence,
            "quotes": [_quote(quote) for quote in answer.quotes],
            **({"absent": answer.absent} if answer.absent else {}),
            **({"declined": answer.declined} if answer.declined else {}),
            "elapsed_ms": round(elapsed_ms, 3),
        }
    )


def article_line(article: Article) -> bytes:
    """Return an article, which `isnad load` reads back; what few articles have stands where it is known."""
    rarer = {"section": article.section, "dateline": article.dateline, "headings": article.headings}
    return _line(
        {
            "id": article.id,
            "title": article.title,
            "outlet": article.outlet,
            "author": article.author,
            "published": article.published,
            "url": article.url,
            **{key: value for key, value in rarer.items() if value},
            "text": article.text,
        }
    )


def report_line(report: LoadReport) -> bytes:
    """Return what a load did, in numbers, and each source that was set aside with the reason."""
    set_aside = [
        {"file": aside.path, "line": aside.line, "reason": aside.reason} for aside in report.set_aside
    ]
    return _line({**_counts(report.changes), "set_aside": set_aside})


def changes_line(changes: ChangeCounts) -> bytes:
    """Return what a change of the archive did, in numbers."""
    return _line({**_counts(changes)})


def counted(changes: ChangeCounts) -> str:
    """Return the same in words."""
    return ", ".join(f"{what} {count}" for what, count in _counts(changes).items())


def _counts(changes: ChangeCounts) -> dict[str, int]:
    return {
        "added": changes.added,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "removed": changes.removed,
    }


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
        "also": quote.also,
    }


def _line(value: dict[str, object]) -> bytes:
    return msgspec.json.encode(value) + b"\n"
