"""What a turn of a conversation is: small talk, a question about the bot, a list, the last answer, or questions.

Imported by any room above it.
"""
