"""Whom people may ask: set once, shown where they look for it, and where answers to our mail go."""

from __future__ import annotations

import pytest
from django.core import mail as outbox_of
from django.core.management import CommandError, call_command
from django.urls import reverse

from partnerships import invitations, post_requests
from partnerships.models import Programme
from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import BACKEND, Client
from tests.partnerships import applicants
from tests.pipd.test_programme import GIVEN

EMAIL, PHONE = "ask@programme.example", "01632 960 002"
LINK = f'href="mailto:{EMAIL}"'
OLD_WORDS = ("the person who invited you", "reply to the email")


@pytest.fixture
def contact(area: build.Group) -> None:
    Programme.objects.update(contact_email=EMAIL, contact_phone=PHONE)


def pages(area: build.Group) -> dict[str, str]:
    """The pages on which somebody asks themselves whom to ask."""
    open_area = applicants.recruiting_area(name="Ash Hollow", number=4)
    visitor, stranger = Client(), Client()
    stranger.force_login(build.user("seatless@x.example", "No Seat"), backend=BACKEND)
    found = {
        "help": visitor.get(reverse("pages:help")),
        "home": stranger.get(reverse("home")),
        "applying": visitor.get(applicants.start(open_area)),
        "sent": visitor.post(applicants.start(open_area), {"email": "a@x.example"}, follow=True),
        "areas": visitor.get(reverse("partnerships:apply-list")),
        "invitation": visitor.get(reverse("invitation", kwargs={"token": "no-such-link"})),
        "code": visitor.get(reverse("account_request_login_code"), follow=True),
    }
    return {name: page.content.decode() for name, page in found.items()}


def test_the_contact_stands_where_people_look_for_it(area, contact):
    said = {name: (LINK in page, PHONE in page) for name, page in pages(area).items()}
    assert said == dict.fromkeys(said, (True, True))


def test_without_one_the_words_are_true_and_lead_to_who_runs_it(area):
    run_by = Programme.objects.get().run_by
    for name, page in pages(area).items():
        assert "mailto:" not in page, name
        assert f"ask whoever runs this service: {run_by}" in page, name
        assert [words for words in OLD_WORDS if words in page] == [], name


def sent(area: build.Group) -> list[tuple[list[str], str, str]]:
    """Reply-To, text and HTML of a message of each of the three ways in which mail is made."""
    invitations.invite(area.la_officer.user, to="participant", by=area.coordinator, area=area.area)
    post_requests.put_right(area.la_officer.user, "your name", str(area.area.programme_id))
    outbox_of.outbox.clear()
    for row in OutgoingMail.objects.filter(state="owed", kind__in=["invitation", "details_put_right"]):
        mail.send(row.pk)
    Client().post(reverse("account_request_login_code"), {"email": area.la_officer.user.email})
    assert len(outbox_of.outbox) == 3
    return [
        (one.reply_to, one.body, str(one.alternatives[0][0]) if one.alternatives else one.body)
        for one in outbox_of.outbox
    ]


def test_answers_to_all_mail_go_to_the_contact_and_it_is_named(area, contact):
    for reply_to, text, html in sent(area):
        assert reply_to == [EMAIL]
        assert f"Questions: {EMAIL}, {PHONE}" in text
        assert f"Questions: {EMAIL}, {PHONE}" in html


def test_without_one_no_mail_says_where_to_ask(area):
    for reply_to, text, html in sent(area):
        assert (reply_to, "Questions" in text + html) == ([], False)


def test_an_invitation_says_who_invites_and_names_nobody(area, contact):
    [text] = [text for _, text, _ in sent(area) if "You are invited" in text]
    assert f"the coordinator of {area.area.programme.name} invited you" in text
    assert area.coordinator.user.full_name not in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"contact_email": "nobody"}, "Enter an email address in the correct format"),
        ({"contact_email": f"{EMAIL}\nBcc: x@x.example"}, "Enter an email address in the correct format"),
        ({"contact_phone": "ring me"}, "Enter a telephone number, like"),
        ({"contact_email": EMAIL, "contact_phone": PHONE}, ""),
        ({"contact_email": "", "contact_phone": ""}, ""),
    ],
)
def test_an_administrator_sets_it(area, administrator, typed, words):
    Programme.objects.update(contact_email="before@programme.example")
    stored = Programme.objects.get()
    good = {"run_by": stored.run_by, "readable_by": stored.readable_by, "revision": stored.revision}
    address = reverse("partnerships:settings-edit", kwargs={"group": "statements"})
    page = Client().as_(administrator).post(address, good | typed, follow=True).content.decode()
    stored.refresh_from_db()
    if words:
        assert (words in page, stored.contact_email) == (True, "before@programme.example")
        return
    assert (stored.contact_email, stored.contact_phone) == (typed["contact_email"], typed["contact_phone"])
    assert "The settings are saved" in page


@pytest.mark.django_db
def test_it_can_be_set_with_the_programme():
    call_command("programme", "Ours", **GIVEN, contact=EMAIL)
    assert Programme.objects.get().contact_email == EMAIL


@pytest.mark.django_db
def test_a_wrong_one_is_said(capsys):
    with pytest.raises(CommandError, match="no email address"):
        call_command("programme", "Ours", **GIVEN, contact="nobody")
    assert not Programme.objects.exists()
