"""How updates reach the bot: getUpdates, or a webhook that it sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.botapi.objects.errors import breach, conflict
from tests.support.botapi.objects.events import DEFAULT_KINDS, WebhookInfo
from tests.support.botapi.updates.webhook import Webhook, WebhookSender

if TYPE_CHECKING:
    from tests.support.botapi.objects.events import Update
    from tests.support.botapi.objects.parameters import DeleteWebhook, GetUpdates, SetWebhook
    from tests.support.botapi.updates.queue import UpdateQueue

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Delivery:
    """The one way that is in use, over the queue of updates."""

    def __init__(self, queue: UpdateQueue) -> None:
        self._queue = queue
        self._sender: WebhookSender | None = None

    @property
    def webhook(self) -> Webhook | None:
        """Return the webhook that is set, if one is."""
        return self._sender.hook if self._sender else None

    async def get_updates(self, p: GetUpdates) -> list[Update]:
        """Carry out long polling."""
        self._queue.allow(p.allowed_updates)
        return await self._queue.poll(p.offset, p.limit, p.timeout)

    async def set_webhook(self, p: SetWebhook) -> bool:
        """Deliver to a URL from now on; plain http is taken, as a self-hosted Bot API server takes it."""
        if not p.url:
            return await self._leave(drop=p.drop_pending_updates)
        _check(p)
        self._queue.allow(p.allowed_updates)
        await self._leave(drop=p.drop_pending_updates)
        self._queue.interrupt(conflict("terminated by setWebhook request"))
        self._queue.webhook_active = True
        self._sender = WebhookSender(self._queue, Webhook(p.url, p.secret_token, p.max_connections))
        return True

    async def delete_webhook(self, p: DeleteWebhook) -> bool:
        """Go back to long polling."""
        return await self._leave(drop=p.drop_pending_updates)

    def webhook_info(self) -> WebhookInfo:
        """Carry out getWebhookInfo."""
        hook, error = self.webhook, self._sender.last_error if self._sender else None
        return WebhookInfo(
            url=hook.url if hook else "",
            has_custom_certificate=False,
            pending_update_count=len(self._queue.pending),
            last_error_message=error,
            max_connections=hook.max_connections if hook else None,
            allowed_updates=() if self._queue.allowed == DEFAULT_KINDS else self._queue.allowed,
        )

    async def close(self) -> None:
        """Stop delivering."""
        if self._sender is not None:
            await self._sender.close()
            self._sender = None

    async def _leave(self, *, drop: bool) -> bool:
        await self.close()
        self._queue.webhook_active = False
        if drop:
            self._queue.clear()
        return True


def _check(p: SetWebhook) -> None:
    if not p.url.startswith(("http://", "https://")):
        raise breach("bad webhook: invalid webhook URL specified")
    if not 1 <= p.max_connections <= 100:
        raise breach("bad webhook: max_connections must be between 1 and 100")
    if p.secret_token is not None and not _SECRET.fullmatch(p.secret_token):
        raise breach("secret token contains unallowed characters")
