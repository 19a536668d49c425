"""What people type wrongly, in every form: said at the field and in the summary, kept, and nothing half saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver, reverse

from tests import build
from tests.client import Client
from tests.journeys import filled_notes, filled_people, filled_plan, filled_programme, filled_register
from tests.journeys import world as worlds
from tests.journeys.filled import Filled, seat
from tests.journeys.fillings import session
from tests.journeys.presses import AT_THEIR_TIME, PRESSES, posting
from tests.journeys.refusals import Shown, everything, stored_noise, undone
from tests.journeys.world import BOTH, World

NOISE = "\x00\x07\x1b[31m\u202e\u2066\ufeff"
FAR_TOO_LONG = "many words " * 900

FORMS = [
    *filled_notes.FORMS,
    *filled_people.FORMS,
    *filled_plan.FORMS,
    *filled_programme.FORMS,
    *filled_register.FORMS,
]


@pytest.fixture
def world(db: None, base_moment: Any) -> World:
    return worlds.made(printed=False)


@pytest.fixture
def midway(area: build.Group) -> World:
    """One area alone, whose notes are being checked: all that some tests need."""
    return World(area, area, area, worlds.checking(area))


def posted(form: Filled, world: World, data: dict[str, Any], client: Client) -> Any:
    """Post `data` as whoever is at home there."""
    return client.as_(seat(world, form.visit), may_see=BOTH).post(address(form, world), data)


def address(form: Filled, world: World) -> str:
    return reverse(form.name, kwargs=form.visit.address(world, seat(world, form.visit)))


def test_every_form_is_tried() -> None:
    takes_words = {form.name for form in FORMS}
    assert takes_words & PRESSES == set()
    assert posting(get_resolver()) == takes_words | PRESSES | AT_THEIR_TIME


def test_an_empty_form_says_what_is_missing(world: World, client: Client) -> None:
    wrong = {}
    for form in FORMS:
        if form.may_be_empty:
            continue
        before = everything()
        response = posted(form, world, form.empty(world), client)
        assert everything() == before, form.name
        faults = Shown(response.content.decode()).faults()
        if response.status_code != 200 or faults:
            wrong[form.name] = (response.status_code, faults)
    assert wrong == {}


def test_words_that_are_too_long_are_refused_and_kept(world: World, client: Client) -> None:
    wrong = {}
    for form, box in [(filled, box) for filled in FORMS for box in filled.texts]:
        before = everything()
        response = posted(form, world, form.good(world) | {box: FAR_TOO_LONG}, client)
        assert everything() == before, (form.name, box)
        page = response.content.decode()
        faults = Shown(page).faults()
        faults += [] if "characters or fewer" in page else ["no word of the length"]
        faults += [] if FAR_TOO_LONG.strip() in page else ["what was typed is gone"]
        if response.status_code != 200 or faults:
            wrong[form.name, box] = (response.status_code, faults)
    assert wrong == {}


def test_control_characters_are_never_stored(world: World, client: Client) -> None:
    before = everything()
    for form in (form for form in FORMS if form.texts):
        with undone():
            good = form.good(world)
            noisy = {name: f"{NOISE}{value}{NOISE}" for name, value in good.items() if name in form.texts}
            response = posted(form, world, good | noisy, client)
            if form.exact:
                assert (response.status_code, everything()) == (200, before), form.name
                continue
            assert response.status_code == 302, (form.name, Shown(response.content.decode()).links)
            assert everything() != before, form.name
            assert stored_noise() == [], form.name


def test_a_control_that_is_no_choice_is_refused(world: World, client: Client) -> None:
    """Tampered radios, selects and ids make no 500 and no row."""
    wrong = {}
    for form in FORMS:
        chosen = [n for n in form.good(world) if n not in form.texts and not n.startswith(form.own or "\0")]
        for name in [*chosen, *form.own]:
            with undone():
                before = everything()
                response = posted(form, world, form.good(world) | {name: "no such thing"}, client)
                saved = response.status_code == 302
            if response.status_code not in {200, 302, 409} or (not saved and everything() != before):
                wrong[form.name, name] = response.status_code
    assert wrong == {}


def test_keys_of_another_area_are_unknown(world: World, client: Client) -> None:
    """One's own area with somebody else's id is a 404 like an id of nothing, for every address with an id."""
    stranger = build.group(name="Ash Hollow", number=4)
    people = {
        "facilitator": stranger.facilitator,
        "coordinator": stranger.coordinator,
        "lead": stranger.tso_lead,
    }
    found = {}
    for form in (form for form in FORMS if form.visit.key[0] and form.visit.area):
        reader = people.get(form.visit.role, stranger.la_officer)
        kwargs = form.visit.address(world, reader) | {"area": stranger.slug}
        before = everything()
        response = client.as_(reader).post(reverse(form.name, kwargs=kwargs), form.good(world))
        assert everything() == before
        found[form.name] = response.status_code
    assert set(found.values()) == {404}, found


def test_a_stale_page_shows_both_texts(world: World, client: Client) -> None:
    for form in (form for form in FORMS if form.stale):
        with undone():
            first = form.good(world)
            theirs, mine = {form.stale: "What a colleague wrote"}, {form.stale: "What I wrote meanwhile"}
            assert posted(form, world, first | theirs, client).status_code == 302, form.name
            before = everything()
            response = posted(form, world, first | mine, client)
            assert response.status_code == 409, form.name
            assert everything() == before, form.name
            page = response.content.decode()
            assert "What a colleague wrote" in page, form.name
            assert "What I wrote meanwhile" in page, form.name


def test_a_change_reworded_meanwhile_is_decided_by_nobody_unseen(midway: World, client: Client) -> None:
    """Deciding a suggested change from a page older than a colleague's wording: their words win, mine are kept."""
    form = next(form for form in FORMS if form.name == "workshops:note-decide")
    stale = form.good(midway)
    data = stale | {"revision": int(stale["revision"]) - 1, "text": "What I wrote meanwhile"}
    before = everything()
    response = posted(form, midway, data, client)
    assert response.status_code == 409
    assert everything() == before
    assert "What I wrote meanwhile" in response.content.decode()


