"""Health and safety: doctor, integrity, backup and restore.

Imported by `bot.commands`, `bot.telegram.transport`.
"""
