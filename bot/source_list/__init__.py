"""The list of sources: its kinds, rules and file.

Imported by `bot.commands`, `bot.loading`, `bot.operations`, `bot.sources`, `bot.telegram.admin.commands`.
"""
