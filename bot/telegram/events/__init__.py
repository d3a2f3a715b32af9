"""What reaches the bot beside questions and presses: inline queries, guests, reactions, groups; how it presents itself.

Imported by `bot.telegram.app`.
"""
