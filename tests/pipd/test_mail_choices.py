"""What people may switch off: by the page, by the link of a message, by their mail program; never what is essential."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from django.conf import settings
from django.core import mail as outbox_of
from django.core.cache import cache
from django.urls import reverse

from partnerships import mail_choices
from partnerships.models import MailOff
from pipd import digest
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client


@pytest.fixture(autouse=True)
def _forget_rounds(db):
    yield
    cache.clear()


def ten_days_before(group: build.Group) -> None:
    build.area_with_sessions(group)
    OutgoingMail.objects.all().delete()
    clock.set_to(clock.local(workdays.sub_wd(build.FIRST_SESSION, 10), 8, 30))


def digest_of(seat: build.Seat) -> OutgoingMail:
    digest.queue_for(seat.user, clock.today())
    return OutgoingMail.objects.get(kind="digest", recipient=seat.user_id)


def sent(row: OutgoingMail):
    outbox_of.outbox.clear()
    mail.send(row.pk)
    row.refresh_from_db()
    return message_from_bytes(outbox_of.outbox[0].message().as_bytes()) if outbox_of.outbox else None


def test_page_shows_every_topic_and_keeps_what_is_chosen(area):
    reader = Client().as_(area.la_officer)
    page = reader.get(reverse("mail-choices"))
    assert page.content.decode().count(" checked") == len(mail_choices.TOPICS)
    assert "What always comes, and why" in page.content.decode()
    reader.post(reverse("mail-choices"), {"wanted": ["news"]})
    assert mail_choices.off(area.la_officer.user_id) == {t.code for t in mail_choices.TOPICS} - {"news"}
    assert reader.get(reverse("mail-choices")).content.decode().count(" checked") == 1
    reader.post(reverse("mail-choices"), {"wanted": [t.code for t in mail_choices.TOPICS]})
    assert not MailOff.objects.exists()


def test_a_topic_nobody_knows_is_refused_and_changes_nothing(area):
    Client().as_(area.la_officer).post(reverse("mail-choices"), {"wanted": ["news", "note to check"]})
    assert not MailOff.objects.exists()


def test_what_is_switched_off_is_in_no_list_and_stays_on_the_page(area):
    ten_days_before(area)
    assert digest.digest_for(area.la_officer.user, clock.today())
    mail_choices.stop(area.la_officer.user, ["sessions"])
    assert digest.digest_for(area.la_officer.user, clock.today()) == []
    assert "Be at session 1" in Client().as_(area.la_officer).get("/").content.decode()
    assert digest.digest_for(area.la_lead.user, clock.today())  # nobody else's choice


def test_what_is_essential_cannot_be_switched_off(area):
    workshop = build.circulated(area)
    mail_choices.stop(area.la_officer.user, [*(t.code for t in mail_choices.TOPICS), "note_circulated"])
    row = OutgoingMail.objects.get(kind="note_circulated", recipient=area.la_officer.user_id)
    assert sent(row)["List-Unsubscribe"] is None
    until = build.note_of(workshop).window_ends_at.astimezone(clock.LONDON).date()
    clock.set_to(clock.local(workdays.sub_wd(until, 5), 8, 30))
    kinds = {r.kind for r in digest.digest_for(area.la_officer.user, clock.today())}
    assert kinds == {"note to check"}


def test_a_message_of_a_topic_carries_one_click_unsubscribing(area, settings, client):
    ten_days_before(area)
    row = digest_of(area.la_officer)
    message = sent(row)
    address = message["List-Unsubscribe"].strip().strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith(settings.BASE_URL)
    path = address.removeprefix(settings.BASE_URL)
    page = client.get(path).content.decode()
    assert "Sessions that come up" in page
    assert not MailOff.objects.exists()  # to read the page changes nothing: programs open every link
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(MailOff.objects.values_list("user", "topic")) == [(area.la_officer.user_id, "sessions")]


def test_news_switched_off_after_it_was_queued_is_skipped_and_recorded(area):
    build.note_at("cleared", area)
    one, other = (
        OutgoingMail.objects.get(kind="note_cleared", recipient=seat.user_id)
        for seat in (area.la_officer, area.la_lead)
    )
    mail_choices.stop(area.la_officer.user, ["news"])
    assert (sent(one), one.state) == (None, OutgoingMail.State.SKIPPED)
    assert sent(other)["Subject"] == "The notes of session 1 are cleared"


def test_list_that_holds_only_what_was_switched_off_is_skipped_when_sent(area):
    ten_days_before(area)
    row = digest_of(area.la_officer)
    mail_choices.stop(area.la_officer.user, ["sessions"])
    assert (sent(row), row.state) == (None, OutgoingMail.State.SKIPPED)


@pytest.mark.parametrize("change", ["mark", "user", "topic", "short"])
def test_a_token_that_was_not_given_out_opens_nothing(area, client, change):
    good = mail_choices.token(area.la_officer.user_id, ["sessions"])
    assert client.get(reverse("mail-stop", args=[good])).status_code == 200
    bad = {
        "mark": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "user": area.la_lead.user_id.hex + good[32:],
        "topic": good.replace("-sessions-", "-news-"),
        "short": good.split("-")[-1],
    }[change]
    assert client.get(reverse("mail-stop", args=[bad])).status_code == 404
    assert client.post(reverse("mail-stop", args=[bad])).status_code == 404
    assert not MailOff.objects.exists()


def test_a_closed_account_has_no_choices(area, client):
    good = mail_choices.token(area.la_officer.user_id, ["sessions"])
    area.la_officer.user.is_active = False
    area.la_officer.user.save()
    assert client.get(reverse("mail-stop", args=[good])).status_code == 404


def test_choices_are_asked_where_mail_is_sent():
    assert settings.MAIL_WANTED == "partnerships.mail_choices.wanted"
    assert settings.MAIL_STOP == "partnerships.mail_choices.address_to_stop"
