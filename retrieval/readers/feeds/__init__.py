"""RSS, Atom, sitemaps, WordPress and Telegram exports to entries and articles.

Imported by `bot.sources`, `bot.telegram.readers`, `retrieval.readers.tables`.
"""
