"""Health and safety: doctor, integrity, backup and restore.

Imported by `bot.cli`, `bot.commands`, `bot.replicas`, `bot.telegram.admin`, `bot.telegram.transport`.
"""
