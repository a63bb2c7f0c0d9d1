"""Two things share one port: Django, synchronous, on a few threads; and the live room, which owns /live/.

Measured reasons are in docs/adr/0003-process.md.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studyapp.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

_django: Any = WSGIMiddleware(cast(Any, get_wsgi_application()), workers=settings.THREADS)

from studyapp.bank import current
from studyapp.lib.bodies import bounded
from studyapp.polls.live import room

django_app = bounded(_django)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends a connection to the live room or to Django; loads the bank before the first one."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["path"].startswith("/live/"):
        await room(scope, receive, send)
    elif scope["type"] == "http":
        await django_app(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    try:
        current.bank()
        current.search_index()
    except Exception as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
