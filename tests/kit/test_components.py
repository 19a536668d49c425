"""Tags, dates, marks and the shell's own pages."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from partnerships.models import Programme
from pipd.kit import wording
from pipd.kit.templatetags import kit

EVIL = '<script>alert("x")</script>'


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_dates_are_written_as_people_say_them():
    day = date(2027, 3, 4)

    assert wording.long_date(day) == "Thursday 4 March 2027"
    assert wording.short_date(day) == "4 March 2027"
    assert wording.day_date(day) == "Thursday 4 March"
    assert wording.short_date(None) == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(9, 30), "9.30am"),
        (time(14), "2pm"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(12, 5), "12.05pm"),
    ],
)
def test_times_are_written_as_people_say_them(moment, words):
    assert wording.when(moment) == words


def test_deadline_is_said_in_london_time():
    assert wording.deadline(datetime(2027, 7, 9, 16, 0, tzinfo=UTC)) == "5pm on Friday 9 July"


def test_date_is_the_one_in_london_just_after_midnight():
    assert wording.short_date(datetime(2027, 7, 9, 23, 30, tzinfo=UTC)) == "10 July 2027"


@pytest.mark.parametrize(
    ("values", "words"),
    [([], ""), (None, ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_read_as_sentences(values, words):
    assert wording.listed(values) == words


def test_tag_escapes_its_words():
    html = render("{% tag words 'wait' %}", words=EVIL)

    assert html.startswith('<strong class="govuk-tag app-tag--wait">&lt;script&gt;')


def test_sector_is_shown_as_shape_letter_and_words():
    html = render("{% sector_name 'tso' 'participants' %}")

    assert '<span class="app-mark app-mark--tso" aria-hidden="true">T</span>' in html
    assert "Third sector participants" in html


def test_sector_takes_its_words_from_the_programme():
    programme = Programme(la_words=f"Council {EVIL}", tso_words="VCSE")
    html = render("{% sector_name 'la' %}{% participants_words 'tso' %}", programme=programme)

    assert 'aria-hidden="true">C</span> Council &lt;script&gt;' in html
    assert html.endswith("the VCSE participants")


def test_no_sector_draws_nothing():
    assert render("{% sector_mark sector %}{% sector_name sector %}", sector="") == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("consensus", "Consensus"),
        ("la_view", "Local authority view"),
        ("tso_view", "Third sector view"),
        ("contested", "Contested"),
        ("neither", "Held by neither sector"),
        ("not_recorded", "Not recorded"),
    ],
)
def test_commonality_has_a_drawing_and_words(value, words):
    html = render("{% commonality value %}", value=value)

    assert html.endswith(f"</svg>{words}</span>")
    assert 'aria-hidden="true"' in html


def test_dots_say_both_counts_and_draw_every_place():
    html = render("{% dots 5 6 4 4 places=7 label='Here now' %}")

    assert 'aria-label="Here now: 5 of 6 local authority, 4 of 4 third sector"' in html
    assert html.count("<rect") == html.count("<circle") == 7
    assert html.count("stroke-dasharray") == 1 + 3


def test_reasons_say_in_words_what_their_marks_say():
    reasons = [{"kind": "stops", "text": EVIL}, {"kind": "met", "text": "Enough"}]
    html = render_to_string("_components/reasons.html", {"reasons": reasons})

    assert "(this stops you)" in html
    assert "(met)" in html
    assert "<script" not in html


def test_file_that_was_not_collected_leaves_the_page_served():
    assert kit.asset("no/such/file.css").endswith("no/such/file.css")


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_page_carries_nothing_of_the_request(name, rf):
    pages = []
    for path in ("/a/quillshire/", "/a/unknown/?q=x"):
        request = rf.get(path)
        request.user = SimpleNamespace(is_authenticated=True, full_name="Ruth Adeyemi", email="r@x.example")
        pages.append(render_to_string(f"{name}.html", {"request_path": path, "exception": EVIL}, request))

    assert pages[0] == pages[1]
    for gone in ("csrfmiddlewaretoken", "Ruth", "quillshire", "<script", "nonce"):
        assert gone not in pages[0]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("partnerships@quill.example", "partnerships@<wbr>quill<wbr>.example"),
        ("Ann, a.b@c.example or 01632 960001.", "Ann, a<wbr>.b@<wbr>c<wbr>.example or 01632 960001."),
        ("<b>@x.example & <i>", "&lt;b&gt;@<wbr>x<wbr>.example &amp; &lt;i&gt;"),
        ("...@@", "<wbr>.<wbr>.<wbr>.@<wbr>@<wbr>"),
        ("No address. At all.", "No address. At all."),
        ("", ""),
    ],
)
def test_an_email_address_may_go_on_in_the_next_line_and_stays_escaped(words, shown):
    assert render("{{ words|email_breaks }}", words=words) == shown
