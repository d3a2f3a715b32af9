"""The JSON that the command line prints: one value a line, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.answering.replies import Answered, Further, Listed, Opened, Shown
from retrieval.dialogue.turns import AboutAnswer, AboutBot, Browse, Follow, Manners, Odd
from retrieval.records import Article, Declined, SetAside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.replies import TurnResult
    from bot.archive.changes.generation import ChangeCounts
    from bot.archive.changes.reports import LoadReport
    from bot.cli.question_files import Id
    from bot.editorial.records import ResolvedAnswer
    from retrieval.dialogue.turns import Turn
    from retrieval.records import Answer, Quote


def answer_line(
    answer: Answer, id_: Id, elapsed_ms: float, editorial: Mapping[str, object] | None = None
) -> bytes:
    """Return an answer to the question `id_`, found in so many milliseconds, and what `editors_answer` gives for it."""
    return _line(
        {
            "id": id_,
            "question": answer.question,
            "verdict": answer.verdict,
            "confidence": answer.confidence,
            "quotes": [_quote(quote) for quote in answer.quotes],
            **({"absent": answer.absent} if answer.absent else {}),
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
        "passage": _quote(shown.passage) if shown.passage else None,
        "sources": [
            {"article": None, "url": one} if isinstance(one, str) else {"article": one.id, "url": one.url}
            for one in shown.sources
        ],
        "written": answer.at,
        "edited": answer.edited,
    }


def outcome_line(conversation: int, said: str, outcome: TurnResult, text: str) -> bytes:
    """Return a turn of a conversation (counted from 1): what it was taken for, the reply as values, and as text."""
    turn, reply = outcome.turn, outcome.reply
    answers = [part.response for part in reply.parts] if isinstance(reply, Answered) else []
    shown = reply.quotes if isinstance(reply, Shown | Further) else ()
    listed = reply.articles if isinstance(reply, Listed) else ()
    return _line(
        {
            "conversation": conversation,
            "said": said,
            "turn": type(turn).__name__,
            "of": _details(turn),
            "questions": [response.meant.question for response in answers],
            "filters": [label for response in answers for label in response.meant.labels],
            "loosened": [label for response in answers for label in response.loosened],
            "verdict": [response.answer.verdict for response in answers],
            "confidence": [response.answer.confidence for response in answers],
            "quotes": [_quote(quote) for response in answers for quote in response.answer.quotes]
            + [_quote(quote) for quote in shown],
            "list": [
                {"article": one.id, "title": one.title, "outlet": one.outlet, "published": one.published}
                for one in listed
            ],
            "editorial": [response.editorial.answer.number for response in answers if response.editorial],
            "opened": reply.quote.article.id if isinstance(reply, Opened) else None,
            "text": text,
        }
    )


def _details(turn: Turn) -> list[str]:
    """Return which courtesy, topic, part of an answer or the like a turn is about."""
    match turn:
        case Manners(kinds=kinds):
            return list(kinds)
        case AboutBot(topic=kind) | AboutAnswer(part=kind) | Declined(refusal=kind) | Odd(kind=kind):
            return [kind]
        case Follow(act=act, browse=browse):
            return [act, *_details(browse)]
        case Browse():
            known = (turn.subject, turn.section or "", *(one.label for one in turn.narrowings))
            return [one for one in known if one]
        case _:
            return []


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


def understood_line(path: str, items: Sequence[object], left_out: Sequence[tuple[str, str]]) -> bytes:
    """Return what was understood of a file: its articles, what was set aside, and its lines that are in neither."""
    return _line(
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
        "opens_inside": quote.opens_inside,
        "closes_inside": quote.closes_inside,
        "highlights": quote.highlights,
        "score": quote.score,
        "also": quote.also,
    }


def _line(value: dict[str, object]) -> bytes:
    return msgspec.json.encode(value) + b"\n"
