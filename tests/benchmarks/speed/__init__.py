"""How fast the program is, and what memory it takes."""
