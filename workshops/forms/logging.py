"""One logged point as it is typed: words, kind, who said it, and whether the words are exact."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Programme, Seat, Sector
from pipd.kit.fields import Chips, Form, RevisionField
from pipd.kit.text import PlainTextField
from workshops.logbook import LONGEST, SAID_BY
from workshops.models import Kind
from workshops.words import kind_choices

KIND_HINTS: dict[str, str] = {
    Kind.FEATURE_LA: "How it works, as people here see it.",
    Kind.FEATURE_TSO: "How it works, as people here see it.",
    Kind.DRIVER: "What pushes or draws people into partnership.",
    Kind.BENEFIT: "What working together has made possible.",
    Kind.BARRIER: "What makes it harder than it should be.",
    Kind.CHALLENGE: "Something this area has to deal with.",
    Kind.RESPONSE: "A response someone proposed.",
    Kind.PROCESS: "How we are working here, or what we learned.",
    Kind.FACT: "Something that can be checked.",
}
# What a session is about suggests what people will log first; afterwards their own last choice does.
USUAL_KINDS = {1: Kind.DRIVER, 2: Kind.BARRIER, 3: Kind.RESPONSE, 4: Kind.RESPONSE}


def said_by_choices(seat: Seat) -> list[tuple[str, str]]:
    """A participant speaks for no sector but their own; a facilitator names it."""
    ends = [(SAID_BY.BOTH.value, "Both"), (SAID_BY.NOT_RECORDED.value, "Not recorded")]
    if seat.sector:
        return [(seat.sector, "My sector"), *ends]
    return [(sector.value, seat.programme.words_for(sector)) for sector in Sector] + ends


class KindForm(Form):
    """A form that asks for a kind, in the programme's words for the sectors."""

    kind_label = ""
    kind = forms.ChoiceField(
        widget=Chips(hints=KIND_HINTS),
        error_messages={"required": "Choose a kind", "invalid_choice": "Choose a kind from the list"},
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = kind_choices(programme)
        self.offer("kind", choices)
        self.fields["kind"].label = self.kind_label
        self.kinds = dict(choices)

    @property
    def kind_words(self) -> str:
        """The label of the present kind, for the folded line."""
        return self.kinds.get(str(self["kind"].value()), "")


class PointWords(KindForm):
    """What is said of one point."""

    kind_label = "What kind of point is it?"
    field_order = ("text", "said_by", "kind")
    text = PlainTextField(
        label="What was said?",
        max_length=LONGEST,
        rows=3,
        error_messages={"required": "Enter what was said"},
    )
    said_by = forms.ChoiceField()
    is_quotation = forms.BooleanField(label="Someone’s exact words", required=False)
    own_words = forms.BooleanField(label="I said it myself", required=False)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, programme=seat.programme, **kwargs)
        self.fields["said_by"] = forms.ChoiceField(
            label="Who said it?",
            choices=said_by_choices(seat),
            widget=Chips,
            error_messages={"required": "Choose who said it", "invalid_choice": "Choose who said it"},
        )


class PointForm(PointWords):
    """A new point. `client_id` makes a repeated save harmless."""

    client_id = forms.UUIDField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Press the button again: this form was incomplete",
            "invalid": "Press the button again: this form was incomplete",
        },
    )


class PointEditForm(PointWords):
    """One's own point, with the revision it was read at."""

    revision = RevisionField()
