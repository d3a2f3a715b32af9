"""Word, PDF, EPUB and Markdown files to articles.

Imported by `bot.converters`, `bot.loading`, `retrieval.readers.tables`.
"""
