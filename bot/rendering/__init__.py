"""Answers and articles as text: citations, pages, charts, and right-to-left lines.

Imported by any room above it.
"""
