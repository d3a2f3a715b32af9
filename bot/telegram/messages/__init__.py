"""Answers as Telegram messages: HTML, keyboards, sending.

Imported by any room above it.
"""
