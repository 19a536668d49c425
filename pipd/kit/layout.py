"""Crispy layout objects for templates/govuk. A button names its act: "Clear these notes", never "Submit"."""

from typing import Any

from crispy_forms import layout
from crispy_forms.helper import FormHelper
from django.template.loader import render_to_string


class Submit(layout.Submit):
    """The button of a form. Its words are text, never a template, so that a name in them stays a name."""

    field_classes = "govuk-button"

    def __init__(self, words: str, *, name: str = "", value: str = "", kind: str = "", **kwargs: Any) -> None:
        """`kind` is empty for the page's one main button, else secondary or warning."""
        super().__init__(name or "submit", value, **kwargs)
        self.words, self.has_name = words, bool(name)
        self.given_value, self.kind = value, kind

    def render(self, form: Any, context: Any, template_pack: Any = "govuk", **kwargs: Any) -> str:
        facts = {"words": self.words, "name": self.name if self.has_name else "", "value": self.given_value}
        return render_to_string("govuk/layout/button.html", facts | {"kind": self.kind})


class Fieldset(layout.Fieldset):
    """Fields under one legend; the legend is text, never a template. `size` is s, m, l or xl."""

    def __init__(
        self, legend: str, *fields: Any, size: str = "m", heading: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(legend, *fields, **kwargs)
        self.size, self.heading = size, heading

    def render(self, form: Any, context: Any, template_pack: Any = "govuk", **kwargs: Any) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("govuk/layout/fieldset.html", {"fieldset": self, "fields": fields})


class Field(layout.Field):
    """One field with a label of another size: "" plain, s, m, l, xl; `heading` makes it the page's h1."""

    def __init__(
        self, *fields: str, size: str = "s", heading: bool = False, small: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*fields, **kwargs)
        self.extra = {"label_size": size, "label_heading": heading, "small": small}

    def render(
        self, form: Any, context: Any, template_pack: Any = "govuk", extra_context: Any = None, **kwargs: Any
    ) -> str:
        # Pushed and popped: the size must not leak to the fields that follow.
        with context.push(**self.extra):
            return super().render(form, context, template_pack, extra_context, **kwargs)


class More(layout.Div):
    """Fields that the choice `when` of the radios before them asks for: the style sheet shows them once it is chosen.

    It names each such form (static/src/_clearing.scss); a browser that cannot tell what is chosen shows them always.
    """

    def __init__(self, *fields: Any, when: str) -> None:
        super().__init__(*fields, css_class=f"govuk-radios__conditional app-more app-more--{when}")


class Helper(FormHelper):
    """A form that posts to its own address: Helper("Save this update", *layout)."""

    form_method = "post"

    def __init__(self, words: str = "", *fields: Any, form: Any = None) -> None:
        """`words` name the act on the button. Without `fields` all fields of `form` are drawn in order."""
        super().__init__(form)
        if fields:
            self.layout = layout.Layout(*fields)
        elif self.layout is None and form is not None:
            self.layout = layout.Layout(*form.fields)
        if words and self.layout is not None:
            self.layout.append(Submit(words))
