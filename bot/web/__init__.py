"""The guarded fetcher of pages: which addresses, how politely, how large.

Imported by `bot.commands`, `bot.replicas`, `bot.sources`, `bot.telegram.admin.commands`, `bot.telegram.app`.
"""
