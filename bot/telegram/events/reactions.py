"""Votes by reaction: what a reader puts under an answer counts as a press on 👍 or 👎."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ReactionTypeEmoji
from telegram.ext import MessageReactionHandler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import ReactionType, Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.telegram.context import BotContext

    Context = ContextTypes.DEFAULT_TYPE

HELPFUL = frozenset("👍❤🔥🥰👏🎉🤩🙏👌😍💯🏆🤗🤝✍🫡🆒💘😘😇")
UNHELPFUL = frozenset("👎🤬😢🤮💩🥱🥴💔🤨😐😭😡")
_VARIATION = "\ufe0f"


class Reactions:
    """The handler of reactions; Telegram tells a bot of them in private chats and where it is an administrator."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    def handler(self) -> BaseHandler[Update, Context, None]:
        """Return what the application has to know."""
        return MessageReactionHandler(
            self.on_reaction, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
        )

    async def on_reaction(self, update: Update, _: Context) -> None:
        """Count a reaction as the reader's vote, the last one of each; one that is taken back counts no more."""
        reaction = update.message_reaction
        who = (reaction.user or reaction.actor_chat) if reaction else None
        if reaction is None or who is None:
            return
        journal = self._context.journal
        token = await journal.answered_by(reaction.chat.id, reaction.message_id)
        if token is None:
            return
        helpful, before = judgement(reaction.new_reaction), judgement(reaction.old_reaction)
        reader = journal.reader(who.id)
        if helpful is not None:
            await journal.vote(token, reader, helpful=helpful)
            self._context.metrics.votes.labels(str(helpful).lower()).inc()
        elif before is not None:
            await journal.unvote(token, reader)


def judgement(reactions: Sequence[ReactionType]) -> bool | None:
    """Return whether reactions approve of an answer (True) or not (False); None where they say neither."""
    for reaction in reactions:
        if isinstance(reaction, ReactionTypeEmoji):
            emoji = reaction.emoji.rstrip(_VARIATION)
            if emoji in HELPFUL | UNHELPFUL:
                return emoji in HELPFUL
    return None
