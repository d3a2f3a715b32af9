"""The methods that a bot may call, and what each refuses."""
