"""The guarded fetcher of pages: which addresses, how politely, how large.

Imported by `bot.commands`, `bot.replicas`, `bot.sources`, `bot.telegram.admin`, `bot.telegram.app`.
"""
