"""The list of sources, and visits to them."""
