"""Our templates against the examples that GOV.UK Frontend ships, and what those examples do not cover."""

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from pipd.kit import shapes
from pipd.kit.fields import Checkboxes, Chips, DateField, Form, InlineRadios, Radios
from pipd.kit.layout import Field, Fieldset, Helper, Submit

COMPONENTS = Path(settings.BASE_DIR) / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
KEPT = ("type", "role", "data-module")
EVIL = '<script>alert("x")</script>'


class Skeleton(HTMLParser):
    """The elements of a page with the classes and attributes that give them their behaviour, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple] = []
        self.ids: list[str] = []
        self.pointers: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        classes = tuple(sorted((facts.get("class") or "").split()))
        self.elements.append((tag, classes, *[facts.get(name) for name in KEPT]))
        self.ids += [facts["id"]] if facts.get("id") else []
        for name in ("for", "aria-describedby", "aria-controls"):
            self.pointers += (facts.get(name) or "").split()

    def handle_data(self, data):
        self.words += data.split()


def example(component: str, name: str) -> dict:
    path = COMPONENTS / component / "fixtures.json"
    assert path.exists(), "GOV.UK Frontend is not installed: run npm ci"
    return next(row for row in json.loads(path.read_text())["fixtures"] if row["name"] == name)


def drawn(field: forms.Field, *, error: str = "", data: dict | None = None, size: str = "") -> str:
    """Our rendering of `field`, with `error` shown at it."""

    class One(Form):
        it = field

    form = One(data or {}) if error else One()
    if error:
        form.full_clean()
        form.errors.clear()
        form.add_error("it", error)
    template = Template('{% include "govuk/field.html" %}')
    return template.render(Context({"field": form["it"], "label_size": size}))


def options(row: dict) -> dict:
    """Label, hint and error of an example, in our words for them."""
    opts = row["options"]
    label = opts.get("label") or opts["fieldset"]["legend"]
    return {
        "label": label["text"],
        "hint": opts.get("hint", {}).get("text", ""),
        "error": opts.get("errorMessage", {}).get("text", ""),
        "items": [(item["value"], item["text"]) for item in opts.get("items", []) if item],
    }


def field_for(component: str, opts: dict, row: dict) -> forms.Field:
    common = {"label": opts["label"], "help_text": opts["hint"]}
    hints = {i["value"]: i["hint"]["text"] for i in row["options"].get("items", []) if i and i.get("hint")}
    makers = {
        "input": lambda: forms.CharField(**common),
        "textarea": lambda: forms.CharField(widget=forms.Textarea, **common),
        "character-count": lambda: forms.CharField(max_length=10, widget=forms.Textarea, **common),
        "password-input": lambda: forms.CharField(widget=forms.PasswordInput, **common),
        "select": lambda: forms.ChoiceField(choices=opts["items"], **common),
        "radios": lambda: forms.ChoiceField(choices=opts["items"], widget=Radios(hints=hints), **common),
        "checkboxes": lambda: forms.MultipleChoiceField(
            choices=opts["items"], widget=Checkboxes(hints=hints), **common
        ),
        "date-input": lambda: DateField(**common),
    }
    return makers[component]()


@pytest.mark.parametrize(
    ("component", "name"),
    [
        ("input", "default"),
        ("input", "with hint text"),
        ("input", "with error and hint"),
        ("textarea", "with hint"),
        ("textarea", "with error message"),
        ("character-count", "with hint"),
        ("character-count", "with hint and error"),
        ("password-input", "with hint text"),
        ("password-input", "with error message"),
        ("select", "with hint text and error message"),
        ("radios", "default"),
        ("radios", "with hint and error message"),
        ("checkboxes", "with hints on items"),
        ("checkboxes", "with error message and hint"),
        ("date-input", "default"),
        ("date-input", "with error message and hint"),
    ],
)
def test_field_has_the_elements_of_the_govuk_example(component, name):
    row = example(component, name)
    opts = options(row)
    sizes = {"govuk-fieldset__legend--l", "govuk-fieldset__legend--m"}

    ours = Skeleton(drawn(field_for(component, opts, row), error=opts["error"]))
    theirs = Skeleton(row["html"])

    theirs.elements = [
        (tag, tuple(c for c in css if c not in sizes), *rest) for tag, css, *rest in theirs.elements
    ]
    theirs.elements = [element for element in theirs.elements if element[0] != "h1"]
    assert ours.elements == theirs.elements
    assert ours.words == theirs.words


@pytest.mark.parametrize(
    "component", ["input", "select", "radios", "checkboxes", "date-input", "character-count"]
)
def test_every_pointer_in_a_field_leads_somewhere(component):
    opts = {"label": "Label", "hint": "Hint", "items": [("a", "A"), ("b", "B")]}
    html = drawn(field_for(component, opts, {"options": {}}), error="Wrong")

    skeleton = Skeleton(html)
    assert set(skeleton.pointers) <= set(skeleton.ids)
    assert "id_it_error" in skeleton.pointers
    assert len(skeleton.ids) == len(set(skeleton.ids))


class Everything(Form):
    text = forms.CharField(label=f"Text {EVIL}", help_text=f"Hint {EVIL}")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", f"A {EVIL}")], widget=Chips(hints={"a": f"Hint {EVIL}"})
    )
    side = forms.ChoiceField(label="Side", choices=[("y", "Yes"), ("n", "No")], widget=InlineRadios())
    any = forms.MultipleChoiceField(label="Any", choices=[("x", "X")], widget=Checkboxes())
    due = DateField(words="The due date", label="Due")
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form: forms.BaseForm) -> str:
    template = Template("{% load crispy_forms_tags %}{% error_summary form %}{% crispy form %}")
    return template.render(Context({"form": form}))


def test_every_summary_link_leads_to_a_control():
    form = Everything({"due_day": "3", "due_month": "", "due_year": "2027"})
    links = [link["href"] for link in shapes.problems(form)]

    assert links == ["#id_text", "#id_kind_0", "#id_side_0", "#id_any_0", "#id_due_month", "#id_agree"]
    assert {link[1:] for link in links} <= set(Skeleton(page(form)).ids)


def test_words_of_people_are_escaped_everywhere():
    form = Everything({"text": EVIL, "due_day": EVIL})
    form.helper = Helper(
        f"Save {EVIL}", Fieldset(f"Legend {EVIL} {{{{ settings }}}}", *form.fields), form=form
    )
    form.full_clean()
    form.add_error("kind", f"Error {EVIL}")

    html = page(form)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8
    assert "{{ settings }}" in html


def test_form_leaves_checking_to_the_server():
    html = page(Everything())

    assert " novalidate>" in html
    assert " required" not in html
    assert "placeholder" not in html


def test_crispy_filter_draws_the_fields_alone():
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": Everything()}))

    assert "<form" not in html
    assert 'id="id_text"' in html


def test_button_names_its_act_and_may_carry_a_value():
    form = Everything()
    form.helper = Helper(
        "", "text", Submit("Use these words", name="use", value="2", kind="secondary"), form=form
    )

    html = page(form)
    assert 'name="use" value="2">Use these words</button>' in html
    assert "govuk-button--secondary" in html


def test_label_size_does_not_leak_to_the_next_field():
    form = Everything()
    form.helper = Helper("", Field("text", size="l", heading=True), Field("due"), form=form)

    html = page(form)
    assert html.count("--l") == 1
    assert html.count("<h1") == 1
    assert "govuk-fieldset__legend--s" in html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("4", "3", "2027"), date(2027, 3, 4)),
        ((" 4 ", "March", "2027"), date(2027, 3, 4)),
        (("", "", ""), None),
    ],
)
def test_date_field_reads_what_people_type(typed, expected):
    assert DateField(required=False).clean(list(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "message", "faulty"),
    [
        (("4", "", ""), "The due date must include a month and year", ["month", "year"]),
        (
            ("30", "2", "2027"),
            "The due date must be a real date: there is no 30 February 2027",
            ["day", "month", "year"],
        ),
        (("30", "13", "2027"), "The due date must be a real date", ["day", "month", "year"]),
        (("4", "Smarch", "2027"), "The due date must be a real date", ["month"]),
        (("4", "3", "27"), "The due date must be a real date", ["year"]),
        (("٤", "3", "2027"), "The due date must be a real date", ["day"]),
        (("", "", ""), "Enter the due date", ["day", "month", "year"]),
    ],
)
def test_date_field_says_what_is_wrong(typed, message, faulty):
    form = Everything({"due_day": typed[0], "due_month": typed[1], "due_year": typed[2]})

    assert form.errors["due"] == [message]
    assert shapes.faulty_parts(form["due"]) == faulty


def test_date_field_keeps_what_was_typed():
    rows = shapes.date_part_rows(Everything({"due_day": "30", "due_month": "Febr", "due_year": "x"})["due"])

    assert [row["value"] for row in rows] == ["30", "Febr", "x"]


def test_long_text_is_counted_and_never_cut():
    html = drawn(forms.CharField(max_length=500, widget=forms.Textarea, label="Words"))

    assert 'data-maxlength="500"' in html
    assert " maxlength" not in html
    assert 'id="id_it-info"' in html
