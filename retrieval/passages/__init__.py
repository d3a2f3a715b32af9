"""Parts of an article, verbatim: excerpts, who speaks in a quote, and what tells why.

Imported by `bot.answering`, `bot.answering.context`, `bot.answering.responder`, `bot.answering.telling`,
`bot.telegram.readers`.
"""
