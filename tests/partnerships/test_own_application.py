"""An applicant without an account reads what is held about them, takes it away, and has it erased by themselves."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse

from partnerships import applying, locks, own_application, recruiting, selection
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, StudyArea, User
from partnerships.views.applying_data import DONE
from pipd import erasing, own_account
from pipd.kit import clock, log
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.partnerships import applicants
from tests.partnerships.applicants import link_in_mail, start, walk
from tests.workshops.ended import left_of

MARK = "NARWHAL"
EMAIL = f"{MARK.lower()}@x.example"
SAID = {
    "full_name": f"{MARK} Byron",
    "organisation_name": f"{MARK} Council",
    "job_title": f"{MARK} head",
    "access_needs": f"{MARK} print",
    "interest": f"{MARK} interest",
}
S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(area: StudyArea) -> build.Seat:
    return build.programme_seat(Role.COORDINATOR)


def page(area: StudyArea, name: str) -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": area.slug})


def begun(client: Client, area: StudyArea) -> Application:
    return walk(client, area, EMAIL, **SAID)


def sent(client: Client, area: StudyArea) -> Application:
    application = begun(client, area)
    client.post(page(area, "apply-check"))
    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    return application


def erase(client: Client, area: StudyArea, seen: str) -> Any:
    return client.post(page(area, "apply-erase"), {"seen": seen}, follow=True)


def left() -> list[str]:
    """Where a word or the address of the applicant stands, in any column or in what a session keeps."""
    kept = [str(one.get_decoded()) for one in Session.objects.all()]
    return [*left_of(MARK), *left_of(MARK.lower()), *(one for one in kept if MARK.lower() in one.lower())]


def verbs(application: Application) -> list[str]:
    found = LogEntry.objects.filter(subject=application.pk).order_by("number")
    return list(found.values_list("verb", flat=True))


# Reading it


def test_the_page_shows_all_that_is_held_and_the_file_the_same(area, client):
    application = sent(client, area)
    shown = client.get(page(area, "apply-held")).text
    for words in (*SAID.values(), EMAIL, application.reference, "application sent"):
        assert words in shown
    answer = client.get(page(area, "apply-held-file"))
    told = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="my-application.json"'
    assert "no-store" in answer["Cache-Control"]
    assert len(told["sections"]) == 3
    values = [row["value"] for section in told["sections"] for row in section["rows"]]
    assert set(SAID.values()) <= set(values)


def test_nothing_of_another_applicant_is_in_it(area, client):
    applicants.sent(area, email="other@x.example", full_name="Charles Babbage")
    sent(client, area)
    for name in ("apply-held", "apply-held-file", "apply-erase"):
        content = client.get(page(area, name)).content.decode()
        assert "Babbage" not in content
        assert "other@x.example" not in content


@pytest.mark.parametrize("name", ["apply-held", "apply-held-file", "apply-erase"])
def test_without_the_link_there_is_nothing(area, client, name):
    sent(client, area)
    stranger = Client().get(page(area, name))
    assert (stranger.status_code, stranger["Location"]) == (302, reverse("partnerships:apply-list"))


def test_every_page_of_the_application_leads_there(area, client):
    client.post(start(area), {"email": EMAIL})
    first = client.post(link_in_mail(EMAIL), follow=True)
    assert page(area, "apply-held") in first.text
    sent(client, area)
    assert page(area, "apply-held") in client.get(page(area, "apply-mine")).text


@pytest.mark.parametrize("name", ["apply-held", "apply-erase"])
def test_a_page_costs_the_same_with_one_message_or_three(area, client, name, django_assert_num_queries):
    application = sent(client, area)

    def cost() -> int:
        with django_assert_num_queries(15, exact=False) as found:
            client.get(page(area, name))
        return len(found)

    few = cost()
    for n in range(3):
        clock.set_to(clock.now() + timedelta(minutes=n + 1))
        row = OutgoingMail.objects.filter(recipient=application.pk).first()
        row.pk, row.key, row.message_id, row._state.adding = uuid4(), f"more:{n}", f"<more{n}@x>", True
        row.save()
    assert cost() == few


# Erasing it


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_what_was_only_begun_is_gone_at_once(area, client, is_open):
    application = begun(client, area)
    if not is_open:
        clock.set_to(area.window.closes_at + timedelta(hours=1))
        client.post(start(area), {"email": EMAIL})
        client.post(reopened(application))
    assert "Nobody has read it" in client.get(page(area, "apply-erase")).text
    assert left() != []
    assert DONE in erase(client, area, S.BEGUN).text
    assert (left(), Application.objects.count(), OutgoingMail.objects.count()) == ([], 0, 0)
    assert verbs(application) == [own_application.ERASED]


def reopened(application: Application) -> str:
    names = {"area": application.area.slug, "application": application.pk}
    application.refresh_from_db()
    return reverse("partnerships:apply-return", kwargs={**names, "key": applying.secret_of(application)})


@pytest.mark.parametrize("state", [S.SUBMITTED, S.WAITING])
def test_what_waits_is_withdrawn_and_gone(area, client, coordinator, state):
    application = sent(client, area)
    if state == S.WAITING:
        selection.wait(application, by=coordinator)
    erase(client, area, state)
    assert (left(), Application.objects.count()) == ([], 0)
    assert verbs(application)[-2:] == [applying.WITHDRAWN, own_application.ERASED]
    [last] = LogEntry.objects.filter(verb=own_application.ERASED)
    assert last.facts == {"sector": "la", "from": str(state)}
    assert list(log.verify()) == []


def test_what_was_declined_is_gone_with_the_reason(area, client, coordinator):
    application = sent(client, area)
    selection.decline(application, reason=f"{MARK} is not senior", by=coordinator)
    erase(client, area, S.DECLINED)
    assert left() == []
    assert verbs(application) == ["application sent", "application decided", own_application.ERASED]


def test_what_led_to_a_place_is_asked_for_under_my_data(area, client, coordinator):
    application = sent(client, area)
    selection.accept(application, by=coordinator)
    assert "sign in, and ask under" in erase(client, area, S.ACCEPTED).text
    with pytest.raises(NotPossible, match="given a place"):
        own_application.erase_own(application, seen=S.ACCEPTED)
    assert Application.objects.filter(pk=application.pk).exists()


def test_it_is_still_erased_where_recruitment_has_ended(area, client, coordinator):
    application = sent(client, area)
    recruiting.not_proceed(area, reason="Too few", by=coordinator)
    erase(client, area, S.DECLINED)
    assert (left(), verbs(application)[-1]) == ([], own_application.ERASED)


def test_a_link_that_is_used_again_opens_nothing(area, client):
    application = sent(client, area)
    link = reopened(application)
    erase(client, area, S.SUBMITTED)
    answer = Client().post(link)
    assert answer.status_code == 404
    assert client.get(page(area, "apply-mine"))["Location"] == reverse("partnerships:apply-list")
    assert erase(client, area, S.SUBMITTED).status_code == 200
    assert verbs(application).count(own_application.ERASED) == 1


def test_another_applicants_link_does_nothing_to_it(area, client):
    application = sent(client, area)
    other = Client()
    theirs = walk(other, area, "other@x.example")
    erase(other, area, S.SUBMITTED)  # theirs is begun: what they read is another's state
    assert Application.objects.filter(pk__in=[application.pk, theirs.pk]).count() == 2
    erase(other, area, S.BEGUN)
    assert list(Application.objects.all()) == [application]


def test_a_link_that_a_newer_one_ended_does_nothing(area, client):
    application = sent(client, area)
    clock.set_to(clock.now() + timedelta(days=2))
    Client().post(start(area), {"email": EMAIL})
    assert erase(client, area, S.SUBMITTED).redirect_chain[0][0] == reverse("partnerships:apply-list")
    assert Application.objects.filter(pk=application.pk).exists()


def test_what_changed_since_the_page_was_read_is_not_erased(area, client):
    application = begun(client, area)
    applying.send(application)
    answer = erase(client, area, S.BEGUN)
    assert own_application.CHANGED in answer.text
    assert "It is withdrawn: nobody decides it any more." in answer.text
    assert Application.objects.filter(pk=application.pk).exists()


def test_looking_erases_nothing(area, client):
    sent(client, area)
    client.get(page(area, "apply-erase"))
    assert Application.objects.count() == 1


def test_what_is_erased_meanwhile_is_neither_decided_nor_sent_on(area, client, coordinator):
    application = sent(client, area)
    stale = Application.objects.select_related("area__programme").get(pk=application.pk)
    erase(client, area, S.SUBMITTED)
    for act in (
        lambda: selection.accept(stale, by=coordinator),
        lambda: applying.withdraw(stale),
        lambda: applying.change_side(stale),
        lambda: own_application.erase_own(stale, seen=S.SUBMITTED),
    ):
        with pytest.raises(NotPossible, match=locks.ERASED):
            act()


def test_they_may_apply_again(area, client):
    sent(client, area)
    erase(client, area, S.SUBMITTED)
    assert sent(Client(), area).state == S.SUBMITTED


def test_it_is_erased_again_after_an_older_backup(area, client, tmp_path):
    application = sent(client, area)
    kept = tmp_path / "erasures"
    kept.write_text(f"{application.pk} 2027-01-01T00:00:00+00:00\n", encoding="utf-8")
    out = StringIO()
    for _ in range(2):
        call_command("erasures", "--again", str(kept), stdout=out)
    assert out.getvalue() == "Erased again: 1.\nErased again: 0.\n"
    assert left_of(MARK) == []
    assert str(application.pk) in [str(pk) for pk, _ in erasing.listed()]


# Closing an account


def test_what_was_only_begun_goes_with_the_account_and_what_was_sent_is_withdrawn(area, client):
    saltreach = applicants.recruiting_area(name="Saltreach", number=2)
    user = User.objects.create_user(EMAIL, full_name="Ada Byron")
    one = begun(client, area)
    two = applicants.sent(saltreach, email=EMAIL)
    other = walk(Client(), area, "other@x.example")
    own_account.close(user)
    assert set(Application.objects.values_list("pk", "state")) == {
        (two.pk, S.WITHDRAWN),
        (other.pk, S.BEGUN),
    }
    assert verbs(one) == [own_application.ERASED]
    assert not OutgoingMail.objects.filter(recipient=one.pk).exists()
    assert left_of(SAID["full_name"]) == []
