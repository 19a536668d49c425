"""Who may do what: one list of verbs, one table, two questions. There is no second way (domain 3K)."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import PermissionDenied

from partnerships.models import Role, Seat


class Permission(StrEnum):
    # The programme
    SEE_BOARD = "see the programme board: stages, dates, numbers, what is late"
    CONFIGURE_PROGRAMME = "set up the programme: its aim, numbers, working days, words and sponsors"
    SELECT_AREAS = "enter candidate areas, and select them or not, each with a reason"
    SEE_SAMPLING = "see candidate areas, why each was selected or not, and what the selected ones cover"
    READ_ACROSS = (
        "read cleared statements and agreed plans of all areas, under the areas’ numbers and without names"
    )
    KEEP_ORGANISATIONS = "enter organisations, and say when one is renamed, merges or closes"
    SEE_MAIL = "see which mail went out, without its words"
    ANSWER_DATA_REQUESTS = "read and answer what people ask about the personal data held of them"
    KEEP_RETENTION = "delete what has been kept long enough, such as applications nothing came of"
    PLAN_SESSIONS = "plan the four sessions and start the group"
    MOVE_SESSION = "move, postpone or cancel a session that was not held yet"
    ASK_SHORTER_GAP = "ask the leads of both sectors whether two sessions may be closer than usual"
    AGREE_SHORTER_GAP = "agree, with the other sector's lead, that two sessions are closer than usual"
    # Recruitment
    OPEN_APPLICATIONS = "say from when until when people may apply in an area, and whether it goes on"
    SEE_APPLICATIONS = "see who applied in an area, and how each application was decided"
    ENTER_APPLICATIONS = "enter applications that came on paper or in a spreadsheet"
    SEE_FUNDING_LINK = "see whether an applicant's organisation is funded by the authority"
    SELECT_PARTICIPANTS = "accept, wait-list or decline applications"
    END_APPLICATIONS = "decline what is still open in an area whose work has come to its end"
    ENTER_NEW_JOB = "enter that somebody who takes part has a new job, for them to confirm"
    # Who runs it
    APPOINT_TO_PROGRAMME = "say who coordinates, administers and analyses the programme"
    APPOINT_TO_AREA = "say who facilitates an area and who keeps its register of partnerships"
    PAUSE_AREA = "let a group stand still for a time, and go on"
    AGREE_PAUSE = "let the group stand still, or go on, together with the other sector's lead"
    DISCONTINUE_AREA = "end an area for good, with everything that is under way there"
    # The area
    SEE_AREA = "see the area's sessions, dates and states"
    SEE_SESSION = "see one session: when and where it is, who came, where its notes stand"
    SEE_PEOPLE = "see who is in the group, for which sector and organisation"
    SEE_LOGISTICS = "see in an area's log what was done about people, dates and documents"
    SEE_LOG = "see the whole log of an area: what was done, when and by whom"
    NAME_OWN_LEAD = "name, with the others of their sector, who leads it and who is its deputy"
    NAME_LEAD = "record whom a sector has named as its lead and deputy"
    CONSENT_TO_RECORDING = "say whether they may be recorded"
    CONSENT = "say what they consent to, and take each of it back"
    SEE_ACCESS_NEEDS = "see what people need to take part in a session to come, to arrange it"
    SEE_CONSENTS = "see who in the group has given which consent"
    CONFIRM_NEW_JOB = "confirm a new job that was entered for them, or say that it is not so"
    LEAVE = "leave the group, and take back their consent to take part, at any time"
    KEEP_RECORDING = "see who may be recorded, and say where a recording is and when it was destroyed"
    RECORD_CONSENT = "record that somebody, in speech or on paper, agreed to be recorded or took that back"
    # Who cannot come, and who comes instead
    SEND_APOLOGIES = "say that they cannot come to a session, and take that back until it begins"
    NAME_SUBSTITUTE = "name who comes to one session in place of somebody who cannot"
    STAND_IN = "agree to take part in the one session they stand in at"
    # Feedback
    GIVE_FEEDBACK = "say, without their name, how a session they were at went"
    SEE_FEEDBACK = (
        "read what people say of the sessions, without their names, when the time for answers is over"
    )
    # Notes, until they are cleared
    LOG_POINT = "log points for a session, and edit their own until the notes are sent for checking"
    SEE_LOGGED = "see every point logged, and who logged it"
    RECORD_ATTENDANCE = "record who came to a session"
    EXPLAIN_UNEVEN = "record why the sectors of a group were not even again by its next session"
    WRITE_UP = "write up the notes and send them for checking"
    SEE_CIRCULATED = "read notes that are sent for checking"
    ANSWER = "say whether a statement is a fair record of a session they were at"
    RECORD_ANSWER = "record an answer that somebody gave by phone, by email or on paper"
    TAKE_COPY = "have a numbered copy of notes they are asked about, for themself, while they are checked"
    ISSUE_COPY = "make such a copy for somebody who is asked, and see which were made"
    DECIDE_CHANGE = "decide changes people suggest"
    RUN_ROOM = "run the check of the notes in the room"
    APPROVE = "approve a cleared summary that somebody else wrote up"
    COUNTERSIGN = "countersign a cleared summary, one of each sector, when no facilitator approves it"
    REOPEN = "ask that cleared statements of a session are opened again, and agree to it"
    PARK = "call notes not agreed, not used, when their time is over and nothing in them was agreed"
    # The record: cleared statements
    READ_RECORD = "read the cleared record"
    WITHDRAW_POINT = "withdraw a statement, cleared or used nowhere, for somebody it would identify"
    AGREE_WITHDRAWAL = "withdraw a cleared statement together with the other sector's lead"
    EDIT_QUOTE = "print a quotation with words added in brackets or left out"
    # The partnership register
    SEE_REGISTER = "see the area's register of partnerships"
    EDIT_REGISTER = "enter partnerships and their members, and say where each stands"
    SEE_OWN_PARTNERSHIPS = "see in how many partnerships they themselves are members"
    CLOSE_PARTNERSHIP = "sign the closure record of a partnership together with the other sector's lead"
    # The plan
    SEE_DRAFT_PLAN = "read the plan while it is drafted"
    DRAFT_PLAN = "write objectives and actions, and say where they came from"
    COMMENT = "comment on an objective or action of the draft"
    GIVE_SUPPORT = "say of each objective and action whether they support it"
    SEE_SUPPORT = "see who supports which objective and action, by name"
    ASK_SUPPORT = "ask the participants of both sectors whether they support the draft"
    ACCEPT_ITEM = "accept an objective or action for their sector's participants"
    SIGN_PLAN = "sign the plan for their sector's participants"
    READ_PLAN = "read the plan once both sectors have agreed it"
    SET_DELIVERY = "fill in who leads an action, by when and how it is measured"
    AMEND_PLAN = "open a new version of a plan in force, while the old one lives"
    RECORD_ENDORSEMENT = "record that an organisation's own body endorsed the plan"
    CHALLENGE_PROGRESS = "say that what the other sector reported of an action is not how it looks to them"
    HOLD_REVIEW = "write down a review of the plan, or confirm what the other sector wrote down"
    PUBLISH_PLAN = "choose, with the other sector's lead, who may read the plan"
    CLOSE_PLAN = "close the plan together with the other sector's lead"
    DOWNLOAD_PLAN = "download the plan's documents"
    READ_EVIDENCE = "see the cleared statements behind the plan"
    DOWNLOAD_ALL = "download everything cleared and agreed of the area at once"


P = Permission

_PARTICIPANT = frozenset(
    {
        P.SEE_AREA, P.SEE_SESSION, P.SEE_PEOPLE, P.CONSENT, P.CONSENT_TO_RECORDING, P.LEAVE, P.SEND_APOLOGIES,
        P.CONFIRM_NEW_JOB, P.NAME_SUBSTITUTE, P.NAME_OWN_LEAD,
        P.GIVE_FEEDBACK, P.LOG_POINT, P.SEE_CIRCULATED, P.ANSWER, P.TAKE_COPY, P.COUNTERSIGN, P.REOPEN, P.READ_RECORD,
        P.SEE_DRAFT_PLAN, P.DRAFT_PLAN, P.COMMENT, P.GIVE_SUPPORT, P.READ_PLAN, P.SET_DELIVERY, P.CHALLENGE_PROGRESS,
        P.DOWNLOAD_PLAN, P.READ_EVIDENCE, P.DOWNLOAD_ALL, P.SEE_REGISTER, P.EDIT_REGISTER, P.SEE_OWN_PARTNERSHIPS,
    }
)  # fmt: skip

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.PARTICIPANT: _PARTICIPANT,
    # Of the one session they stand in at alone: workshops.views.base.OneSession and workshops.reach hold that. What
    # they said and whether they may be recorded stays theirs to say: AreaMixin.admits_substitutes.
    Role.SUBSTITUTE: frozenset(
        {
            P.SEE_SESSION, P.STAND_IN, P.CONSENT_TO_RECORDING, P.LEAVE, P.GIVE_FEEDBACK, P.LOG_POINT, P.SEE_CIRCULATED,
            P.ANSWER, P.TAKE_COPY, P.COUNTERSIGN, P.REOPEN, P.READ_RECORD,
        }
    ),
    Role.FACILITATOR: frozenset(
        {
            P.PAUSE_AREA, P.SEE_CONSENTS, P.SEE_APPLICATIONS, P.SEE_FUNDING_LINK, P.MOVE_SESSION, P.ASK_SHORTER_GAP,
            P.SEE_ACCESS_NEEDS, P.KEEP_RECORDING, P.RECORD_CONSENT,
            P.SEE_AREA, P.SEE_SESSION, P.SEE_PEOPLE, P.NAME_LEAD, P.NAME_SUBSTITUTE, P.SEE_FEEDBACK,
            P.SEE_LOGISTICS, P.SEE_LOG,
            P.LOG_POINT, P.SEE_LOGGED, P.RECORD_ATTENDANCE, P.EXPLAIN_UNEVEN, P.WRITE_UP,
            P.SEE_CIRCULATED, P.RECORD_ANSWER, P.ISSUE_COPY, P.DECIDE_CHANGE, P.RUN_ROOM, P.APPROVE, P.REOPEN,
            P.READ_RECORD, P.WITHDRAW_POINT, P.EDIT_QUOTE, P.SEE_SUPPORT,
            P.SEE_DRAFT_PLAN, P.DRAFT_PLAN, P.COMMENT, P.READ_PLAN, P.DOWNLOAD_PLAN, P.READ_EVIDENCE, P.DOWNLOAD_ALL,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            P.APPOINT_TO_AREA, P.SEE_BOARD, P.SEE_SAMPLING, P.KEEP_ORGANISATIONS, P.SEE_MAIL, P.ANSWER_DATA_REQUESTS,
            P.OPEN_APPLICATIONS, P.SEE_APPLICATIONS, P.ENTER_APPLICATIONS, P.SELECT_PARTICIPANTS, P.ENTER_NEW_JOB,
            P.SEE_CONSENTS, P.SEE_LOGISTICS, P.SEE_ACCESS_NEEDS,
            P.PLAN_SESSIONS, P.MOVE_SESSION, P.ASK_SHORTER_GAP, P.SEE_AREA, P.SEE_SESSION, P.SEE_PEOPLE, P.READ_RECORD,
            P.KEEP_RETENTION, P.READ_PLAN, P.DOWNLOAD_PLAN, P.READ_EVIDENCE, P.DOWNLOAD_ALL, P.SEE_REGISTER,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.SEE_BOARD, P.APPOINT_TO_PROGRAMME, P.CONFIGURE_PROGRAMME, P.SELECT_AREAS, P.SEE_SAMPLING,
            P.KEEP_ORGANISATIONS, P.DISCONTINUE_AREA,
        }
    ),
    Role.ANALYST: frozenset({P.READ_ACROSS}),
    # What is published is for everybody: a sponsor reads that, and nothing else (domain 3K).
    Role.SPONSOR: frozenset(),
    Role.REGISTER: frozenset({P.SEE_REGISTER, P.EDIT_REGISTER}),
    Role.SYSTEM: frozenset({P.PARK, P.END_APPLICATIONS}),
}  # fmt: skip

# A lead, or the deputy in the lead's place, stands for one sector's participants (domain 3Q, 11).
LEAD_PERMISSIONS: frozenset[Permission] = frozenset(
    {
        P.ACCEPT_ITEM, P.ASK_SUPPORT, P.SIGN_PLAN, P.AMEND_PLAN, P.RECORD_ENDORSEMENT, P.HOLD_REVIEW, P.PUBLISH_PLAN,
        P.CLOSE_PLAN, P.AGREE_WITHDRAWAL, P.ASK_SHORTER_GAP, P.AGREE_SHORTER_GAP, P.CLOSE_PARTNERSHIP,
        P.AGREE_PAUSE,
    }
)  # fmt: skip


def allows(seat: Seat, permission: Permission) -> bool:
    """Whether the table gives `permission` to `seat`. Says nothing of dates: see `require`."""
    return permission in ROLE_PERMISSIONS[seat.role] or (seat.may_sign and permission in LEAD_PERMISSIONS)


def require(seat: Seat, permission: Permission, *, area_id: object = None, past: bool = False) -> None:
    """Raise PermissionDenied unless `seat` may now do `permission`, in the area `area_id` when one is given.

    `past` admits a seat that has ended: those who left keep the right to answer (domain I-15).
    """
    elsewhere = area_id is not None and seat.area_id is not None and seat.area_id != area_id
    if elsewhere or not allows(seat, permission) or not (past or seat.is_live):
        raise PermissionDenied(f"This seat may not {permission}.")


def require_still(seat: Seat, permission: Permission) -> None:
    """`require`, of the seat as it is stored: under the lock, since a lead may have stepped back or left meanwhile."""
    seat.refresh_from_db(fields=["is_lead", "is_deputy", "started_on", "ended_on"])
    require(seat, permission)
