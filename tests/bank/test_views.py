"""Topics, facts and search over HTTP, open to everybody."""

import pytest

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(client, path, **extra):
    response = client.get(path, **extra)
    assert response.status_code == 200
    return response.content.decode()


def test_topics_lists_every_topic_with_its_counts(guest):
    page = body(guest, "/topics/")

    assert "Sample queue" in page
    assert "10 facts · 6 questions" in page


def test_topic_shows_every_fact_with_its_stamp(guest, bank):
    page = body(guest, "/topics/queue/")

    assert all(f'id="{fact.id}"' in page for fact in bank.facts_of("queue"))
    assert page.count("as of 2026-11") == 10


def test_fact_shows_source_date_history_and_dispute(guest):
    page = body(guest, "/facts/queue.retention/")

    for said in ("Queue guide", "https://example.com/queue", "read 2026-11-20", "Sample notes", "line 7"):
        assert said in page
    for said in ("9 units", "until <time>2025-08", "Twelve units", "Nobody else says so", "It was more before"):
        assert said in page
    assert "Raised on request" in page


def test_fact_names_the_exam_domains(guest):
    assert "Sample exam (TST-C01): 1. Building" in body(guest, "/facts/queue.retention/")


def test_retired_fact_says_why(guest):
    response = guest.get("/facts/queue.gone/")

    assert response.status_code == 410
    assert "The service was closed." in response.content.decode()


def test_search_finds_topics_facts_and_questions_with_a_typo(guest):
    page = body(guest, "/search/?q=visibilty")

    assert "/facts/queue.visibility/" in page


def test_search_by_htmx_gives_the_results_only(guest):
    page = body(guest, "/search/?q=retention", **HTMX)

    assert page.lstrip().startswith('<section id="results"')


def test_search_without_a_hit_says_what_to_try(guest):
    assert "Nothing found for" in body(guest, "/search/?q=zzzzqqqq")


def test_search_escapes_what_was_typed(guest):
    page = body(guest, "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("query", ["", "%20", "x" * 5000, "%00", "%F0%9F%98%80", "(((", "%22%27--"])
def test_search_takes_any_input(guest, query):
    assert guest.get(f"/search/?q={query}").status_code == 200


@pytest.mark.parametrize("path", ["/topics/", "/topics/queue/", "/facts/queue.retention/", "/search/?q=size"])
def test_pages_of_the_bank_touch_no_database_for_a_newcomer(guest, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        guest.get(path)


@pytest.mark.parametrize("path", ["/topics/", "/topics/queue/", "/facts/queue.retention/", "/search/"])
def test_pages_of_the_bank_refuse_post(guest, path):
    assert guest.post(path).status_code == 405
