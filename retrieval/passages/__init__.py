"""Parts of an article, verbatim: excerpts, who speaks in a quote, and what tells why.

Imported by `bot.answering`, `bot.telegram.readers`.
"""
