"""What stands behind the server: people, chats, messages, files, commands and what the bot did."""
