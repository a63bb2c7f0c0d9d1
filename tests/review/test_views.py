"""The session over HTTP: the page, the part, the plain post, the stranger, and input that no page of ours sends."""

import re
import uuid

import pytest

from studyapp.accounts.models import User
from studyapp.answers.models import Answer
from studyapp.review.models import Card, Desk, Preferences

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def form_of(response):
    """The hidden fields of the session page."""
    return dict(re.findall(r'name="(key|card_id|seen_reviews)" value="([^"]*)"', response.content.decode()))


def first_answer(client, **extra):
    fields = form_of(client.get("/study/?show=answer"))
    return fields, client.post("/study/answer/", {**fields, "grade": "3"}, **extra)


def test_desk_shows_a_first_card_without_an_account_and_stores_nothing(guest):
    response = guest.get("/study/")

    assert response.status_code == 200
    assert "Show the answer" in response.content.decode()
    assert User.objects.count() == Desk.objects.count() == 0


def test_first_answer_makes_a_guest_and_goes_on(guest):
    fields, response = first_answer(guest)

    assert (response.status_code, response["Location"]) == (303, "/study/")
    learner = User.objects.get()
    assert learner.is_guest
    assert str(Answer.objects.get(learner=learner).key) == fields["key"]
    after = form_of(guest.get("/study/?show=answer"))
    assert after["card_id"] != fields["card_id"]


def test_first_answer_twice_makes_one_guest_and_one_answer(guest):
    fields = form_of(guest.get("/study/?show=answer"))
    visit = guest.cookies["visit"].value
    guest.post("/study/answer/", {**fields, "grade": "3"})
    guest.cookies.clear()
    guest.cookies["visit"] = visit

    guest.post("/study/answer/", {**fields, "grade": "3"})

    assert User.objects.count() == 1
    assert Answer.objects.count() == 1


def test_first_answer_without_cookies_says_so_and_gives_a_card(guest):
    fields = form_of(guest.get("/study/?show=answer"))
    guest.cookies.clear()

    response = guest.post("/study/answer/", {**fields, "grade": "3"}, follow=True)

    assert "did not send the cookie" in response.content.decode()
    assert User.objects.count() == 0


def test_first_answer_takes_the_time_zone_of_the_browser_or_the_default(guest):
    fields = form_of(guest.get("/study/?show=answer"))
    guest.post("/study/answer/", {**fields, "grade": "3", "time_zone": "Pacific/Auckland"})

    assert User.objects.get().time_zone == "Pacific/Auckland"


def test_first_answer_within_a_topic_stays_in_the_topic(guest):
    fields = form_of(guest.get("/study/?show=answer&topic=topic"))
    assert fields["card_id"].startswith("topic.")

    guest.post("/study/answer/", {**fields, "topic": "topic", "exam": "", "grade": "3"})

    assert Desk.objects.get().topic == "topic"
    assert form_of(guest.get("/study/?show=answer"))["card_id"].startswith(("topic.", "q.topic."))


def test_answer_by_htmx_gives_the_part_only(alices):
    _, response = first_answer(alices, **HTMX)

    body = response.content.decode()
    assert response.status_code == 200
    assert body.lstrip().startswith("<study-desk")
    assert "<html" not in body
    assert "HX-Request" in response["Vary"]
    assert "no-store" in response["Cache-Control"]


