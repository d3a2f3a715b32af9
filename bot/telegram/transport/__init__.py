"""Updates in and calls out: HTTP server, parsing, order within chats, rate limits.

Imported by `bot.commands`, `bot.telegram.app`, `bot.telegram.following`.
"""
