"""What a reader means: the parsed question, what it leaves out, and what narrows the search.

Imported by any room above it.
"""
