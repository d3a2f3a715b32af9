"""Remote sources: what they offer, when they are visited, and what is taken.

Imported by `bot.commands`, `bot.telegram.admin`, `bot.telegram.app`, `bot.telegram.readers`.
"""
