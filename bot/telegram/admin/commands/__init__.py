"""The groups of admins' commands, and the router, the only way into any of them.

Imported by `bot.telegram.app`.
"""
