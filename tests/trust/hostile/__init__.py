"""Articles, files and readers that mean harm."""
