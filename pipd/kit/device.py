"""Forms that a script sends for somebody, perhaps much later: what waits on a device is saved for nobody else."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import FormView

HEADER = "X-Person"
CREATED, SOMEBODY_ELSE, REFUSED = 201, 412, 422


def person_code(user: Any) -> str:
    """A code that says which account something on a device belongs to, and nothing else about it."""
    # Of the account's random id alone: with the secret key in it, a new key would hide what waits from its author.
    return hashlib.sha256(f"pipd.kit.device {user.pk}".encode()).hexdigest()[:32]


class SentLater(FormView):
    """Mixed into a form's page: answers a script in a word, and a person by a page as ever.

    A script names the account that wrote the words. Only "created" (201) tells it that they are kept: a page that
    some other machine puts in between, such as the sign-in of a village hall's wifi, must not pass for that.

    The page, which knows what it does when something is kept, answers a script with `created` then.
    """

    @property
    def is_sent_later(self) -> bool:
        return HEADER in self.request.headers

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_sent_later and request.headers[HEADER] != person_code(request.user):
            return HttpResponse(status=SOMEBODY_ELSE)
        return super().post(request, *args, **kwargs)

    def created(self) -> HttpResponse:
        """What a script is told once the words are kept."""
        return HttpResponse(status=CREATED)

    def form_invalid(self, form: Any) -> HttpResponse:
        if not self.is_sent_later:
            return super().form_invalid(form)
        reasons = [f"{reason.rstrip('.')}." for told in form.errors.values() for reason in told]
        return HttpResponse(" ".join(reasons), content_type="text/plain; charset=utf-8", status=REFUSED)
