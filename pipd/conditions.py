"""What is asked once more when a message of a kind is sent: is what it asks for still waiting (domain I-38)?"""

CONDITIONS = {
    "digest": "pipd.digest.still_due",
    "note_reminder": "workshops.clearance.reminding.still_due",
    "note_circulated": "workshops.clearance.reminding.still_due",
    "note_changed": "workshops.clearance.reminding.still_due",
    "note_opened_again": "workshops.clearance.reminding.still_due",
    "sessions_confirmed": "workshops.still_due.goes_on",
    "substitute_to_confirm": "workshops.still_due.goes_on",
    "session_moved": "workshops.still_due.is_latest_of_date",
    "session_postponed": "workshops.still_due.is_latest_of_date",
    "session_cancelled": "workshops.still_due.is_latest_of_date",
    "closing_meeting": "workshops.still_due.is_latest_of_meeting",
    "closing_meeting_off": "workshops.still_due.is_latest_of_meeting",
    "substitute_asked": "workshops.still_due.substitute_is_asked",
    "shorter_gap_asked": "workshops.still_due.gap_is_asked",
    "invitation": "partnerships.invitations.still_open",
    "new_job_asked": "partnerships.post_membership.still_asked",
    "lead_asked": "partnerships.owed_leads.still_asked",
    "pause_awaited": "partnerships.post_pausing.still_awaited",
    "partnership_closure_awaited": "partnerships.post_closure.still_awaited",
    "plan_signature_awaited": "actionplans.post.still_awaited",
    "plan_start_awaited": "actionplans.post.still_awaited",
    "plan_abandon_awaited": "actionplans.post_drafting.still_awaited",
    "plan_act_awaited": "actionplans.post_closing.still_awaited",
}
# What stands in a message of a kind and in no row: it is made when the message is sent.
SECRETS = {
    "invitation": "partnerships.invitations.secret_for",
    "application_link": "partnerships.applying.secret_for",
    "application_closing": "partnerships.applying.secret_for",
    "application_entered": "partnerships.applying.secret_for",
}
