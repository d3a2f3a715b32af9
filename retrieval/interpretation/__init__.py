"""What a question means where it is asked: what it leaves out, and what narrows the search.

Imported by any room above it.
"""
