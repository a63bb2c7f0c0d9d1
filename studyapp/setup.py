"""python -m studyapp.setup: makes a fresh checkout ready to serve, in one process; quick when nothing has changed."""

import os
import sys


def main() -> int:
    """Checks the content, migrates the database and collects the static files. Exits with one line on a problem."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studyapp.settings")
    import django
    from django.core.management import CommandError, call_command
    from django.db import OperationalError

    django.setup()
    try:
        call_command("check_content")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    except CommandError as error:
        print(f"Cannot start: {error}", file=sys.stderr)  # noqa: T201
        return 1
    except OperationalError as error:
        print(f"Cannot start: the database does not answer: {str(error).splitlines()[0]}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
