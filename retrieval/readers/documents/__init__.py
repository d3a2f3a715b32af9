"""Word, PDF, EPUB and Markdown files to articles.

Imported by `retrieval.readers.tables`.
"""
