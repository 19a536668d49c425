"""The programme's mail as its coordinator may see it: what, to whom and when; never a word of it (domain 3K)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import TruncMinute

from partnerships.models import Programme, StudyArea
from pipd.kit import clock
from pipd.kit.models import OutgoingMail

PER_PAGE = 25  # rounds
# Who gets a receipt for an answer or a consent tells who agreed: that is between them and the facilitators. The address
# of whoever was erased stands in the last mail alone, until it is sent.
# Whom a sector names, and who did, is between its participants until somebody leads.
PRIVATE = (
    "answer_recorded",
    "consent_recorded",
    "consent_withdrawal_recorded",
    "data_erased",
    "lead_asked",
    "lead_declined",
)
# Who is on the round of what needs people tells who has not answered yet, and who asked for a link to apply is known to
# nobody before they send: its number is enough.
NUMBERS_ONLY = (
    "digest",
    "note_reminder",
    "application_link",
    "application_none",
    "application_closing",
    "applications_closed",
)
WORDS = {
    "digest": "What needs you",
    "note_reminder": "Reminder to check notes",
    "note_opened_again": "Notes opened again",
    "substitute_asked": "Substitute asked",
    "substitute_declined": "Substitute declined",
    "substitute_not_needed": "Substitute not needed",
    "substitute_to_confirm": "Substitute to be confirmed",
    "answer_recorded": "Answer recorded for somebody",
    "consent_recorded": "Consent recorded for somebody",
    "consent_withdrawal_recorded": "Consent taken back for somebody",
    "note_circulated": "Notes sent for checking",
    "note_for_information": "Notes sent for reading",
    "note_changed": "Changed notes sent for checking",
    "note_quotation_corrected": "Corrected quotation sent for checking",
    "note_cleared": "Notes cleared",
    "note_parked": "Notes not agreed, not used",
    "sessions_confirmed": "Sessions confirmed",
    "session_moved": "Session moved",
    "session_postponed": "Session postponed",
    "session_cancelled": "Session cancelled",
    "shorter_gap_asked": "Date closer than usual: agreement awaited",
    "shorter_gap_agreed": "Date closer than usual: agreed",
    "shorter_gap_left": "Date closer than usual: left",
    "closing_meeting": "Closing meeting",
    "closing_meeting_off": "Closing meeting called off",
    "plan_signature_awaited": "Signature awaited",
    "plan_signature_voided": "Signature void",
    "plan_start_voided": "Signature of the start void",
    "plan_start_awaited": "Start of delivery awaited",
    "plan_agreed": "Plan agreed",
    "plan_act_awaited": "Closing the plan, or who may read it: signature awaited",
    "plan_act_turned_down": "Closing the plan, or who may read it: declined",
    "plan_closing_voided": "Signature for closing void",
    "plan_closed": "Plan closed",
    "plan_narrowed": "Fewer people may read the plan",
    "plan_abandon_awaited": "Giving a draft up: answer awaited",
    "plan_abandon_declined": "Giving a draft up: declined",
    "plan_abandoned": "Draft given up",
    "partnership_closure_awaited": "Closing a partnership: signature awaited",
    "partnership_closure_voided": "Closing a partnership: signature void",
    "partnership_closure_declined": "Closing a partnership: declined",
    "application_link": "Link to an application",
    "application_none": "No application from an address",
    "application_closing": "Application not sent yet",
    "application_received": "Application received",
    "application_entered": "Application entered by the coordinator",
    "application_decided": "Decision on an application",
    "applications_closed": "Applications closed: the group has started",
    "area_not_proceeding": "An area does not go on",
    "area_discontinued": "An area is discontinued",
    "pause_awaited": "Pausing the group, or going on: answer awaited",
    "pause_declined": "Pausing the group, or going on: declined",
    "lead_asked": "Named to lead a sector, or as its deputy: answer awaited",
    "lead_declined": "Named to lead a sector, or as its deputy: declined",
    "lead_settled": "A sector has named its lead or deputy",
    "new_job_asked": "A new job: to be confirmed",
    "new_job_answered": "A new job: confirmed, or not so",
    "job_title_corrected": "Job title put right by the coordinator",
    "facilitator_named": "A facilitator named",
    "invitation": "Invitation to sign in",
    "second_step_removed": "Second step of signing in removed",
    "address_changed": "Email address of an account changed",
    "data_request_received": "Receipt for a request about personal data",
    "data_request_answered": "Request about personal data answered",
    "details_put_right": "Name or job title changed",
    "account_closed": "Account closed",
    "data_erased": "What was held about somebody is erased",
    "document_failed": "A document could not be made",
}

FAILED_LATELY = timedelta(days=30)
# Why a message could not be sent, by how its code begins.
WHY = {
    "bad-address": "the address is not one",
    "bad-header": "its subject cannot be sent",
    "refused-5": "there is no such address, their mail server says",
    "notify-4": "GOV.UK Notify refuses it",
    "worker-lost": "sending it broke off each time",
}


def words_for(kind: str) -> str:
    """What a kind of mail is called; a kind without words of its own by its name."""
    return WORDS.get(kind) or kind.replace("_", " ").capitalize()


def why_failed(failure: str) -> str:
    """In words, for the coordinator; the code of the server's answer in brackets."""
    words = next(
        (words for start, words in WHY.items() if failure.startswith(start)), "no mail server took it"
    )
    return f"{words} ({failure})" if failure[-3:].isdigit() else words


