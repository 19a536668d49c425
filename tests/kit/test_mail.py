"""Outgoing mail as it is queued: one per key, worded at once (I-38, R3)."""

import pytest
from django.db import transaction

from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests.kit.flaky import CONTEXT, posting, queued, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post(settings):
    yield from posting(settings)


def test_one_key_is_one_message():
    first = queued()
    assert queued(subject="Something else") is None
    assert stored() == first
    assert queued(key="another") is not None


def test_a_message_rolled_back_is_not_owed():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert mail.sweep() == []


def test_a_taken_key_does_not_break_the_callers_transaction():
    queued()
    with transaction.atomic():
        queued()
        queued(key="another")
    assert OutgoingMail.objects.count() == 2


def test_it_is_worded_when_queued_in_two_forms():
    row = queued()
    for body in (row.body_text, row.body_html):
        for words in ("Your signature is awaited", *CONTEXT["before"], CONTEXT["link"], CONTEXT["questions"]):
            assert words in body
    assert row.body_html.count("<a ") == 1
    assert "\n\n\n" not in row.body_text


def test_words_in_html_are_escaped_and_in_text_are_not():
    row = queued(context=CONTEXT | {"about": "Health & <b>Care</b>"})
    assert "Health &amp; &lt;b&gt;Care&lt;/b&gt;" in row.body_html
    assert "Health & <b>Care</b>" in row.body_text


def test_without_a_subject_the_first_line_of_the_text_is_it(settings, tmp_path):
    (tmp_path / "mail").mkdir()
    layout = '{%% extends "mail/_layout.%s" %%}'
    (tmp_path / "mail/own.html").write_text(layout % "html")
    (tmp_path / "mail/own.txt").write_text(
        layout % "txt" + "{% block subject %}Session {{ n }}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    row = queued(subject="", template="own", context={"n": 3})
    assert row.subject_line == "Session 3"
    assert row.body_html.count("Session 3") == 2


def test_it_loads_nothing_from_anywhere():
    row = queued()
    assert not any(tag in row.body_html for tag in ("<img", "<script", "<link", "url(", "@import", "src="))


def test_the_digest_lists_each_thing_with_its_link():
    thing = {
        "words": "Check the record",
        "link": "https://plans.example/1",
        "due": "Due Friday.",
        "more": "Short.",
    }
    groups = [{"name": "Quillshire", "things": [thing, thing | {"link": "https://plans.example/2"}]}]
    row = queued(template="digest", subject="2 things need you", context={"groups": groups})
    for body in (row.body_text, row.body_html):
        assert body.count("Check the record") == 2
        assert "https://plans.example/2" in body


def test_what_an_area_always_says_is_asked_for_once(settings):
    settings.MAIL_CONTEXT = "tests.kit.flaky.shared"
    row = queued(context={"before": []})
    assert "Run for A01." in row.body_text