def test_history_restore_gives_the_whole_page(alices):
    response = alices.get("/study/", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")

    assert "<html" in response.content.decode()


def ask_question(client, user, card_id):
    """Puts a question on the learner's desk."""
    client.get("/study/")
    Desk.objects.filter(learner=user).update(card_id=card_id)
    return form_of(client.get("/study/"))


def test_question_wrong_is_again_and_shows_every_reason(alices, alice, bank):
    fields = ask_question(alices, alice, "q.queue.keep-longer")
    page = alices.get("/study/").content.decode()
    wrong = re.search(r'value="(\d)"[^>]*><b aria-hidden="true">.</b><span>A longer delay', page).group(1)

    response = alices.post("/study/answer/", {**fields, "choice": wrong}, follow=True)

    body = response.content.decode()
    assert response.redirect_chain == [(f"/study/answers/{fields['key']}/", 303)]
    assert "Not right" in body
    assert all(option.why in body for option in bank.questions["q.queue.keep-longer"].options)
    assert Answer.objects.get().grade == 1


def test_question_right_is_good_and_can_be_easy(alices, alice):
    fields = ask_question(alices, alice, "q.queue.how-many")
    response = alices.post("/study/answer/", {**fields, "number": "2"}, follow=True)
    assert "Right" in response.content.decode()
    assert Answer.objects.get().grade == 3

    alices.post(f"/study/answers/{fields['key']}/grade/", {"grade": "4"})

    assert Answer.objects.standing().get().grade == 4


def test_question_with_too_few_choices_says_what_is_missing_and_keeps_the_choice(alices, alice):
    fields = ask_question(alices, alice, "q.queue.two-settings")

    response = alices.post("/study/answer/", {**fields, "choice": "1"})

    body = response.content.decode()
    assert response.status_code == 422
    assert "Choose two." in body
    assert re.search(r'value="1"[^>]* checked', body)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "nonsense"}, "key"),
        ({"card_id": "no.such:card"}, "There is no such card"),
        ({"grade": "7"}, "grade"),
        ({"grade": ""}, "Choose Again, Hard, Good or Easy"),
        ({"seen_reviews": "-1"}, "seen_reviews"),
        ({"milliseconds": "many"}, "milliseconds"),
        ({"card_id": "x" * 5000}, "card_id"),
        ({"card_id": "queue.size:main\x00"}, "card_id"),
    ],
)
def test_answer_with_wrong_input_says_which_field_and_stores_nothing(alices, change, said):
    fields = form_of(alices.get("/study/?show=answer"))

    response = alices.post("/study/answer/", {**fields, "grade": "3", **change})

    assert response.status_code == 400
    assert said in response.content.decode()
    assert Answer.objects.count() == 0


def test_huge_body_is_refused_with_a_page(alices):
    response = alices.post("/study/answer/", {"card_id": "x" * 300_000})

    assert response.status_code == 400
    assert "cannot read" in response.content.decode()


@pytest.mark.parametrize("path", ["answer/", "start/", "undo/", "bury/", "suspend/", "mark/"])
def test_get_where_only_post_is_allowed_is_405(alices, path):
    assert alices.get(f"/study/{path}").status_code == 405


def test_post_without_csrf_token_ends_in_a_page_that_helps(alice):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post("/study/undo/")

    assert response.status_code == 403
    assert "reload" in response.content.decode()


def test_another_persons_answer_is_404(alices, bobs, alice):
    fields = ask_question(alices, alice, "q.queue.how-many")
    alices.post("/study/answer/", {**fields, "number": "2"})

    assert alices.get(f"/study/answers/{fields['key']}/").status_code == 200
    assert bobs.get(f"/study/answers/{fields['key']}/").status_code == 404
    bobs.get("/study/")
    bobs.post(f"/study/answers/{fields['key']}/grade/", {"grade": "4"})
    assert Answer.objects.standing().get().grade == 3


def test_another_persons_card_is_404(alices, bobs):
    fields, _ = first_answer(alices)
    path = f"/study/cards/{fields['card_id']}/"

    assert alices.get(path).status_code == 200
    assert bobs.get(path).status_code == 404
    assert bobs.post(f"{path}take-up/").status_code == 404


def test_another_persons_key_touches_nothing_of_theirs(alices, bobs, alice, bob):
    fields, _ = first_answer(alices)
    before = Card.objects.filter(learner=alice).values().get()

    bobs.post("/study/answer/", {**fields, "grade": "1"})

    assert Answer.objects.get(learner=alice).grade == 3
    assert Answer.objects.get(learner=bob).grade == 1
    assert Card.objects.filter(learner=alice).values().get() == before


@pytest.mark.parametrize("path", ["/study/cards/", "/study/settings/", f"/study/answers/{uuid.UUID(int=7)}/"])
def test_pages_of_a_learner_send_newcomers_to_study(guest, path):
    response = guest.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/study/")


