"""What admins do in their private chats with the bot; each module is a command or two."""
