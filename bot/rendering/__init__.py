"""Answers and articles as text: citations, pages, charts, and right-to-left lines.

Imported by `bot.cli`, `bot.telegram.admin`, `bot.telegram.messages`, `bot.telegram.readers`, `bot.terminal`.
"""
