"""The live room: the small ASGI application for what thousands of phones do at once. Empty for now: every address
under /live/ says that there is no such session."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

_BODY = b'{"error": "There is no such live session."}'


async def room(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
    send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
) -> None:
    """Answers 404 to requests and closes what is not HTTP."""
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
        return
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(_BODY)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": _BODY})
