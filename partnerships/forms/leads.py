"""Whom somebody names as lead or deputy of their sector, as it is chosen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from partnerships.models import Seat
from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Helper

NOBODY = "nobody"
GONE = "They cannot be named any more. Choose from the list, which is as it stands now"


class LeadForm(Form):
    """One of the people of one's own sector, oneself among them; or nobody, which takes it back."""

    names = forms.ChoiceField(widget=Radios)

    def __init__(self, *args: Any, people: Collection[Seat], called: str, own: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["names"]
        field.label = f"Whom do you name as {called}?"
        field.error_messages |= {"required": f"Choose whom you name as {called}", "invalid_choice": GONE}
        field.widget.hints = {str(seat.pk): f"{seat.job_title}, {seat.organisation}" for seat in people}
        yours = {seat.pk: ": you, if you will do it" for seat in people if seat.pk == own.pk}
        named = [(str(seat.pk), f"{seat.user}{yours.get(seat.pk, '')}") for seat in people]
        self.offer("names", [*named, (NOBODY, "Nobody for now")])

    @property
    def helper(self) -> Helper:
        return Helper("Save my choice", "names")
