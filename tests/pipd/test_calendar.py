"""A person's calendar: what is in it, who may read it, and when it ends (trust X15, X21)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from icalendar import Calendar

from partnerships import calendars, membership
from partnerships.models import CalendarFeed
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.pipd.test_board import queries
from tests.workshops.test_pages_area import text
from workshops import cycle, standing_in
from workshops.models import Workshop


def feed_of(seat: build.Seat) -> str:
    return reverse("calendar-feed", args=[calendars.secret_of(calendars.reset(seat.user, by=seat))])


def read(client: Client, address: str) -> dict[str, object]:
    """The entries at `address`, by id."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"][:13]) == (200, "text/calendar")
    return {str(e["uid"]): e for e in Calendar.from_ical(response.content).walk("VEVENT")}


def titles(found: dict[str, object]) -> list[str]:
    return [str(e["summary"]) for e in found.values()]


# What is in it


def test_feed_holds_the_sessions_of_the_reader_and_what_is_to_be_checked(area, neighbour, client):
    build.circulated(area)
    build.area_with_sessions(neighbour)
    found = titles(read(client, feed_of(area.la[0])))
    assert len([t for t in found if t.startswith("Session ")]) == 4
    assert [t for t in found if t.startswith("Check the notes of session 1 by 1pm on ")] != []
    assert [t for t in found if "Nine Elders" in t] == []


def test_feed_loses_a_deadline_once_everything_is_answered(area, client):
    workshop = build.circulated(area)
    address = feed_of(area.la[0])
    build.answer(workshop, area.la[0])
    assert [t for t in titles(read(client, address)) if t.startswith("Check")] == []


def test_feed_of_who_oversees_the_programme_has_all_sessions(area, neighbour, coordinator, client):
    build.area_with_sessions(area)
    build.area_with_sessions(neighbour)
    assert len(read(client, feed_of(coordinator))) == 8


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_feed_holds_no_uncleared_words_and_no_names(area, client, who):
    build.note_at("answered", area)
    content = client.get(feed_of(getattr(area, who))).content.decode()
    unfolded = content.replace("\r\n ", "")
    names = [str(seat.user) for seat in area.participants + area.facilitators]
    assert [name for name in names if name in unfolded] == []
    assert re.findall("QUAGGA|HOOPOE", unfolded) == []


def test_feed_keeps_the_id_and_raises_the_sequence(area, client):
    build.area_with_sessions(area)
    workshop = Workshop.objects.select_related("area__programme").get(number=3)
    address, uid, seen = feed_of(area.la_officer), f"session-{workshop.pk}@pipd", []
    for act in (None, cycle.postpone, cycle.cancel):
        if act:
            act(workshop, reason="Snow", by=area.facilitator)
        event = read(client, address)[uid]
        seen.append((str(event["status"]), int(event["sequence"])))
        assert "Snow" not in str(event)
    assert [status for status, _ in seen] == ["CONFIRMED", "CANCELLED", "CANCELLED"]
    assert seen[0][1] < seen[1][1] < seen[2][1]


def test_e2_who_stands_in_has_the_one_session_they_stand_in_at(area, client):
    """Control beside it: whose place it is has all four."""
    workshop = build.area_with_sessions(area)[1]
    seat = build.substitute(area, workshop, area.la[4], agreed=False)
    address = feed_of(seat)
    for _ in ("asked", "agreed"):
        assert list(read(client, address)) == [f"session-{workshop.pk}@pipd"]
        standing_in.agree(workshop, recording=False, by=seat)
    assert len(read(client, feed_of(area.la[4]))) == 4


def test_e2_who_is_only_proposed_by_a_facilitator_has_none(area, client):
    workshop = build.area_with_sessions(area)[1]
    seat = standing_in.name(workshop, area.la[4], who=build.named(area, area.la[4]), by=area.facilitator)
    assert read(client, feed_of(seat)) == {}


def test_e2_who_stands_in_is_told_of_changes_of_that_session_alone(area):
    second, third = build.area_with_sessions(area)[1:3]
    seat = build.substitute(area, second, area.la[4])
    cycle.cancel(third, reason="Snow", by=area.facilitator)
    assert not OutgoingMail.objects.filter(recipient=seat.user_id, kind="session_cancelled").exists()
    assert OutgoingMail.objects.filter(recipient=area.la[4].user_id, kind="session_cancelled").exists()


def test_who_left_an_area_has_its_sessions_no_more(area, neighbour, client):
    build.area_with_sessions(area)
    build.area_with_sessions(neighbour)
    seat = area.la_officer
    membership.join(
        neighbour.area, user=seat.user, sector=build.Sector.LA, organisation=neighbour.la[0].organisation,
        job_title="Officer",
    )  # fmt: skip
    address = feed_of(seat)
    assert len(read(client, address)) == 8
    membership.leave(seat, by=seat)
    assert {("Nine Elders" in t) for t in titles(read(client, address))} == {True}
    assert len(read(client, address)) == 4


