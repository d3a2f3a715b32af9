"""Arabic itself: letters, words, sentences, numerals, dates, stems and roots, spellings and word lists.

Imported by any room above it.
"""
