"""Request bodies are taken in before Django sees them: bounded in size and time.

Django works on a few threads. A thread that waits for the rest of a slow body serves nobody else, so the event loop
waits instead, and a body that is too large or too slow never costs a thread.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BYTES = 1_000_000
MAX_SECONDS = 15.0


class _Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        self.status, self.text = status, text


def bounded(app: App, *, max_bytes: int = MAX_BYTES, max_seconds: float = MAX_SECONDS) -> App:
    """An ASGI application that calls `app` with a whole body; 413 for one that is too large, 408 for one too slow."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await asyncio.wait_for(_read(scope, receive, max_bytes), max_seconds)
        except TimeoutError:
            await _refuse(send, 408, "The request took too long to arrive. Please send it again.\n")
        except _Refused as refused:
            if refused.status:
                await _refuse(send, refused.status, refused.text)
        else:
            await app(scope, _replay(body, receive), send)

    return application


async def _read(scope: Scope, receive: Receive, max_bytes: int) -> bytes:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if not declared.isdigit() or int(declared) > max_bytes:
        raise _Refused(413, f"The request is larger than {max_bytes:,} bytes. Nothing of it was taken in.\n")
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refused(0, "")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > max_bytes:
            raise _Refused(413, f"The request is larger than {max_bytes:,} bytes. Nothing of it was taken in.\n")
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hands over the body once, then what the connection says."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
