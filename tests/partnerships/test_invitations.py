"""An invitation signs one person in once. Opening it does nothing, and nothing kept in the database opens it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail as outbox_of
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships import invitations
from partnerships.membership import NotPossible
from partnerships.models import Invitation, Role, User
from pipd.kit import clock, log, mail
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client

TOKEN = re.compile(r"(csrfmiddlewaretoken\" value=\")\w+")


@pytest.fixture
def invited(area: build.Group) -> User:
    return area.la_officer.user


def invite(group: build.Group, user: User) -> str:
    """The address that stands in the mail."""
    invitations.invite(user, to="participant", by=group.coordinator, area=group.area)
    row = OutgoingMail.objects.get(kind="invitation", state="owed")
    outbox_of.outbox.clear()
    mail.send(row.pk)
    [link] = re.findall(r"http://\S+(/accounts/invitation/\S+)", outbox_of.outbox[-1].body)
    return link


def is_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def test_a_press_signs_in_and_opening_does_not(area, invited):
    link, client = invite(area, invited), Client()
    for _ in range(2):
        page = client.get(link)
        assert (page.status_code, is_in(client, invited)) == (200, False)
        client.head(link)
    assert client.post(link)["Location"] == "/"
    assert is_in(client, invited)
    assert Invitation.objects.get().used_at == clock.now()


def test_it_works_once(area, invited):
    link = invite(area, invited)
    Client().post(link)
    late = Client()
    assert (late.get(link).status_code, late.post(link).status_code, is_in(late, invited)) == (
        410,
        410,
        False,
    )


def test_it_works_for_48_hours(area, invited):
    link = invite(area, invited)
    clock.set_to(clock.now() + timedelta(hours=48, seconds=-1))
    assert Client().get(link).status_code == 200
    clock.set_to(clock.now() + timedelta(seconds=1))
    late = Client()
    assert (late.post(link).status_code, is_in(late, invited)) == (410, False)


def test_another_one_replaces_it(area, invited):
    first = invite(area, invited)
    second = invite(area, invited)
    assert [Client().get(link).status_code for link in (first, second)] == [410, 200]


def test_it_is_for_the_address_it_was_sent_to(area, invited):
    link = invite(area, invited)
    User.objects.filter(pk=invited.pk).update(email="moved@elsewhere.example")
    assert Client().post(link).status_code == 410


def test_a_closed_account_is_not_opened_by_it(area, invited):
    link = invite(area, invited)
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert Client().post(link).status_code == 410


def test_used_old_replaced_and_unknown_links_are_one_page(area, invited):
    replaced, used = invite(area, invited), invite(area, invited)
    Client().post(used)
    old = invite(area, invited)
    clock.set_to(clock.now() + timedelta(days=3))
    unknown = reverse("invitation", kwargs={"token": "0" * 64})
    pages = {TOKEN.sub("", Client().get(link).content.decode()) for link in (replaced, used, old, unknown)}
    assert len(pages) == 1
    assert "sign in with a code" in pages.pop()


def test_nothing_that_is_kept_opens_it(area, invited):
    secret = invite(area, invited).strip("/").split("/")[-1]
    kept = [
        *OutgoingMail.objects.values_list("body_text", "body_html", "subject_line", "key"),
        *Invitation.objects.values_list("digest", "email"),
        *LogEntry.objects.values_list("verb", "facts", "subject"),
    ]
    assert secret not in str(kept)
    digest = Invitation.objects.get().digest
    for guess in (digest, str(Invitation.objects.get().pk), mail.PUT_IN):
        assert Client().post(reverse("invitation", kwargs={"token": guess})).status_code == 410


def test_a_new_key_of_the_server_ends_what_was_not_sent(area, invited, settings):
    invitations.invite(invited, to="participant", by=area.coordinator, area=area.area)
    secret = invitations.secret_of(Invitation.objects.get().pk, invited.email)
    settings.SECRET_KEY = "another-key-altogether"
    assert invitations.secret_of(Invitation.objects.get().pk, invited.email) != secret


def test_a_second_step_is_asked_for_all_the_same(area, invited):
    TOTP.activate(invited, generate_totp_secret())
    client = Client()
    assert client.post(invite(area, invited))["Location"] == reverse("mfa_authenticate")
    assert not is_in(client, invited)


def test_whoever_else_was_signed_in_is_out(area, invited):
    client = Client().as_(area.la_lead)
    client.post(invite(area, invited))
    assert is_in(client, invited)


def test_three_in_a_day_are_enough(area, invited):
    for _ in range(3):
        invitations.invite(invited, to="participant", by=area.coordinator)
    with pytest.raises(NotPossible, match="Wait until tomorrow"):
        invitations.invite(invited, to="participant", by=area.coordinator)
    clock.set_to(clock.now() + timedelta(days=1))
    invitations.invite(invited, to="participant", by=area.coordinator)


def test_one_that_would_not_work_any_more_is_not_sent(area, invited):
    invitations.invite(invited, to="participant", by=area.coordinator, area=area.area)
    clock.set_to(clock.now() + timedelta(days=2))
    row = OutgoingMail.objects.get(kind="invitation")
    mail.send(row.pk)
    row.refresh_from_db()
    assert row.state == OutgoingMail.State.SKIPPED


def test_it_is_in_the_log_without_a_word(area, invited):
    invite(area, invited)
    entry = LogEntry.objects.get(verb="invitation sent")
    assert (entry.subject, entry.actor, entry.facts) == (invited.pk, area.coordinator.pk, {})
    assert list(log.verify()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_at": clock.now() - timedelta(days=9)},
        {"used_at": clock.now() + timedelta(days=999)},
    ],
)
def test_the_database_refuses_what_cannot_be(area, invited, wrong):
    invite(area, invited)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(**wrong)


def test_the_database_refuses_two_at_a_time(area, invited):
    first, second = (invite(area, invited) for _ in range(2))
    assert first != second
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(replaced_at=None)


@pytest.mark.parametrize(
    ("role", "words"),
    [(role, words.split("{")[0]) for role, words in invitations.TO.items()],
)
def test_an_invitation_says_to_what(area, invited, role, words):
    """Who is to coordinate does not read that they take part."""
    invitations.invite(invited, to=role, by=area.coordinator, area=area.area)
    assert f"You are invited to {words}" in OutgoingMail.objects.get(kind="invitation").body_text


def test_every_role_that_has_a_person_has_its_words():
    assert set(invitations.TO) == set(Role) - {Role.SYSTEM}
