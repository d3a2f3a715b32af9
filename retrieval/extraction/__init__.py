"""A scraped page's lines to an article: boilerplate, headline, outlet, author, date and body.

Imported by any room above it.
"""
