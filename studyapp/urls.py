"""All addresses. Those of later capabilities answer 404 until they exist; no link leads to them."""

from django.urls import include, path

from studyapp.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("studyapp.bank.urls")),
    path("study/", include("studyapp.review.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
handler400 = "studyapp.home.views.bad_request"
handler403 = "studyapp.home.views.permission_denied"
handler404 = "studyapp.home.views.not_found"
handler500 = "studyapp.home.views.server_error"
