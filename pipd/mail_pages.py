"""What we mail a person: what always comes and why, what they may switch off, and one press from a message that does.

A program may press for its reader (RFC 8058); to open the address alone changes nothing (trust X21).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from partnerships import mail_choices
from partnerships.acting import FormAct
from partnerships.models import Seat


class ChoicesForm(forms.Form):
    """One box for each topic."""

    wanted = forms.MultipleChoiceField(
        choices=[(topic.code, topic.words) for topic in mail_choices.TOPICS], required=False
    )


class MailChoices(FormAct):
    """What we mail you: everybody's own."""

    template_name = "home/mail_choices.html"
    form_class = ChoicesForm
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        off = mail_choices.off(user.pk)
        seat = Seat.objects.live().filter(user=user.pk).select_related("programme").first()
        rows = [{"topic": topic, "wanted": topic.code not in off} for topic in mail_choices.TOPICS]
        return super().get_context_data(
            rows=rows, **({"programme": seat.programme} if seat else {}), **kwargs
        )

    def act(self, form: ChoicesForm) -> str:
        user: Any = self.request.user
        mail_choices.choose(user, form.cleaned_data["wanted"])
        return "Saved. It holds from the next email on."

    def onward(self) -> str:
        return reverse("mail-choices")


# No token of ours can be asked for: mail programs press by themselves (RFC 8058), and all it does is to end reminders.
@method_decorator([login_not_required, csrf_exempt, never_cache], name="dispatch")
class MailStop(TemplateView):
    """Where a message says that one press ends mail like it. The address itself is the key, and opens nothing else."""

    template_name = "home/mail_stop.html"
    permission: ClassVar[None] = None
    public: ClassVar[bool] = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = mail_choices.holder(self.kwargs["token"])
        if found is None:
            raise Http404
        self.reader, self.topics = found
        kwargs.pop("token", None)
        return super().get_context_data(topics=self.topics, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(done=True)
        mail_choices.stop(self.reader, [topic.code for topic in self.topics])
        return self.render_to_response(context)


urlpatterns = [
    path("mail/", MailChoices.as_view(), name="mail-choices"),
    path("mail/stop/<slug:token>/", MailStop.as_view(), name="mail-stop"),
]
