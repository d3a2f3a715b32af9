"""Files that other programs make readable, where these are installed: scans by Tesseract, old documents by LibreOffice.

Imported by `bot.loading`, `bot.operations`.
"""
