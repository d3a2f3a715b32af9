"""The least bot there is, against which `load` measures Isnad: it says what it is told.

Settings are those of Isnad: concurrent updates, as many connections, no limiter.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.telegram.handlers import CONNECTIONS, POLLING_CONNECTIONS, POOL_SECONDS
from bot.telegram.transport.chat_order import AT_ONCE

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it back."""
    if update.effective_message and update.effective_message.text:
        await update.effective_message.reply_text(update.effective_message.text)


def main() -> None:
    """Serve until told to end."""
    root = os.environ["ISNAD_BOT_API_URL"]
    builder = ApplicationBuilder().token(os.environ["ISNAD_TELEGRAM_TOKEN"]).base_url(f"{root}/bot")
    builder = builder.connection_pool_size(CONNECTIONS).get_updates_connection_pool_size(POLLING_CONNECTIONS)
    app = builder.pool_timeout(POOL_SECONDS).concurrent_updates(AT_ONCE).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
