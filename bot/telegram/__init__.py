"""Telegram: what its folders share (context, admins, rate limit of readers, logs, metrics), and the application on top.

Imported by `bot.commands`, `bot.telegram.admin`, `bot.telegram.app`, `bot.telegram.readers`, `bot.telegram.transport`.
"""
