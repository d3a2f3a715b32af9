"""Many chats that ask for a long time, and what disturbs them."""
