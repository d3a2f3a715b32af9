"""The server's HTTP side: requests in, envelopes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import web

from tests.support.botapi.answers import error_answer, good_answer
from tests.support.botapi.methods.sending import Upload
from tests.support.botapi.objects.errors import ApiError

if TYPE_CHECKING:
    from tests.support.botapi.faults import FaultPlan
    from tests.support.botapi.methods.table import Methods
    from tests.support.botapi.state.files import Files
    from tests.support.botapi.state.journal import Journal

LARGEST_REQUEST = 64 * 1024 * 1024
_UNAUTHORIZED = ApiError(401, "Unauthorized", breach=False)


class Frontend:
    """Routes /botTOKEN/METHOD and /file/botTOKEN/PATH of one bot."""

    def __init__(
        self, token: str, methods: Methods, files: Files, journal: Journal, faults: FaultPlan
    ) -> None:
        self._token = token
        self._methods = methods
        self._files = files
        self._journal = journal
        self._faults = faults

    def application(self) -> web.Application:
        """Return an aiohttp application; one is needed for every start."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return error_answer(_UNAUTHORIZED)
        method = request.match_info["method"]
        form, uploads = await _read(request)
        call = self._journal.begin(method, form)

        async def carry_out() -> web.StreamResponse:
            try:
                result = await self._methods.carry_out(method, form, uploads)
            except ApiError as error:
                self._journal.end(call, error)
                return error_answer(error)
            self._journal.end(call)
            return good_answer(result)

        fault = self._faults.next(method)
        if fault is None:
            return await carry_out()
        call.outcome = f"failed on purpose: {fault}"
        self._methods.doubt(method)
        return await fault.strike(request, carry_out)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return error_answer(_UNAUTHORIZED)
        stored = self._files.at(request.match_info["path"])
        if stored is None:
            return error_answer(ApiError(404, "Not Found", breach=True))
        return web.Response(body=stored.data, content_type="application/octet-stream")


async def _read(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Return the parameters of a request, each as text or JSON text, and its files; a file stands as attach://NAME."""
    if request.content_type == "application/json":
        body = await request.json()
        return {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()
        }, {}
    texts: dict[str, str] = dict(request.query)
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            texts[name] = value if isinstance(value, str) else bytes(value).decode()
    references = {name: f"attach://{name}" for name in uploads}
    direct = {name: reference for name, reference in references.items() if reference not in texts.values()}
    return texts | direct, uploads
