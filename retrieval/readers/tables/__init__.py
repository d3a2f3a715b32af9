"""CSV and Excel tables, and arrays of JSON, to articles.

Imported by `bot.loading`.
"""
