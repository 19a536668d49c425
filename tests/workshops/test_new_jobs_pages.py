"""The pages of a new job: a coordinator's to enter it, its person's to confirm it; and what organisations became."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from partnerships import new_jobs as rules
from partnerships.models import Organisation, Seat
from pipd.kit import clock
from tests import build
from tests.client import Client
from tests.workshops.test_new_jobs import enter, organisation, running

__all__ = ["running"]


def address(group: build.Group, seat: Seat) -> str:
    return reverse("workshops:new-job", kwargs={"area": group.slug, "seat": seat.pk})


def test_the_page_says_what_happens_and_their_own_page_does_it(running, client):
    reader, where, lead = client.as_(running.coordinator), organisation(), running.tso_lead
    page = address(running, lead)
    people = reverse("partnerships:people-list", kwargs={"area": running.slug})
    assert page in reader.get(people).text
    assert "They are lead no more" in " ".join(reader.get(page).text.split())
    sent = reader.post(page, {"organisation": where.pk, "job_title": "Head of aid"}, follow=True)
    assert "nothing changes until they confirm it" in sent.text
    assert "and not confirmed yet: Head of aid" in " ".join(reader.get(page).text.split())
    own, theirs = Client().as_(lead), reverse("workshops:new-job-confirm", kwargs={"area": running.slug})
    shown = " ".join(own.get(theirs).text.split())
    assert "You are lead no more" in shown
    read = rules.mark_of(Seat.objects.get(pk=lead.pk))
    done = own.post(theirs, {"read": read, "answer": "yes"}, follow=True)
    assert "You take part from Riverside Aid now" in done.text
    assert reader.get(page).status_code == 404
    again = own.post(theirs, {"read": read, "answer": "yes"})
    assert (again.status_code, "changed or settled meanwhile" in again.text) == (409, True)


def test_their_own_page_takes_a_no(running, client):
    enter(running, running.tso[2], organisation())
    theirs = reverse("workshops:new-job-confirm", kwargs={"area": running.slug})
    read = rules.mark_of(Seat.objects.get(pk=running.tso[2].pk))
    done = client.as_(running.tso[2]).post(theirs, {"read": read, "answer": "no"}, follow=True)
    assert "Nothing has changed" in done.text
    assert "No new job is entered for you" in client.as_(running.tso[2]).get(theirs).text


def test_what_was_typed_stays_where_no_place_is_free(running, client):
    page = address(running, running.tso[2])
    told = {"organisation": running.la[0].organisation.pk, "job_title": "Head of the council"}
    shown = client.as_(running.coordinator).post(page, told)
    assert shown.status_code == 200
    assert "No place is free for the local authority" in shown.text
    assert "Head of the council" in shown.text


def test_a_seat_of_another_area_or_of_a_facilitator_is_unknown(running, neighbour):
    reader = Client().as_(running.coordinator)
    assert reader.get(address(running, neighbour.tso[2])).status_code == 404
    assert reader.get(address(running, running.facilitator)).status_code == 404
    assert Client().as_(running.tso_lead).get(address(running, running.tso[2])).status_code == 403


# Organisations that are renamed, merge or close


def test_pages_of_today_say_what_an_organisation_is_today(running, client):
    old = running.tso[0].organisation
    new = organisation("Riverside Alliance")
    people = reverse("partnerships:people-list", kwargs={"area": running.slug})
    today = clock.today()
    ends = {
        "renamed": ("Riverside Alliance, until 10 January 2027 Quillshire Together", new),
        "merged": ("Quillshire Together, since 10 January 2027 part of Riverside Alliance", new),
        "closed": ("Quillshire Together, closed on 10 January 2027", None),
    }
    for how, (words, successor) in ends.items():
        last = today - timedelta(days=1)
        Organisation.objects.filter(pk=old.pk).update(ended_as=how, valid_to=last, successor=successor)
        assert words in client.as_(running.la_officer).get(people).text
    Organisation.objects.filter(pk=old.pk).update(ended_as="closed", valid_to=today, successor=None)
    assert "closed on" not in client.as_(running.la_officer).get(people).text
    assert running.tso[2].is_live
