"""One's own email address: changed once the new one is proven, told to nobody but its owner, and to the old one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from partnerships import addresses, invitations
from partnerships.membership import NotPossible
from partnerships.models import Application, Invitation, Programme, User
from partnerships.signing_in.address import KEPT, RESENDS
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.templatetags.kit import email_breaks
from tests import build
from tests.client import Client
from tests.partnerships import applicants
from tests.partnerships.test_enumeration import told
from tests.partnerships.test_second_step import signed_in

NEW = "new.job@charity.example"
ASK, CONFIRM = "/accounts/address/", "/accounts/address/code/"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
PASSWORD = "a-long-enough-password"


@pytest.fixture
def officer(area: build.Group) -> build.Seat:
    return area.la_officer


def ask(client: Client, address: str = NEW) -> Any:
    mail.outbox.clear()
    return client.post(ASK, {"email": address})


def code() -> str:
    [message] = mail.outbox
    found = CODE.search(message.body)
    assert found, message.body
    return found[0]


def moved(client: Client, address: str = NEW) -> Any:
    ask(client, address)
    return client.post(CONFIRM, {"code": code()}, follow=True)


def address_of(seat: build.Seat) -> str:
    return User.objects.get(pk=seat.user_id).email


def answer(response: Any, address: str) -> tuple[Any, ...]:
    """All that the reader could tell two answers apart by, but for the address that they typed."""
    return told(response, email_breaks(address)), told(response, address)[2:]


def is_in(client: Client) -> bool:
    return client.get(reverse("mail-choices")).status_code == 200


def test_the_address_stays_until_the_new_one_is_proven(officer):
    before, here = officer.user.email, signed_in(officer.user.email)
    assert ask(here)["Location"] == CONFIRM
    assert [message.to for message in mail.outbox] == [[NEW]]
    assert address_of(officer) == before
    assert before in here.get(CONFIRM).content.decode().replace("<wbr>", "")
    page = here.post(CONFIRM, {"code": code()}, follow=True).content.decode()
    assert f"Codes and mail come to {NEW} from now on" in page
    assert (address_of(officer), is_in(here)) == (NEW, True)
    assert list(EmailAddress.objects.filter(user=officer.user).values_list("email", "verified")) == [
        (NEW, True)
    ]
    assert KEPT not in here.session


def test_nothing_that_went_to_the_old_address_opens_the_account(area, officer):
    """Its codes, its invitation, its link for a password, and all who are signed in elsewhere."""
    before = officer.user.email
    elsewhere, late = signed_in(before), Client()
    late.post(reverse("account_request_login_code"), {"email": before})
    old_code = CODE.search(mail.outbox[-1].body)[0]
    invitations.invite(officer.user, to="participant", by=area.coordinator, area=area.area)
    secret = invitations.secret_of(Invitation.objects.get().pk, before)
    key = PasswordResetTokenGenerator().make_token(officer.user)
    here = signed_in(before)
    moved(here)
    assert [is_in(client) for client in (here, elsewhere)] == [True, False]
    page = late.post(reverse("account_confirm_login_code"), {"code": old_code})
    assert ("The code is not right" in page.content.decode(), is_in(late)) == (True, False)
    assert invitations.use(secret) is None
    assert not PasswordResetTokenGenerator().check_token(User.objects.get(pk=officer.user_id), key)
    mail.outbox.clear()
    cache.clear()
    Client().post(reverse("account_request_login_code"), {"email": before})
    assert CODE.search(mail.outbox[-1].body) is None
    assert is_in(signed_in(NEW))


def test_a_code_of_before_opens_where_nothing_was_changed(officer):
    """The control of the refusal above."""
    assert is_in(signed_in(officer.user.email))


def test_the_old_address_is_told_and_learns_no_new_one(officer):
    before = officer.user.email
    moved(signed_in(before))
    row = OutgoingMail.objects.get(kind="address_changed")
    assert (row.to, row.essential, row.recipient) == (before, True, officer.user_id)
    assert "If you did not, somebody else may be using your account" in row.body_text
    assert NEW not in row.body_text + row.body_html
    entry = LogEntry.objects.get(verb="email address changed")
    assert (entry.subject, entry.actor, entry.facts) == (officer.user_id, officer.pk, {"by": "person"})
    assert entry.chain_id == str(officer.programme_id)


def test_an_address_that_has_an_account_is_answered_the_same(area, officer):
    """The page, the headers and one message each; its owner is told, and nobody gets a code."""
    other = area.tso_officer.user.email
    answers = []
    for address in (other, NEW):
        cache.clear()
        client = signed_in(officer.user.email)
        client.get(ASK)
        first = answer(ask(client, address), address)
        assert [message.to for message in mail.outbox] == [[address]]
        pages = [client.get(CONFIRM), client.post(CONFIRM)]
        answers.append((first, *(answer(page, address) for page in pages)))
        wrong = [client.post(CONFIRM, {"code": "AAAA-BBBB"}) for _ in range(3)]
        answers[-1] += tuple(answer(page, address) for page in wrong)
        answers[-1] += (client.get(ASK).content.decode().count("That code works no more"),)
    assert answers[0] == answers[1]
    cache.clear()
    ask(signed_in(officer.user.email), other.upper())
    assert CODE.search(mail.outbox[0].body) is None
    assert "It has an account already" in mail.outbox[0].body
    assert (address_of(officer), address_of(area.tso_officer)) == (officer.user.email, other)


def test_an_address_given_away_meanwhile_is_refused_and_what_was_typed_stays(officer):
    client = signed_in(officer.user.email)
    ask(client)
    build.user(NEW, "Quicker Person")
    page = client.post(CONFIRM, {"code": code()}).content.decode()
    assert "There is an account at this address already" in page
    assert address_of(officer) != NEW


@pytest.mark.parametrize("typed", ["", "nobody", "own"])
def test_what_is_no_other_address_is_said_and_sends_nothing(officer, typed):
    client = signed_in(officer.user.email)
    page = ask(client, officer.user.email.upper() if typed == "own" else typed).content.decode()
    assert ("There is a problem" in page, mail.outbox) == (True, [])


def test_three_wrong_codes_end_it(officer):
    client = signed_in(officer.user.email)
    ask(client)
    right = code()
    assert [client.post(CONFIRM, {"code": "AAAA-BBBB"}).status_code for _ in range(3)] == [200, 200, 302]
    assert client.post(CONFIRM, {"code": right})["Location"] == ASK
    assert address_of(officer) != NEW


def test_a_code_ends_after_a_quarter_of_an_hour(officer):
    client = signed_in(officer.user.email)
    ask(client)
    session = client.session
    session[KEPT] |= {"at": session[KEPT]["at"] - 15 * 60 - 1}
    session.save()
    assert client.post(CONFIRM, {"code": code()})["Location"] == ASK
    assert address_of(officer) != NEW


def test_a_new_code_ends_the_one_before_and_there_are_not_many(officer):
    client = signed_in(officer.user.email)
    ask(client)
    first = code()
    for _ in range(RESENDS + 1):
        cache.clear()
        client.post(CONFIRM, {"action": "resend"})
    assert [message.to for message in mail.outbox] == [[NEW]] * (1 + RESENDS)
    assert "send a new code" not in client.get(CONFIRM).content.decode()
    assert client.post(CONFIRM, {"code": first}).status_code == 200
    assert address_of(officer) != NEW


def test_the_code_works_in_the_browser_and_for_the_person_that_asked(area, officer):
    client = signed_in(officer.user.email)
    ask(client)
    right = code()
    assert signed_in(officer.user.email).post(CONFIRM, {"code": right})["Location"] == ASK
    session = client.session
    session[KEPT] |= {"user_id": str(area.tso_officer.user_id)}
    session.save()
    assert client.post(CONFIRM, {"code": right})["Location"] == ASK
    assert address_of(officer) != NEW


def test_addresses_are_not_tried_one_after_the_other(officer):
    client = signed_in(officer.user.email)
    pages = [ask(client, f"person{n}@charity.example") for n in range(11)]
    assert [page.status_code for page in pages] == [302] * 10 + [200]
    assert ("You have asked too often" in pages[-1].content.decode(), mail.outbox) == (True, [])


def test_who_has_a_password_is_asked_for_it_first(officer):
    officer.user.set_password(PASSWORD)
    officer.user.save()
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(ASK)["Location"].startswith(reverse("account_reauthenticate"))
    assert ask(client)["Location"].startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []
    client.post(f"{reverse('account_reauthenticate')}?next={ASK}", {"password": PASSWORD})
    assert client.get(ASK).status_code == 200


def test_nobody_takes_away_a_shared_person_of_the_demonstration(officer):
    client = signed_in(officer.user.email)
    Programme.objects.update(demo=True)
    page = ask(client).content.decode()
    assert ("keep their addresses" in page, mail.outbox) == (True, [])
    with pytest.raises(NotPossible, match="keep their addresses"):
        addresses.change(officer.user, NEW)


def waiting_mail(area: build.Group, officer: build.Seat) -> OutgoingMail:
    invitations.invite(officer.user, to="participant", by=area.coordinator, area=area.area)
    row = OutgoingMail.objects.get(kind="invitation")
    OutgoingMail.objects.filter(pk=row.pk).update(kind="plan_agreed")
    return row


def test_mail_on_its_way_and_applications_follow_and_warnings_stay(area, officer):
    before, elsewhere = officer.user.email, applicants.recruiting_area(name="Ash Hollow", number=4)
    news = waiting_mail(area, officer)
    applied = applicants.sent(elsewhere, email=before)
    addresses.change(officer.user, NEW)
    later = "later@charity.example"
    addresses.change(User.objects.get(pk=officer.user_id), later)
    news.refresh_from_db()
    applied.refresh_from_db()
    assert (news.to, applied.email) == (later, later)
    told_to = OutgoingMail.objects.filter(kind="address_changed").order_by("queued_at", "to")
    assert sorted(told_to.values_list("to", flat=True)) == sorted([before, NEW])
    assert set(OutgoingMail.objects.filter(about=[str(applied.pk)]).values_list("to", flat=True)) == {later}


def test_two_open_applications_for_one_area_are_not_made_one(area, officer):
    elsewhere = applicants.recruiting_area(name="Ash Hollow", number=4)
    for address in (officer.user.email, NEW):
        applicants.sent(elsewhere, email=address)
    with pytest.raises(NotPossible, match="from both addresses"):
        addresses.change(officer.user, NEW)
    assert sorted(Application.objects.values_list("email", flat=True)) == sorted([officer.user.email, NEW])
    assert address_of(officer) == officer.user.email


def test_a_closed_account_does_not_move(officer):
    User.objects.filter(pk=officer.user_id).update(is_active=False)
    with pytest.raises(NotPossible, match="closed"):
        addresses.change(officer.user, NEW)


def test_my_data_shows_the_new_address_and_that_it_was_changed(officer):
    client = signed_in(officer.user.email)
    moved(client)
    page = client.get(reverse("my-data")).content.decode()
    assert (NEW in page.replace("<wbr>", ""), "email address changed" in page) == (True, True)


def test_it_is_offered_where_people_look_for_it(area, officer):
    client = Client().as_(officer)
    pages = [reverse("my-details"), reverse("mfa_index")]
    pages.append(reverse("workshops:new-job-confirm", kwargs={"area": area.slug}))
    assert [ASK in client.get(page).content.decode() for page in pages] == [True] * 3
