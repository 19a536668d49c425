"""What somebody consents to, as it is ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html

from partnerships.consent_words import CHOSEN, IN_FORCE, NEEDED, WORDING, Words, words_of
from partnerships.models import Consent
from pipd.kit.fields import Checkboxes, Form
from pipd.kit.layout import Helper

NAMED = "<strong>{}:</strong> {}"  # so that an eye finds each kind among all the words
NOTHING_NEW = "This area was discontinued: you can take consent back here, and give none"


class ConsentsForm(Form):
    """Every kind of consent with its wording. That to take part is ticked once, and taken back on a page of its own.

    What stands is shown in the words that were agreed to. Where those of today are others, they are asked apart.
    """

    take_part = forms.BooleanField(
        label=f"{Consent.Kind.TAKE_PART.label}: {WORDING[NEEDED].says}",
        error_messages={"required": "Tick this to take part. If you do not want to, leave the group instead"},
    )
    kinds = forms.MultipleChoiceField(
        label="What else do you agree to?",
        help_text="Each as you like. None of it changes your part in the group, and you can untick it at any time.",
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )

    anew = forms.MultipleChoiceField(
        label="Words that have changed since you agreed",
        help_text="What you agreed to before goes on in its own words. Tick what you agree to in these words too.",
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what stood when the page was made
    # Which words of today it shows; a browser that reloads a page would put the former ones back.
    read = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(
        self,
        *args: Any,
        standing: Collection[Consent],
        former: Collection[str],
        only_back: bool = False,
        **kwargs: Any,
    ) -> None:
        """`standing` are the consents that stand, one of a kind; `former` the kinds whose words of today are others.

        `only_back` for an area that was discontinued: what stands can be unticked there, and nothing is new.
        """
        super().__init__(*args, **kwargs)
        agreed = {one.kind: words_of(one) or WORDING[one.kind] for one in standing}
        if NEEDED in agreed or only_back:
            del self.fields["take_part"]
        self._ask("kinds", CHOSEN, {**WORDING, **agreed})
        if only_back:
            self._offer_what_stands(agreed)
        if former and not only_back:
            self._ask("anew", former, WORDING)
        else:
            del self.fields["anew"]

    def _offer_what_stands(self, agreed: Mapping[str, Words]) -> None:
        kinds = self.fields["kinds"]
        kinds.label, kinds.help_text = "What do you still agree to?", "Untick what you take back."
        self._ask("kinds", [kind for kind in CHOSEN if kind in agreed], agreed)
        kinds.error_messages["invalid_choice"] = NOTHING_NEW

    def _ask(self, name: str, kinds: Collection[str], words: Mapping[str, Words]) -> None:
        shown = {kind: words[kind] for kind in kinds}
        self.offer(
            name, [(str(k), format_html(NAMED, Consent.Kind(k).label, one.says)) for k, one in shown.items()]
        )
        widget: Any = self.fields[name].widget
        widget.hints = {str(k): f"If you take it back: {one.undone}" for k, one in shown.items()}

    @staticmethod
    def shown() -> str:
        """The versions of all kinds today, as the page sends them along."""
        return " ".join(f"{kind}:{version}" for kind, version in IN_FORCE.items())

    @property
    def versions(self) -> dict[str, str]:
        """The version in which each kind was shown; none of a kind that the page did not send."""
        pairs = [one.partition(":") for one in str(self.cleaned_data["read"]).split()]
        return {kind: version for kind, _, version in pairs}

    @property
    def stood(self) -> list[str]:
        """The kinds that stood on the page."""
        return str(self.cleaned_data["seen"]).split()

    @property
    def wanted(self) -> list[str]:
        """The kinds that are to stand from now on."""
        return [NEEDED, *self.cleaned_data["kinds"]]

    @property
    def again(self) -> list[str]:
        """The kinds that are given in the words of today, beside those of before."""
        return list(self.cleaned_data.get("anew", []))

    @property
    def helper(self) -> Helper:
        return Helper("Save what I agree to", *self.fields)
