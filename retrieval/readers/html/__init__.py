"""Web pages and saved pages to articles.

Imported by `bot.sources`, `retrieval.readers.documents`, `retrieval.readers.feeds`, `retrieval.readers.tables`.
"""
