"""How good answers and cleaned pages are, and how weights are fitted."""
