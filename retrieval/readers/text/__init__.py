"""Scraped pages saved as plain text to articles: broken lines made whole, pages on one line parted.

Imported by nobody.
"""
