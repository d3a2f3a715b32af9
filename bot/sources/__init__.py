"""Remote sources: their entries, when they are visited, and what is taken.

Imported by `bot.commands`, `bot.telegram.admin`, `bot.telegram.admin.commands`, `bot.telegram.app`,
`bot.telegram.readers`.
"""
