"""What narrows the search in a question: its filters, of days, outlets and sections.

Imported by `bot.answering`, `bot.answering.responder`, `retrieval.dialogue`, `retrieval.interpretation`.
"""
