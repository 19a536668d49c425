"""What was kept long enough, of every app (domain 3R): counts, the rule in words, and what a coordinator confirms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import path, reverse

from partnerships import keeping
from partnerships.access import ProgrammeMixin
from partnerships.acting import FormAct
from partnerships.keeping import Kind
from partnerships.models import Programme
from partnerships.permissions import Permission
from pipd.each_app import ask_each_app
from pipd.kit.fields import Checkboxes, Form
from pipd.kit.layout import Helper, Submit
from pipd.kit.wording import count


def kinds() -> list[Kind]:
    """All kinds, in the order of the apps."""
    return [kind for app in ask_each_app("retention") for kind in app.KINDS]


def watched(programme: Programme) -> list[str]:
    """What is kept elsewhere and only watched from here, in sentences."""
    return [
        said for app in ask_each_app("retention") for said in getattr(app, "watched", _nothing)(programme)
    ]


def _nothing(programme: Programme) -> list[str]:
    return []


def propose() -> None:
    """Put what is due to the coordinators of every programme: run daily, it does so once a month."""
    for programme in Programme.objects.order_by("pk"):
        keeping.propose(programme, kinds())


class ConfirmForm(Form):
    """Which of the kinds that are due go now."""

    kinds = forms.MultipleChoiceField(
        label="What is to be deleted now",
        widget=Checkboxes,
        error_messages={
            "required": "Choose what is to be deleted",
            "invalid_choice": "Nothing of what you chose is due any more",
        },
    )

    def __init__(self, *args: Any, due: list[tuple[Kind, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kinds", [(kind.code, f"{kind.title} ({number})") for kind, number in due])

    @property
    def helper(self) -> Helper:
        return Helper("", "kinds", Submit("Delete for good", kind="warning"))


class Retention(ProgrammeMixin, FormAct):
    """Counts first, and never a word of anybody; what is chosen is deleted, and cannot be brought back."""

    permission = Permission.KEEP_RETENTION
    template_name = "home/retention.html"
    form_class = ConfirmForm

    def rows(self) -> list[dict[str, Any]]:
        """Each kind with what is due of it and when more will be; and `kept`, what is kept of areas that ended."""
        with keeping.reading_once():
            told = [(kind, kind.look(self.programme)) for kind in kinds()]
            self.kept = keeping.kept_until(self.programme)
        return [
            {
                "kind": kind,
                "lots": [lot for lot in due.lots if lot.number],
                "number": due.number,
                "coming": due.coming,
            }
            for kind, due in told
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        self.told = self.rows()
        due = [(row["kind"], row["number"]) for row in self.told if row["number"]]
        return super().get_form_kwargs() | {"due": due}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(section="requests", **kwargs)
        return context | {
            "rows": self.told,
            "is_due": any(row["number"] for row in self.told),
            "kept": self.kept,
            "years": keeping.YEARS_KEPT,
            "watched": watched(self.programme),
            "reported_on": self.programme.reported_on,
        }

    def act(self, form: ConfirmForm) -> str:
        chosen = [kind for kind in kinds() if kind.code in form.cleaned_data["kinds"]]
        gone = keeping.confirm(self.programme, chosen, by=self.seat)
        return f"{count(gone, 'thing')} deleted for good. The log has the numbers."

    def onward(self) -> str:
        return reverse("retention")


urlpatterns = [path("programme/retention/", Retention.as_view(), name="retention")]
