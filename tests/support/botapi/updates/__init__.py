"""How updates reach a bot: the queue, long polling and webhooks."""
