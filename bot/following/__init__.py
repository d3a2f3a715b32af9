"""Following: which subjects readers follow, which new articles tell of them, and when each reader is told.

Imported by `bot.telegram.admin.commands`, `bot.telegram.following`.
"""
