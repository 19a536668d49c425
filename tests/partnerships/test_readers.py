"""Whom a page says it is for: the table of permissions turned round (domain 3K)."""

import pytest

from partnerships.permissions import LEAD_PERMISSIONS, Permission
from partnerships.readers import LEADS, LEAVERS, OTHER_SUBSTITUTES, READ_BY, SUBSTITUTES, readers

P = Permission
GROUP = "people who take part in this area"
FACILITATORS = "facilitators of this area"
COORDINATORS = "coordinators of the programme"


def test_notes_being_checked_are_for_the_group_and_its_facilitators():
    found = readers(P.SEE_CIRCULATED, in_area=True, substitutes=True)
    assert found.may == (GROUP, SUBSTITUTES, FACILITATORS)
    assert COORDINATORS in found.may_not
    assert found.act == "read notes that are sent for checking"


def test_substitutes_and_leavers_are_named_where_the_page_admits_them():
    assert OTHER_SUBSTITUTES in readers(P.SEE_CIRCULATED, in_area=True).may_not
    assert LEAVERS not in readers(P.ANSWER, in_area=True).may
    assert LEAVERS in readers(P.ANSWER, in_area=True, leavers=True).may


def test_a_page_that_nobody_has_yet_is_for_no_leaver_either():
    """Which of the table is nobody's but the sweep's: no page needs it."""
    assert readers(P.PARK, in_area=True, leavers=True).may == ()


@pytest.mark.parametrize("permission", sorted(LEAD_PERMISSIONS - {P.ASK_SHORTER_GAP}))
def test_what_leads_alone_may_is_theirs_and_not_the_groups(permission):
    found = readers(permission, in_area=True)
    assert found.may == (LEADS,)
    assert GROUP not in found.may_not  # some of them are leads: it is not said that they may not


def test_a_draft_is_for_those_who_may_read_drafts_too():
    assert COORDINATORS in readers(P.READ_PLAN, in_area=True).may
    assert COORDINATORS in readers(P.READ_PLAN, in_area=True, drafts=True).may_not


def test_what_one_says_of_ones_own_is_read_by_whom_the_table_lets():
    found = readers(P.LOG_POINT, in_area=True)
    assert (found.own, found.own_may) == (True, (FACILITATORS,))
    assert found.own_act == P.SEE_LOGGED.value
    alone = readers(P.SEE_OWN_PARTNERSHIPS, in_area=True)
    assert (alone.own, alone.own_may) == (True, ())


def test_every_page_of_ones_own_words_says_who_else_reads_them():
    """Whatever else people say under their own name: a new right of that kind is to be looked at here."""
    said = {P.CONSENT, P.CONSENT_TO_RECORDING, P.LOG_POINT, P.ANSWER, P.GIVE_SUPPORT, P.GIVE_FEEDBACK}
    said |= {P.SEE_OWN_PARTNERSHIPS, P.CONFIRM_NEW_JOB, P.NAME_OWN_LEAD}
    assert said == set(READ_BY)


def test_pages_of_the_programme_are_not_for_people_of_areas():
    found = readers(P.SEE_MAIL, in_area=False)
    assert found.may == (COORDINATORS,)
    assert GROUP not in found.may_not
    assert "administrators, who set up the programme" in found.may_not


def test_who_reads_ones_own_is_not_said_to_be_shut_out():
    found = readers(P.CONSENT, in_area=True)
    assert set(found.own_may) == {FACILITATORS, COORDINATORS}
    assert not set(found.own_may) & set(found.may_not)


def test_a_page_says_where_else_the_same_is_read():
    assert "analysts" in readers(P.READ_RECORD, in_area=True).elsewhere
    assert "publish" in readers(P.READ_PLAN, in_area=True).elsewhere
    assert readers(P.SEE_CIRCULATED, in_area=True).elsewhere == ""
