"""What fetching from the web takes: which addresses, how politely, and what came back."""
