"""An organisation's own body stands behind the agreed words: recorded by its sector's lead, printed, removable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import endorsing
from actionplans.models import ActionPlan, Endorsement
from actionplans.plan_value import plan_value
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

BODY = "Cabinet"


def record(
    plan: ActionPlan, by: Seat, *, body: str = BODY, of: Seat | None = None, days: int = 0
) -> Endorsement:
    day = clock.today() + timedelta(days=days)
    organisation = (of or by).organisation
    return endorsing.record(plan, organisation=organisation, body=body, endorsed_on=day, by=by)


def test_lead_records_an_endorsement_of_their_own_sector(area: build.Group, agreed: ActionPlan) -> None:
    edition = agreed.edition
    made = record(agreed, area.la_lead)
    assert (made.sector, made.recorded_by, made.plan) == ("la", area.la_lead, agreed)
    agreed.refresh_from_db()
    assert agreed.edition == edition + 1
    entry = LogEntry.objects.get(verb="endorsement recorded")
    assert BODY not in str(entry.facts)


def test_endorsements_are_printed_on_the_cover_and_beside_the_signatures(
    area: build.Group, agreed: ActionPlan
) -> None:
    record(agreed, area.la_lead)
    record(agreed, area.tso_lead, body="Board of trustees")
    value = plan_value(agreed)
    told = {(one.organisation, one.body) for one in value.endorsements}
    assert told == {("Quillshire Council", BODY), ("Quillshire Together", "Board of trustees")}
    assert ("Endorsed by bodies of", "Quillshire Council and Quillshire Together") in {
        (fact.label, fact.words) for fact in value.facts
    }


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_only_leads_record_endorsements(area: build.Group, agreed: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        record(agreed, getattr(area, role), of=area.la_lead)


def test_organisation_of_the_other_sector_or_without_a_seat_is_refused(
    area: build.Group, neighbour: build.Group, agreed: ActionPlan
) -> None:
    for other in (area.tso_lead, neighbour.la_lead):
        with pytest.raises(NotPossible, match="of your own sector"):
            record(agreed, area.la_lead, of=other)


def test_date_to_come_or_before_the_version_was_begun_is_refused(
    area: build.Group, agreed: ActionPlan
) -> None:
    with pytest.raises(NotPossible, match="today or in the past"):
        record(agreed, area.la_lead, days=1)
    with pytest.raises(NotPossible, match="on or after the day"):
        record(agreed, area.la_lead, days=-300)


def test_draft_is_not_endorsed(area: build.Group, accepted: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="still a draft"):
        record(accepted, area.la_lead)


def test_same_endorsement_twice_is_refused(area: build.Group, agreed: ActionPlan) -> None:
    record(agreed, area.la_lead)
    with pytest.raises(NotPossible, match="recorded already"):
        record(agreed, area.la[1], body="cabinet", of=area.la_lead)


def test_same_sectors_lead_removes_it_and_the_others_cannot(area: build.Group, agreed: ActionPlan) -> None:
    made = record(agreed, area.la_lead)
    with pytest.raises(NotPossible, match="other sector"):
        endorsing.remove(made, by=area.tso_lead)
    endorsing.remove(made, by=area.la[1])
    assert Endorsement.objects.count() == 0
    with pytest.raises(NotPossible, match="removed already"):
        endorsing.remove(made, by=area.la_lead)


def test_endorsement_is_not_carried_to_a_new_version_and_stays_with_its_own(
    area: build.Group, started: ActionPlan
) -> None:
    record(started, area.la_lead)
    made = builders.amend(started, area)
    builders.sign(made, area.la_lead, area.tso_lead)
    assert list(Endorsement.objects.values_list("plan__version", flat=True)) == [1]
    with pytest.raises(NotPossible, match="later version"):
        endorsing.remove(Endorsement.objects.get(), by=area.la_lead)


# The pages


def typed_date(day: date) -> dict[str, int]:
    return {f"endorsed_on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_lead_records_and_removes_it_on_the_pages(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    lead, today = client.as_(area.tso_lead), clock.today()
    typed = {"organisation": str(area.tso_lead.organisation_id), "body": "Board of trustees"}
    typed |= typed_date(today)
    page = text_of(lead.get(at("endorsement-add")))
    assert "Quillshire Together" in page
    assert "Quillshire Council" not in page
    assert lead.post(at("endorsement-add"), typed).status_code == 302
    made = Endorsement.objects.get()
    assert "Board of trustees" in text_of(client.as_(area.coordinator).get(at("plan-detail")))
    assert "Board of trustees" in text_of(client.as_(area.coordinator).get(at("plan-read")))
    lead = client.as_(area.tso_lead)
    assert "Remove this endorsement?" in text_of(lead.get(at("endorsement-remove", endorsement=made.pk)))
    assert lead.post(at("endorsement-remove", endorsement=made.pk)).status_code == 302
    assert Endorsement.objects.count() == 0


def test_date_to_come_keeps_what_was_typed(area: build.Group, agreed: ActionPlan, client: Client) -> None:
    lead, day = client.as_(area.tso_lead), clock.today() + timedelta(days=2)
    typed = {"organisation": str(area.tso_lead.organisation_id), "body": "Board of trustees"}
    typed |= typed_date(day)
    page = text_of(lead.post(at("endorsement-add"), typed))
    assert "The date must be today or in the past" in page
    assert "Board of trustees" in page


def test_other_sectors_lead_is_told_who_can_remove_it(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    made = record(agreed, area.la_lead)
    page = text_of(client.as_(area.tso_lead).get(at("endorsement-remove", endorsement=made.pk)))
    assert "Their lead or deputy can." in page
    assert '<button type="submit" class="govuk-button govuk-button--warning"' not in page


def test_endorsement_of_another_area_is_unknown(
    area: build.Group, neighbour: build.Group, agreed: ActionPlan, client: Client
) -> None:
    theirs = record(builders.agreed(neighbour), neighbour.la_lead)
    response = client.as_(area.la_lead).post(at("endorsement-remove", endorsement=theirs.pk))
    assert (response.status_code, Endorsement.objects.count()) == (404, 1)
