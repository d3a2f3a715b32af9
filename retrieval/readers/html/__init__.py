"""Web pages and saved pages to articles.

Imported by `bot.loading`, `bot.sources`, `retrieval.readers.documents`, `retrieval.readers.feeds`,
`retrieval.readers.tables`.
"""
