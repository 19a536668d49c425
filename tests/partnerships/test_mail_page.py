"""The coordinator's page of mail: one row for what went to many at once, never a word of it."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from actionplans import post, post_closing, post_drafting
from partnerships import mailing
from pipd import digest
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.client import Client
from workshops.clearance import reminding


def test_what_went_to_many_at_once_is_one_row(area):
    build.circulated(area)
    page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"))
    rounds = page.context["rounds"]
    assert [(r.words, len(r.mails), r.area) for r in rounds if r.words == "Notes sent for checking"] == [
        ("Notes sent for checking", 6, area.area)
    ]
    assert "6 people" in page.content.decode()
    assert area.la_officer.user.email in page.content.decode()
    assert area.words.secret not in page.content.decode()


def test_a_mail_to_one_person_shows_the_address(area):
    plan = builders.accepted(area)
    builders.sign(plan, area.la_lead)
    page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"))
    alone = [r for r in page.context["rounds"] if r.words == "Signature awaited"]
    assert [[mail.to for mail in r.mails] for r in alone] == [[area.tso_lead.user.email]]


def test_receipts_for_answers_are_between_people_and_their_facilitators(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, workshop)
    assert OutgoingMail.objects.filter(kind="answer_recorded").exists()
    page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"))
    kinds = {mail.kind for r in page.context["rounds"] for mail in r.mails}
    assert kinds
    assert "answer_recorded" not in kinds


def test_whom_the_round_of_what_needs_people_reached_is_not_told(area):
    """By the end of the time for answers it tells who has not answered."""
    until = build.note_of(build.circulated(area)).window_ends_at.astimezone(clock.LONDON).date()
    build.forward_to(clock.local(workdays.sub_wd(until, 2), 9))
    digest.send_due()
    assert OutgoingMail.objects.filter(kind="digest").exists()
    page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"))
    rounds = [r for r in page.context["rounds"] if r.words == "What needs you"]
    assert [r.names_people for r in rounds] == [False]
    html = page.content.decode()
    part = html[html.index("What needs you") :].split("</tr>")[0]
    assert "@" not in part


def test_a_round_is_whole_wherever_a_page_ends(area, monkeypatch):
    monkeypatch.setattr(mailing, "PER_PAGE", 1)
    build.circulated(area)
    sizes = []
    for number in (1, 2):
        page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"), {"page": number})
        sizes += [len(r.mails) for r in page.context["rounds"]]
    assert sizes == [6, 6]


def test_programme_without_mail_says_what_will_be_here(coordinator):
    page = Client().as_(coordinator).get(reverse("partnerships:mail-list")).content.decode()
    assert "No mail yet." in page


def test_what_could_not_be_sent_is_said_with_its_reason(area):
    """Also how many there are of those that name nobody: the number is enough."""
    build.circulated(area)
    rows = OutgoingMail.objects.filter(kind="note_circulated").order_by("to")
    gone, lost = rows[0], rows[1]
    OutgoingMail.objects.filter(pk=gone.pk).update(state="failed", failure="refused-550")
    OutgoingMail.objects.filter(pk=lost.pk).update(state="failed", failure="TimeoutError")
    OutgoingMail.objects.filter(pk=rows[2].pk).update(
        kind="answer_recorded", state="failed", failure="bad-address"
    )
    html = Client().as_(area.coordinator).get(reverse("partnerships:mail-list")).content.decode()
    assert "3 emails of the last 30 days could not be sent" in html
    assert f"{gone.to}: there is no such address, their mail server says (refused-550)" in html
    assert f"{lost.to}: no mail server took it" in html
    assert "the address is not one" not in html  # of a receipt: between its reader and the facilitators
    clock.set_to(clock.now() + timedelta(days=31))
    later = Client().as_(area.coordinator).get(reverse("partnerships:mail-list")).content.decode()
    assert "could not be sent. Whoever" not in later


def test_every_mail_of_a_plan_has_words_for_the_coordinator() -> None:
    modules = (post, post_closing, post_drafting)
    values = (value for module in modules for value in vars(module).values())
    kinds = {value for value in values if isinstance(value, str) and value.startswith("plan_")}
    assert len(kinds) > 10
    assert kinds - set(mailing.WORDS) == set()


def test_whom_a_reminder_to_check_notes_reached_is_not_told(area):
    """It goes to those alone who have not answered: by subtraction the page would name them."""
    workshop = build.circulated(area)
    reminding.remind(workshop, by=area.facilitator)
    page = Client().as_(area.coordinator).get(reverse("partnerships:mail-list"))
    [sent] = [r for r in page.context["rounds"] if r.words == "Reminder to check notes"]
    assert (sent.names_people, len(sent.mails) > 1) == (False, True)
    row = page.content.decode().split("Reminder to check notes")[1].split("</tr>")[0]
    assert "@" not in row
