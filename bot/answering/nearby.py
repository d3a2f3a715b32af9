"""Headlines instead of quotations: of what a question only names, and what is near to one that has no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.replies import Listed
from bot.rendering.texts import FAIR_CONFIDENCE, one_line, refusal
from retrieval.arabic.clitics import is_definite
from retrieval.arabic.text import fold
from retrieval.dialogue.turns import Browse, Narrowing
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.inquiries import Inquiries, Response
    from bot.answering.lists import Lists
    from bot.configuration.messages import Messages
    from retrieval.dialogue.interpreter import DialogueInterpreter
    from retrieval.interpretation.interpreter import Interpretation

_LONGEST = 4  # words of a subject
_PLACES = 2  # of a question, about which there may be headlines


class Nearby:
    """Finds the headlines that serve a reader better than the answer to a question."""

    def __init__(self, inquiries: Inquiries, dialogue: DialogueInterpreter, lists: Lists) -> None:
        self._inquiries = inquiries
        self._dialogue = dialogue
        self._lists = lists

    async def instead(self, said: str, response: Response, messages: Messages) -> Listed | None:
        """Return the headlines instead of an answer that is not sure, or of none; None where the answer stands.

        What follows on from before, or asks who said something, keeps its answer.
        """
        answer = response.answer
        sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
        if sure or response.completed or response.editorial or answer.declined or answer.silent:
            return None
        if listed := await self._named(said, response.meant, messages):
            return listed
        return None if answer.verdict is Verdict.ANSWERED else await self._near(response, messages)

    async def _named(self, said: str, meant: Interpretation, messages: Messages) -> Listed | None:
        """Return the headlines about what a message only names, «سوريا», or of which it asks what happened there."""
        facets = await self._inquiries.facets()
        named = None if said.endswith(("؟", "?")) and " " not in said else meant.asked
        browse = self._dialogue.alone(named, facets) if named else None
        return await self._listed(browse, meant, messages) if browse else None

    async def _near(self, response: Response, messages: Messages) -> Listed | None:
        """Return the headlines about what a question without an answer is about, or about a place that it names."""
        facets, meant = await self._inquiries.facets(), response.meant
        understood = self._inquiries.interpreter
        about = understood.about(meant.asked, facets)
        for subject in (*_shorter(about), *understood.places(meant.asked)[:_PLACES]):
            browse = self._dialogue.named(subject, facets)
            if browse is None or fold(browse.subject) in understood.cues.attributes:
                continue
            if listed := await self._listed(browse, replace(meant, filters=()), messages):
                why, _ = refusal(response.answer, messages)
                articles = messages.sources.articles.of(listed.total)
                named = one_line(listed.browse.subject)
                head = messages.conversation.browse.near.format(why=why, subject=named, articles=articles)
                return replace(listed, head=head, unanswered=response)
        return None

    async def _listed(self, browse: Browse, meant: Interpretation, messages: Messages) -> Listed | None:
        """Return the headlines of a list within the filters of a question; None where there are none."""
        narrowings = (
            Narrowing(label, one.scope) for label, one in zip(meant.labels, meant.filters, strict=True)
        )
        within = replace(browse, narrowings=(*browse.narrowings, *narrowings))
        listed = await self._lists.listed(within, 0, messages)
        return listed if isinstance(listed, Listed) and listed.browse == within else None


def _shorter(subject: str) -> Iterator[str]:
    """Yield a subject with ever fewer words; its first one alone only where that has the article, «الدينار طايح»."""
    words = subject.split()[:_LONGEST]
    for count in range(len(words), 0, -1):
        if count > 1 or len(words) == 1 or is_definite(fold(words[0])):
            yield " ".join(words[:count])
