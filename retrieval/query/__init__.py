"""What a question says by itself: its words and what they ask for, and what no archive answers.

Imported by any room above it.
"""
