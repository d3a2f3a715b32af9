"""What fetching from the web takes."""
