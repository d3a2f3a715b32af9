"""Data that travels in the wheel: `config` and `seeds`, mapped here from the top of the repository."""
