"""Telegram: what its folders share (context, admins, rate limit of readers, logs, metrics), and the application on top.

Imported by any room above it.
"""
