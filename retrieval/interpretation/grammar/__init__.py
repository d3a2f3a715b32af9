"""What the words of one question are to each other: its subject, the names in it, and what it leaves out.

Imported by any room above it.
"""
