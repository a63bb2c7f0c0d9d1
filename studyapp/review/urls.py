"""Addresses under /study/."""

from django.urls import path

from . import views

app_name = "study"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("start/", views.start, name="start"),
    path("answer/", views.answer, name="answer"),
    path("answers/<uuid:key>/", views.answered, name="answered"),
    path("answers/<uuid:key>/grade/", views.regrade, name="regrade"),
    path("undo/", views.undo, name="undo"),
    path("bury/", views.put_aside, {"suspend": False}, name="bury"),
    path("suspend/", views.put_aside, {"suspend": True}, name="suspend"),
    path("mark/", views.mark, name="mark"),
    path("cards/", views.cards, name="cards"),
    path("cards/<str:card_id>/", views.card, name="card"),
    path("cards/<str:card_id>/take-up/", views.take_up, name="take-up"),
    path("settings/", views.settings, name="settings"),
]
