"""Following in Telegram: commands and buttons of followers, what they are told, and its delivery.

Imported by `bot.telegram.app`.
"""
