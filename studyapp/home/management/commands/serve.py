"""manage.py serve: the whole app from one process."""

import contextlib
import signal
import socket
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from studyapp.bank import current, loader

GRACE = 2  # seconds that open connections get at a stop


class Command(BaseCommand):
    """Loads the bank, prints the address and serves until it is told to stop."""

    help = "Serve the app on one port: Django and the live room."
    requires_system_checks: list[str] = []  # it loads the bank itself, and says what is wrong in one line

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address and port."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Stops with one line where the port is taken or the content has problems."""
        try:
            bank = current.bank()
            listener = _listen(options["host"], options["port"])
        except loader.ContentError as error:
            raise CommandError(
                f"the content has {len(error.problems)} problem(s), first: {error.problems[0]}"
            ) from None
        except OSError as error:
            raise CommandError(f"cannot listen on {options['host']}:{options['port']}: {error.strerror}") from None
        port = listener.getsockname()[1]
        self.stdout.write(
            f"{len(bank.facts)} facts, {len(bank.questions)} questions. Serving http://{_name(options['host'])}:{port}/"
        )
        self.stdout.flush()
        config = uvicorn.Config(
            "studyapp.asgi:application",
            log_config=None,
            access_log=False,
            proxy_headers=settings.HTTPS,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=20,
            lifespan="on",
        )
        server = uvicorn.Server(config)
        # uvicorn raises the signal again after a graceful stop; a stop on request is a success.
        signal.signal(signal.SIGTERM, lambda *_: None)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        if not server.started:
            raise CommandError("the server did not start")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(2048)
    return listener


def _name(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
