"""What quotes tell: which of an answer are chosen, in which order, and how it is put.

Imported by any room above it.
"""
