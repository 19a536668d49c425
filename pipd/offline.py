"""Writing without a connection: the worker that a browser keeps for us, and the empty page it shows then.

Both are the same bytes for everybody. No page of a signed-in person is ever kept (trust X4).
"""

import hashlib
import json
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from pipd.kit.templatetags.kit import asset
from workshops.logbook import LONGEST

app_name = "offline"

SCRIPTS = ["start", "device", "log", "kept", "outbox", "shell", "typed"]
FACES = [
    "atkinson-hyperlegible-next-latin-400-normal",
    "atkinson-hyperlegible-next-latin-600-normal",
    "source-serif-4-latin-400-normal",
]


def files() -> list[str]:
    """The addresses of all that the empty page is drawn with."""
    drawn = ["img/icon.svg", "build/pipd.css", "build/govuk-frontend.min.js", "django_htmx/htmx-2.min.js"]
    scripts = [f"js/{name}.js" for name in SCRIPTS]
    return [asset(name) for name in [*drawn, *scripts, *(f"build/fonts/{face}.woff2" for face in FACES)]]


def empty_page() -> str:
    """Drawn without a request: nothing of whoever asks for it can be in it."""
    return render_to_string("workshops/log_offline.html", {"longest": LONGEST, "signing_in": True})


@cache
def worker() -> str:
    """The worker's text. It changes with any file it keeps, so that browsers notice a new version."""
    kept = {"page": reverse("offline:points"), "files": files()}
    source = (settings.BASE_DIR / "static/js/worker.js").read_text()
    version = hashlib.sha256(f"{json.dumps(kept)}{source}{empty_page()}".encode()).hexdigest()[:12]
    return f"const KEPT = {json.dumps(kept | {'version': version})};\n{source}"


@method_decorator(login_not_required, name="dispatch")
class Everybody(View):
    """The same for everybody, signed in or not."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True


class Worker(Everybody):
    """Served from the root, because a worker serves only what lies below its own address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(worker(), content_type="text/javascript; charset=utf-8")
        response["Cache-Control"] = "no-cache"
        return response


class EmptyPage(Everybody):
    """The page for logging points without a connection."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(empty_page())


urlpatterns = [
    path("worker.js", Worker.as_view(), name="worker"),
    path("offline/points/", EmptyPage.as_view(), name="points"),
]
