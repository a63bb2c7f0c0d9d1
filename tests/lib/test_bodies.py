"""Bodies bounded in size and time."""

import asyncio

from studyapp.lib.bodies import bounded


def asked(messages, *, headers=(), max_bytes=10, max_seconds=0.05):
    """Sends messages to a bounded application; gives the status (0 without an answer) and the body it got."""
    got, sent, waiting = [], [], list(messages)

    async def app(scope, receive, send):
        got.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    application = bounded(app, max_bytes=max_bytes, max_seconds=max_seconds)
    asyncio.run(application({"headers": list(headers)}, receive, send))
    return (sent[0]["status"] if sent else 0), (got[0] if got else None)


def part(body, more):
    return {"type": "http.request", "body": body, "more_body": more}


def test_body_arrives_whole():
    assert asked([part(b"ab", True), part(b"cd", False)]) == (200, b"abcd")


def test_body_over_the_limit_is_refused_by_its_length_or_as_it_comes():
    assert asked([], headers=[(b"content-length", b"11")]) == (413, None)
    assert asked([], headers=[(b"content-length", b"many")]) == (413, None)
    assert asked([part(b"123456", True), part(b"123456", True)]) == (413, None)


def test_body_that_does_not_come_is_given_up():
    assert asked([part(b"ab", True)]) == (408, None)


def test_disconnect_ends_quietly():
    assert asked([part(b"ab", True), {"type": "http.disconnect"}]) == (0, None)
