"""How often a reader gets a message twice, or never, when connections break after a send has left.

Run it by hand: `python -m tests.trust.doubts [chats] [rounds]`.

Many private chats, whose messages Telegram numbers together, are written to at the same time. Of the first tries some
are carried out and the receipt is lost, or an error comes in its place; others are not carried out at all: the bot
cannot tell one from the other.
"""

from __future__ import annotations

import asyncio
import random
import sys

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.transport.message_ids import MessageIds
from bot.telegram.transport.parsing import CheckedRequest
from bot.telegram.transport.rate_limiter import RetryingRateLimiter
from tests.support.botapi import BotApi, ConnectionReset, HtmlPage, LostReply, Refused, Unreadable

CHATS, ROUNDS = 40, 30
CONNECTIONS = 64
WAYS = (
    *(LostReply(), LostReply(), HtmlPage(504, carried_out=True), Unreadable(carried_out=True)),
    *(ConnectionReset(), ConnectionReset(), HtmlPage(502), Refused(500, "Internal Server Error")),
)


async def main(chats: int, rounds: int) -> None:
    """Print the number of doubtful sends, of copies, and of messages that never came."""
    dice = random.Random(14)
    ids = MessageIds()
    async with BotApi() as server:
        request = CheckedRequest(CONNECTIONS, pool_timeout=30.0)
        limiter = RetryingRateLimiter(CONNECTIONS, ids, throttle=False)
        async with ExtBot(server.token, server.base_url, request=request, rate_limiter=limiter) as bot:
            readers = [server.user(100 + number) for number in range(chats)]

            async def send(chat: int, number: int) -> None:
                try:
                    await bot.send_message(chat, f"جواب {number}")
                except TelegramError as error:
                    print(f"not sent: {error}")

            for number in range(rounds):
                for reader in readers:
                    asked = await reader.says(f"سؤال {number}")
                    ids.note(reader.user.id, asked.id)
                server.fails("sendMessage", *dice.choices(WAYS, k=chats))
                await asyncio.gather(*(send(reader.user.id, number) for reader in readers))
            came = [
                sum(post.text == f"جواب {n}" for post in r.chat()) for r in readers for n in range(rounds)
            ]
    doubtful = chats * rounds
    copies, lost = sum(max(0, times - 1) for times in came), came.count(0)
    print(f"{doubtful} doubtful sends: {copies} copies, {lost} lost")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*given, *(CHATS, ROUNDS)[len(given) :]))
