"""What somebody consents to, as it is ticked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from partnerships.consent_words import CHOSEN, NEEDED, WORDING
from partnerships.models import Consent
from pipd.kit.fields import Checkboxes, Form
from pipd.kit.layout import Helper

NOTHING_NEW = "This area was discontinued: you can take consent back here, and give none"


class ConsentsForm(Form):
    """Every kind of consent with its wording. That to take part is ticked once, and taken back on a page of its own."""

    take_part = forms.BooleanField(
        label=f"{Consent.Kind.TAKE_PART.label}: {WORDING[NEEDED].says}",
        error_messages={"required": "Tick this to take part. If you do not want to, leave the group instead"},
    )
    kinds = forms.MultipleChoiceField(
        label="What else do you agree to?",
        help_text="Each as you like. None of it changes your part in the group, and you can untick it at any time.",
        choices=[(kind.value, f"{kind.label}: {WORDING[kind].says}") for kind in CHOSEN],
        widget=Checkboxes(hints={kind: f"If you take it back: {WORDING[kind].undone}" for kind in CHOSEN}),
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what stood when the page was made

    def __init__(self, *args: Any, standing: Collection[str], only_back: bool = False, **kwargs: Any) -> None:
        """`only_back` for an area that was discontinued: what stands can be unticked there, and nothing is new."""
        super().__init__(*args, **kwargs)
        if NEEDED in standing or only_back:
            del self.fields["take_part"]
        if only_back:
            self._offer_what_stands(standing)

    def _offer_what_stands(self, standing: Collection[str]) -> None:
        kinds = self.fields["kinds"]
        kinds.label, kinds.help_text = "What do you still agree to?", "Untick what you take back."
        every = [(kind.value, f"{kind.label}: {WORDING[kind].says}") for kind in CHOSEN if kind in standing]
        self.offer("kinds", every)
        kinds.error_messages["invalid_choice"] = NOTHING_NEW

    @property
    def stood(self) -> list[str]:
        """The kinds that stood on the page."""
        return str(self.cleaned_data["seen"]).split()

    @property
    def wanted(self) -> list[str]:
        """The kinds that are to stand from now on."""
        return [NEEDED, *self.cleaned_data["kinds"]]

    @property
    def helper(self) -> Helper:
        return Helper("Save what I agree to", *self.fields)
