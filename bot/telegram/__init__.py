"""The bot in Telegram: the only room that imports python-telegram-bot."""
