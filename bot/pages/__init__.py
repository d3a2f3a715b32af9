"""Pages for browsers and an HTTP API: articles at a passage, a search box, headlines, JSON for programs.

Imported by `bot.telegram.app`.
"""