def test_cards_lists_one_and_many_with_the_same_number_of_queries(alices, alice, django_assert_num_queries):
    first_answer(alices)
    Card.objects.update(marked=True)
    with django_assert_num_queries(8):
        alices.get("/study/cards/?show=marked")
    for _ in range(3):
        first_answer(alices)
    Card.objects.update(marked=True)

    with django_assert_num_queries(8):
        assert alices.get("/study/cards/?show=marked").content.decode().count('<li><a href="/study/cards/') == 4


def test_settings_saves_and_refuses_with_the_field(alices, alice):
    good = {
        "time_zone": "Asia/Tokyo", "rollover_hour": "3", "desired_retention": "85", "new_per_day": "5",
        "reviews_per_day": "50", "learning_steps": "1m  15m", "relearning_steps": "", "maximum_interval": "365",
        "leech_lapses": "6",
    }  # fmt: skip
    assert alices.post("/study/settings/", good).status_code == 303
    alice.refresh_from_db()
    kept = Preferences.objects.get(learner=alice)
    assert (alice.time_zone, alice.rollover_hour, kept.desired_retention) == ("Asia/Tokyo", 3, 0.85)
    assert kept.learning_steps == "1m 15m"

    response = alices.post("/study/settings/", {**good, "learning_steps": "soon", "rollover_hour": "24"})

    body = response.content.decode()
    assert response.status_code == 422
    assert "is not a step such as" in body
    assert "less than or equal to 23" in body


def test_end_of_a_sitting_sums_up_what_went_wrong(alices, alice, now, monkeypatch):
    monkeypatch.setattr("studyapp.review.views._now", lambda: now)
    Preferences.objects.create(learner=alice, new_per_day=2, learning_steps="")
    fields = form_of(alices.get("/study/?show=answer"))
    alices.post("/study/answer/", {**fields, "grade": "1"})
    fields = form_of(alices.get("/study/?show=answer"))
    alices.post("/study/answer/", {**fields, "grade": "4"})

    page = alices.get("/study/").content.decode()

    assert "Session done" in page
    assert "2 answers, 50 % remembered" in page
    assert "/facts/queue." in page
    assert "The next card in learning comes at" in page


def test_reveal_in_a_stale_tab_shows_the_card_that_comes_now(alices):
    key = form_of(alices.get("/study/?show=answer"))["key"]
    first_answer(alices)

    page = alices.get(f"/study/?show=answer&key={key}").content.decode()

    assert "gone on elsewhere" in page
    assert "Show the answer" in page


def test_start_with_an_unknown_topic_or_exam_says_so(alices):
    for scope in ({"topic": "nothing"}, {"exam": "XXX-C09"}):
        response = alices.post("/study/start/", scope)

        assert response.status_code == 400
        assert "There is no such" in response.content.decode()


def test_card_that_left_the_bank_is_passed_over(alices, alice):
    alices.get("/study/")
    Desk.objects.filter(learner=alice).update(card_id="queue.left-the-bank:main")

    assert form_of(alices.get("/study/?show=answer"))["card_id"].startswith(("queue.", "topic.", "q."))


def test_mark_and_bury_and_undo_by_plain_post(alices, alice):
    fields = form_of(alices.get("/study/?show=answer"))
    alices.post("/study/mark/", {"card_id": fields["card_id"], "marked": "yes"})
    assert Card.objects.get().marked

    alices.post("/study/bury/", {"card_id": fields["card_id"]})
    assert form_of(alices.get("/study/?show=answer"))["card_id"] != fields["card_id"]

    alices.post("/study/undo/")
    assert form_of(alices.get("/study/?show=answer"))["card_id"] == fields["card_id"]


def test_answer_to_next_card_takes_at_most_eight_queries(alices, alice, django_assert_max_num_queries):
    fields, _ = first_answer(alices)
    fields = form_of(alices.get("/study/?show=answer"))

    with django_assert_max_num_queries(10):  # eight, and BEGIN and COMMIT around them
        response = alices.post("/study/answer/", {**fields, "grade": "3"}, **HTMX)

    assert response.status_code == 200
