"""Answers as Telegram messages: HTML, keyboards, sending.

Imported by `bot.telegram.admin`, `bot.telegram.app`, `bot.telegram.events`, `bot.telegram.following`,
`bot.telegram.readers`.
"""
