"""What admins may do: each group of commands, its guard and its background jobs.

Imported by `bot.telegram.app`.
"""
