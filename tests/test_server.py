"""The real server process: health, headers, logs, a graceful stop, and starts that cannot succeed."""

import json
import re
import signal
import socket
import time
import urllib.error
import urllib.request

import pytest

from tests.server import ROOT, environment, serving, set_up

SAMPLE = str(ROOT / "tests/sample")


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    made = environment(tmp_path_factory.mktemp("server"), STUDYAPP_CONTENT=SAMPLE, STUDYAPP_LOG_FORMAT="json")
    made.pop("DATABASE_URL", None)
    set_up(made)
    return made


def get(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def server(env):
    with serving(env) as (_, address):
        yield address


def test_healthz_and_readyz_answer(server):
    assert get(f"{server}healthz")[2] == b"ok\n"
    status, _, body = get(f"{server}readyz")
    assert status == 200
    assert json.loads(body)["ready"] is True


def test_live_room_is_mounted_and_empty(server):
    status, headers, body = get(f"{server}live/ABCDEF/state")

    assert status == 404
    assert headers["content-type"] == "application/json"
    assert "no such live session" in json.loads(body)["error"]


@pytest.mark.parametrize("path", ["", "study/", "topics/", "topics/queue/", "facts/queue.retention/", "search/?q=size"])
def test_pages_are_public_and_carry_the_policy(server, path):
    status, headers, _ = get(server + path)

    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["nothing/", "topics/nothing/", "facts/no.such/", "facts/queue.gone/x"])
def test_unknown_address_is_a_page_that_helps(server, path):
    status, _, body = get(server + path)

    assert status == 404
    assert b"Back to studying" in body


def test_retired_fact_says_so_or_leads_to_its_successor(server):
    assert get(f"{server}facts/queue.gone/")[0] == 410
    assert b"queue.retention" in get(f"{server}facts/queue.old-name/")[2]


def test_static_files_are_compressed_and_kept_for_long(server):
    _, _, page = get(server)
    sheet = re.search(rb'href="/(static/css/app\.[0-9a-f]+\.css)"', page).group(1).decode()

    _, headers, body = get(server + sheet, **{"Accept-Encoding": "br"})

    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert len(body) < 10_000


def test_first_visit_weighs_at_most_60_kb(server):
    _, _, page = get(server)
    weight = len(page)
    for path in set(re.findall(rb'(?:href|src)="/(static/[^"#]+)"', page)):
        weight += len(get(server + path.decode(), **{"Accept-Encoding": "br"})[2])

    assert weight <= 60_000


def test_wrong_host_is_refused(server):
    status, _, body = get(server, Host="evil.example")

    assert status == 400
    assert b"Traceback" not in body


def test_request_id_is_taken_over_and_logged_as_json(env):
    with serving(env) as (process, address):
        _, headers, _ = get(f"{address}topics/", **{"X-Request-ID": "abcdefgh-1234"})
        strange = get(f"{address}topics/", **{"X-Request-ID": "x y\tz"})[1]
        process.terminate()
        log = [json.loads(line) for line in process.stderr.read().splitlines()]

    assert headers["X-Request-ID"] == "abcdefgh-1234"
    assert re.fullmatch(r"[0-9a-f]{16}", strange["X-Request-ID"])
    line = next(entry for entry in log if entry["request"] == "abcdefgh-1234")
    assert (line["message"], line["status"]) == ("GET /topics/", 200)
    assert line["ms"] >= 0


def test_stop_is_graceful_within_three_seconds_with_connections_open(env):
    with serving(env) as (process, address):
        host, port = address.removeprefix("http://").strip("/").split(":")
        idle = socket.create_connection((host, int(port)))
        half = socket.create_connection((host, int(port)))
        half.sendall(b"POST /study/answer/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nkey=")
        time.sleep(0.2)
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)

        code = process.wait(10)

        assert code == 0
        assert time.monotonic() - started < 3
        idle.close()
        half.close()


def test_slow_bodies_do_not_keep_others_waiting(env):
    with serving(env) as (_, address):
        host, port = address.removeprefix("http://").strip("/").split(":")
        slow = [socket.create_connection((host, int(port))) for _ in range(30)]
        for connection in slow:
            connection.sendall(b"POST /study/answer/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nkey=")

        assert get(f"{address}topics/")[0] == 200

        for connection in slow:
            connection.close()


def test_huge_body_is_refused_before_it_is_read(server):
    host, port = server.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            b"POST /study/answer/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000\r\n\r\nkey="
        )
        connection.settimeout(10)
        answer = b""
        while b"bytes. Nothing" not in answer and (part := connection.recv(4096)):
            answer += part

    assert b" 413 " in answer.splitlines()[0]
    assert b"larger than 1,000,000 bytes" in answer


def test_port_in_use_stops_the_start_with_one_line(env, tmp_path):
    import subprocess
    import sys

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "manage.py", "serve", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: cannot listen on 127.0.0.1:")
    assert len(done.stderr.strip().splitlines()) == 1


def test_content_with_a_problem_stops_the_start_with_one_line(env, tmp_path):
    import subprocess
    import sys

    (tmp_path / "sources.yaml").write_text("sources: [")

    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", "0"],
        cwd=ROOT, env={**env, "STUDYAPP_CONTENT": str(tmp_path)}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "sources.yaml:" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
