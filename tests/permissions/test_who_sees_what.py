"""The page of who sees what: every permission to see has its row, and the row says whom the table admits."""

from __future__ import annotations

import re
from html import unescape

import pytest

from partnerships import readers
from partnerships.models import Role
from partnerships.permissions import ROLE_PERMISSIONS, Permission
from tests.client import Client

IN_ROWS = [permission for things in readers.SEEN.values() for permission in things]


def shown() -> dict[str, str]:
    """What there is to see, and who sees it, as the page says both."""
    page = Client().get("/who-can-see/").content.decode()
    rows = re.findall(r'<th role="rowheader"[^>]*>(.*?)</th>.*?<div>(.*?)</div>', page)
    return {unescape(what): unescape(who) for what, who in rows}


def test_every_permission_to_see_or_to_read_has_one_row():
    to_see = {p for p in Permission if p.value.startswith(("see ", "read "))}
    behind = {by for by in readers.READ_BY.values() if by}
    assert len(IN_ROWS) == len(set(IN_ROWS))
    assert to_see <= {*IN_ROWS, *behind}


@pytest.mark.django_db
def test_rows_name_whom_the_table_admits_and_nobody_else():
    page = shown()
    assert len(page) == len(IN_ROWS)
    everybody = {**readers.OF_THE_GROUP, **readers.RUN_THE_AREA, **readers.RUN_THE_PROGRAMME}
    for permission, what in ((p, w) for things in readers.SEEN.values() for p, w in things.items()):
        others = readers.READ_BY.get(permission, permission)
        for role, words in everybody.items():
            admitted = others is not None and others in ROLE_PERMISSIONS[role]
            assert (words.lower() in page[what].lower()) == admitted, (what, role)


@pytest.mark.django_db
def test_what_somebody_says_is_theirs_and_of_few():
    page = shown()
    assert page["A point you log for a session"] == "You; facilitators of this area"
    assert page["In how many partnerships you are a member"] == "You alone"
    assert "coordinator" not in page["Notes while they are checked"]


@pytest.mark.django_db
def test_control_a_wider_table_is_said_at_once(monkeypatch, request):
    wider = {**ROLE_PERMISSIONS, Role.SPONSOR: frozenset({Permission.SEE_CIRCULATED})}
    monkeypatch.setattr(readers, "ROLE_PERMISSIONS", wider)
    for kept in (readers.readers, readers.rows):
        kept.cache_clear()
        request.addfinalizer(kept.cache_clear)
    assert "sponsors of the programme" in shown()["Notes while they are checked"]
