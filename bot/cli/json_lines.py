"""The JSON that the command line prints: one value a line, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.archive.changes.generation import ChangeCounts
    from bot.archive.changes.reports import LoadReport
    from bot.cli.question_files import Id
    from bot.editorial.records import ResolvedAnswer
    from retrieval.records import Answer, Quote


def answer_line(
    answer: Answer, id_: Id, elapsed_ms: float, editorial: Mapping[str, object] | None = None
) -> bytes:
    """Return an answer to the question `id_`, found in so many milliseconds, and what `editors_answer` gives for it."""
    return json_line(
        {
            "id": id_,
            "question": answer.question,
            "verdict": answer.verdict,
            "confidence": answer.confidence,
            "quotes": [quote_values(quote) for quote in answer.quotes],
            **({"absent": answer.absent} if answer.absent else {}),
            **({"silent": answer.silent} if answer.silent else {}),
            **({"declined": answer.declined} if answer.declined else {}),
            **({"editorial": editorial} if editorial else {}),
            "elapsed_ms": round(elapsed_ms, 3),
        }
    )


def editors_answer(shown: ResolvedAnswer, label: str) -> dict[str, object]:
    """Return what the editors have answered to like questions, apart from quotations and under a label that says so."""
    answer, written = shown.answer, shown.answer.written
    return {
        "label": label,
        "number": answer.number,
        "kind": written.kind,
        "question": written.question,
        "text": "" if shown.passage else written.text,
        "passage": quote_values(shown.passage) if shown.passage else None,
        "sources": [
            {"article": None, "url": one} if isinstance(one, str) else {"article": one.id, "url": one.url}
            for one in shown.sources
        ],
        "written": answer.at,
        "edited": answer.edited,
    }


def article_line(article: Article) -> bytes:
    """Return an article, which `isnad load` reads back; what few articles have stands where it is known."""
    rarer = {"section": article.section, "dateline": article.dateline, "headings": article.headings}
    return json_line(
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


def understood_line(path: str, items: Sequence[object], left_out: Sequence[tuple[str, str]]) -> bytes:
    """Return what was understood of a file: its articles, what was set aside, and its lines that are in neither."""
    return json_line(
        {
            "path": path,
            "articles": [item for item in items if isinstance(item, Article)],
            "set_aside": [item for item in items if isinstance(item, SetAside)],
            "left_out": [{"kind": kind, "text": text} for kind, text in left_out],
        }
    )


def report_line(report: LoadReport) -> bytes:
    """Return what a load did, in numbers, and each source that was set aside with the reason."""
    set_aside = [
        {"file": aside.path, "line": aside.line, "reason": aside.reason} for aside in report.set_aside
    ]
    return json_line({**_counts(report.changes), "set_aside": set_aside})


def changes_line(changes: ChangeCounts) -> bytes:
    """Return what a change of the archive did, in numbers."""
    return json_line({**_counts(changes)})


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


def quote_values(quote: Quote) -> dict[str, object]:
    """Return a quotation as the lines of JSON give it: its place, its text and where it is from."""
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
        "opens_inside": quote.opens_inside,
        "closes_inside": quote.closes_inside,
        "highlights": quote.highlights,
        "score": quote.score,
        "also": quote.also,
    }


def json_line(value: dict[str, object]) -> bytes:
    """Return a value as one line of JSON."""
    return msgspec.json.encode(value) + b"\n"
