"""Every address. Login is the default; public views are the listed exceptions (a test lists all)."""

from django.urls import include, path

from partnerships.signing_in.demo import DemoSignIn
from pipd.board import Board
from pipd.home import Home

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("programme/", Board.as_view(), name="board"),
    # Addresses are tried in turn: pages of sessions come before those that are opened once a month.
    path("areas/<slug:area>/", include("workshops.urls")),
    path("", include("partnerships.urls")),
    path("areas/<slug:area>/plan/", include("actionplans.urls")),
    path("plans/", include("actionplans.urls_public")),
    path("programme/", include("workshops.urls_across")),
    path("programme/", include("actionplans.urls_across")),
    path("", include("pipd.pages")),
    path("", include("pipd.offline")),
    path("", include("pipd.calendar")),
    path("", include("pipd.mail_pages")),
    path("", include("pipd.my_data")),
    path("", include("pipd.area_log")),
    path("", include("pipd.retention")),
    path("", include("pipd.asked_pages")),
    path("", include("pipd.my_account")),
    path("demo/sign-in/", DemoSignIn.as_view(), name="demo-sign-in"),
    path("accounts/", include("partnerships.signing_in.urls")),
]
