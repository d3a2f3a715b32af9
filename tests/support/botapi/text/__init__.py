"""What a text means to Telegram: its length, its markup and how it is shown."""
