"""The console: prompt, screen and conversation.

Imported by `bot.commands`.
"""