# Who may read it


def told(response) -> tuple:
    return response.status_code, response.content, {k: v for k, v in response.items() if k != "Date"}


def test_an_old_an_unknown_and_a_closed_address_cannot_be_told_apart(area, neighbour, client):
    old = feed_of(area.la_officer)
    new = feed_of(area.la_officer)
    closed = feed_of(area.la_lead)
    area.la_lead.user.is_active = False
    area.la_lead.user.save()
    forged = new[:-20] + "0" * 16 + ".ics"
    unknown = [reverse("calendar-feed", args=[secret]) for secret in ("f" * 72, "short", "x-y_z", "0" * 5000)]
    answers = {told(client.get(address))[0:2] for address in [old, closed, forged, *unknown]}
    assert len(answers) == 1
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert told(client.get(old)) == told(client.get(unknown[0]))


def test_half_an_address_from_the_database_opens_nothing(area, client):
    feed_of(area.la_officer)
    key = CalendarFeed.objects.get().key.hex
    assert client.get(reverse("calendar-feed", args=[key])).status_code == 404
    assert client.get(reverse("calendar-feed", args=[key + "0" * 40])).status_code == 404


def test_feed_is_kept_by_nobody_and_changes_nothing(area, client):
    address = feed_of(area.la_officer)
    entries = LogEntry.objects.count()
    response = client.get(address)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex")
    assert (client.post(address).status_code, LogEntry.objects.count()) == (405, entries)


def test_feed_takes_few_queries_however_many_areas(area, neighbour, client):
    seat = area.la_officer
    build.area_with_sessions(neighbour)
    build.circulated(area)
    one = queries(client, feed_of(seat))
    build.joined(
        neighbour.area, user=seat.user, sector=build.Sector.LA, organisation=neighbour.la[0].organisation,
        job_title="Officer",
    )  # fmt: skip
    assert queries(client, feed_of(seat)) == one <= 10


# Its page


def test_page_shows_an_address_once_it_is_made_and_makes_another(area, client):
    build.area_with_sessions(area)
    reader = client.as_(area.la_officer)
    page = reader.get(reverse("calendar"))
    assert ("Make my calendar address" in text(page), CalendarFeed.objects.count()) == (True, 0)
    shown = []
    for _ in range(2):
        assert reader.post(reverse("calendar-reset")).url == reverse("calendar")
        shown += re.findall(
            r'value="http[^"]+(/calendar/[^"]+)"', reader.get(reverse("calendar")).content.decode()
        )
    assert [client.get(address).status_code for address in shown] == [404, 200]
    assert LogEntry.objects.filter(verb="calendar address made").count() == 2


def test_page_is_for_people_with_a_seat(area, client):
    nobody = build.user("nobody@pipd.example", "No Seat")
    stranger = Client()
    stranger.force_login(nobody, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "nothing to put into it" in text(stranger.get(reverse("calendar")))
    stranger.post(reverse("calendar-reset"))
    assert CalendarFeed.objects.count() == 0
    assert client.get(reverse("calendar")).status_code == 302


# Files of sessions


@pytest.mark.parametrize(
    ("page", "number", "events"), [("session-calendar", 3, 1), ("sessions-calendar", 0, 4)]
)
def test_files_are_for_the_group_and_named_by_codes(area, neighbour, client, page, number, events):
    build.area_with_sessions(area)
    kwargs = {"area": area.slug, **({"number": number} if number else {})}
    address = reverse(f"workshops:{page}", kwargs=kwargs)
    response = client.as_(area.la_officer).get(address)
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == events
    assert re.fullmatch(
        r'attachment; filename="quillshire-sessions?(-3)?\.ics"', response["Content-Disposition"]
    )
    assert client.as_(neighbour.la_lead).get(address).status_code == 404


def test_a_planned_session_is_tentative(area, client):
    workshop = build.area_with_sessions(area)[0]
    Workshop.objects.filter(pk=workshop.pk).update(state="planned")
    [event] = [e for uid, e in read(client, feed_of(area.la_officer)).items() if str(workshop.pk) in uid]
    assert (event["status"], event["dtstamp"].dt) == ("TENTATIVE", clock.now())


def test_feed_of_a_substitute_has_the_one_session_they_stand_in_at(area, client):
    """Domain 3K: a substitute sees one session. Control: whom they stand in for has all four."""
    first = build.area_with_sessions(area)[0]
    seat = build.substitute(area, first, area.la_officer)
    assert list(read(client, feed_of(seat))) == [f"session-{first.pk}@pipd"]
    assert len(read(client, feed_of(area.la_officer))) == 4