DAYS = {
    "31 2 2027": "must be a real date",
    "1 1 2020": "in the past",
    "18 7 2027": "not a working day",
    "15 7 2027": "working days after the session before",
    "x 7 2027": "must be a real date",
    " 7 2027": "must include a day",
}


def test_wrong_dates_are_said_at_their_field(midway: World, client: Client) -> None:
    form = next(form for form in FORMS if form.name == "workshops:sessions-plan")
    for typed, words in DAYS.items():
        day, month, year = typed.split(" ")
        before = everything()
        dated = {"day_3_day": day, "day_3_month": month, "day_3_year": year}
        page = posted(form, midway, form.good(midway) | dated, client).content.decode()
        assert everything() == before, typed
        assert words in page, typed
        assert Shown(page).faults() == [], typed
        assert "The library" in page


def test_a_due_date_before_the_start_is_refused(world: World, client: Client) -> None:
    form = next(form for form in FORMS if form.name.endswith("delivery-edit"))
    starts = {"starts_on_day": "1", "starts_on_month": "jan", "starts_on_year": "2030"}
    page = posted(form, world, form.good(world) | starts, client).content.decode()
    assert "The due date must be on or after the start" in page
    assert Shown(page).faults() == []


def test_answers_after_the_deadline_are_not_taken(midway: World, client: Client) -> None:
    form = next(form for form in FORMS if form.name == "workshops:note-check")
    data = form.good(midway)
    build.after_the_window(session(midway.checking, 1))
    before = everything()
    response = posted(form, midway, data, client)
    assert everything() == before
    assert "Answers are closed" in response.content.decode()
