"""People in chats, what they do to a bot, and what they see of it."""