def failed_lately(programme: Programme) -> int:
    """How many messages of the last weeks could not be sent, those counted that are nobody else's to see."""
    chains = [str(programme.pk), *(area.chain for area in StudyArea.objects.filter(programme=programme))]
    rows = OutgoingMail.objects.filter(chain__in=chains, state=OutgoingMail.State.FAILED)
    return rows.filter(queued_at__gte=clock.now() - FAILED_LATELY).count()


@dataclass(frozen=True)
class Round:
    """Mails of one kind that were queued together: `states` counts them by where they are."""

    words: str
    area: StudyArea | None
    queued_at: datetime
    states: list[tuple[str, int]]
    mails: list[OutgoingMail]
    names_people: bool
    failed: list[tuple[str, str]]  # to whom, and why


def rounds(programme: Programme, number: Any) -> tuple[Page, list[Round]]:
    """One page of mail, the newest first, and its rounds: each is whole, wherever a page ends."""
    areas = {area.chain: area for area in StudyArea.objects.filter(programme=programme)}
    visible = OutgoingMail.objects.filter(chain__in=[*areas, str(programme.pk)]).exclude(kind__in=PRIVATE)
    keys = visible.annotate(minute=TruncMinute("queued_at")).order_by("-minute", "kind", "chain")
    page = Paginator(keys.values_list("minute", "kind", "chain").distinct(), PER_PAGE).get_page(number)
    wanted = list(page)
    mails = _by_round(visible, wanted)
    return page, [_round(key, areas.get(key[2]), mails[key]) for key in wanted]


def _by_round(visible: QuerySet, wanted: Sequence[tuple]) -> dict[tuple, list[OutgoingMail]]:
    found: dict[tuple, list[OutgoingMail]] = defaultdict(list)
    if not wanted:
        return found
    last, first = wanted[0][0], wanted[-1][0]
    rows = visible.filter(queued_at__gte=first, queued_at__lt=last + timedelta(minutes=1))
    for mail in rows.defer("body_text", "body_html").order_by("to"):
        found[mail.queued_at.replace(second=0, microsecond=0), mail.kind, mail.chain].append(mail)
    return found


def _round(key: tuple, area: StudyArea | None, mails: list[OutgoingMail]) -> Round:
    minute, kind, _ = key
    states = Counter(mail.get_state_display() for mail in mails)
    failed = [
        (mail.to, why_failed(mail.failure)) for mail in mails if mail.state == OutgoingMail.State.FAILED
    ]
    return Round(words_for(kind), area, minute, list(states.items()), mails, kind not in NUMBERS_ONLY, failed)
