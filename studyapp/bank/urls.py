"""Addresses of the bank: /topics/, /facts/ and /search/."""

from django.urls import path

from . import views

app_name = "bank"
urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("facts/<str:fact_id>/", views.fact, name="fact"),
    path("search/", views.search, name="search"),
]
