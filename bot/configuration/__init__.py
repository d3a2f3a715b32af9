"""What an editor may change, checked: settings, messages, word lists and tables.

Imported by any room above it.
"""
