"""CSV and Excel tables to articles.

Imported by nobody.
"""
