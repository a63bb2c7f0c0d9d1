"""The real server in a process of its own, for the tests that need one."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(data, **values):
    """A clean environment with a data folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "DATABASE_URL") if name in os.environ}
    own = {"STUDYAPP_DATA": str(data), "STUDYAPP_STATIC": str(data / "static"), "STUDYAPP_THREADS": "4"}
    return {**kept, **own, **values}


def set_up(env):
    """Migrates and collects, as `make run` does."""
    done = subprocess.run(
        [sys.executable, "-m", "studyapp.setup"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(env, *arguments):
    """Starts the server on a free port and gives the process and its address; stops it at the end."""
    command = [sys.executable, "manage.py", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        first = process.stdout.readline()
        found = re.search(r"http://\S+/", first)
        if not found:
            raise AssertionError(f"the server did not start: {first}{process.stderr.read()}")
        yield process, found.group(0).replace("localhost", "127.0.0.1")
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()
        process.stderr.close()


def wait_until(condition, seconds=5.0):
    """Waits until a condition holds; False when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
