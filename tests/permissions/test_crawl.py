"""The canary crawl: every page as every reader. No word leaves its audience, and what may be seen is seen."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest
from django.urls import reverse

from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import figures
from tests.client import BACKEND, Client, Page, canaries
from tests.permissions import world as worlds
from tests.permissions.policy import kwargs_of
from tests.permissions.world import World


@pytest.fixture
def world(db, base_moment) -> World:
    return worlds.make()


class Crawl:
    """All pages of both areas that one reader reaches."""

    def __init__(self, world: World, role: str, may_see: Collection[str], *, deep: int = 1) -> None:
        self.world, self.faults, self.pages, self.text = world, [], 0, []
        self.deep = deep  # how many rows of each kind stand in an address in turn
        # Where a stranger is, one session is as unknown as four; the long crawl tries them all the same.
        neighbours = role.startswith("neighbour")
        self.home = None if role == "coordinator" else world.neighbour if neighbours else world.area
        self.titles: dict[str, set[str]] = {}
        self.may_see = may_see
        self.client = Client(may_see=may_see)
        reader = world.readers[role]
        if reader.is_authenticated:
            self.client.force_login(reader, backend=BACKEND)
            self.client.seat = reader
        for group in (world.area, world.neighbour):
            for name, route, _ in worlds.addresses():
                self.visit_all(group, name, route)

    def visit_all(self, group: worlds.build.Group, name: str, route: str) -> None:
        kwargs = kwargs_of(route)
        at_home = self.deep > 1 or group is self.home or self.home is None
        numbers = ([1, 2, 3, 4] if at_home else [2]) if "number" in kwargs else [0]
        named = [k for k in kwargs if k not in {"area", "number", "version"}]
        count = len(worlds.ids(group, name, named[0])) if named else 1
        asked = {
            reverse(name, kwargs=worlds.fill(group, name, route, number=number, nth=nth))
            for number in numbers
            for nth in range(min(count, self.deep))
        }
        for address in sorted(asked):
            self.visit(name, address)

    def visit(self, name: str, address: str) -> None:
        try:
            response = self.client.get(address)
        except AssertionError as fault:
            self.faults.append(str(fault).splitlines()[0] + str(fault)[-300:])
            return
        self.pages += response.status_code == 200
        if response.status_code == 200 and not response.streaming:
            text = response.content.decode(errors="replace")
            self.text.append(text)
            if "<html" in text:
                self.titles.setdefault(Page(text).title, set()).add(name)

    def found(self, words: Collection[str]) -> set[str]:
        text = "\n".join(self.text)
        return {word for word in words if word in text}


def readable(world: World, role: str) -> set[str]:
    """The uncleared words a reader may see by domain 3K; a participant's own are their own."""
    ours, theirs = world.area.words, world.neighbour.words
    # The view of session 2 is held back: whoever holds it back reads it still.
    group = {ours.note, ours.amend, ours.quote, ours.talk}
    return {
        "facilitator": {*ours.uncleared, ours.needs},
        "other facilitator": {*ours.uncleared, ours.needs},
        "LA lead": group | {ours.logged, ours.request},
        "coordinator": {ours.request, theirs.request, ours.needs, theirs.needs},
        "LA officer": group | {ours.logged, ours.reason, ours.view, ours.needs},
        "TSO officer": group | {ours.logged, ours.reason},
        "not at any session": group,
        # I-15: a leaver reads what may still be answered, and nothing else.
        "left the group": {ours.note, ours.quote},
        # Of the one session they stand in at.
        "substitute": (group | {ours.logged}) - {ours.talk},
        "neighbour's facilitator": {*theirs.uncleared, theirs.review, theirs.needs},
        "neighbour's lead": {
            theirs.note,
            theirs.amend,
            theirs.view,
            theirs.logged,
            theirs.quote,
            theirs.review,
            theirs.request,
        },
    }.get(role, set())


# What the crawler must find, so that it is known to see.
SEEN = {
    "facilitator": {*worlds.build.OUR_WORDS.uncleared, "QUAGGA-NEEDS", "HOOPOE"},
    "LA officer": {"QUAGGA-NOTE", "QUAGGA-QUOTE", "QUAGGA-VIEW", "QUAGGA-LOGGED", "QUAGGA-NEEDS", "HOOPOE"},
    "not at any session": {"QUAGGA-NOTE", "QUAGGA-QUOTE", "QUAGGA-TALK", "HOOPOE"},
    "coordinator": {
        "HOOPOE", "BITTERN", "QUAGGA-REQUEST", "AARDWOLF-REQUEST", "QUAGGA-NEEDS", "AARDWOLF-NEEDS",
    },
    "administrator": set(),
    "analyst": {"HOOPOE"},
    "sponsor": set(),
    "anonymous": set(),
    "without a seat": set(),
    "left the group": {"QUAGGA-NOTE", "QUAGGA-QUOTE"},
    "withdrew consent": set(),
    "substitute": {"QUAGGA-NOTE", "QUAGGA-LOGGED"},
    "asked to stand in": set(),
    "neighbour's lead": {"AARDWOLF-NOTE", "AARDWOLF-VIEW", "AARDWOLF-REVIEW", "BITTERN"},
    "neighbour's facilitator": {
        "AARDWOLF-DRAFT", "AARDWOLF-NOTE", "AARDWOLF-REASON", "AARDWOLF-REVIEW", "AARDWOLF-NEEDS", "BITTERN",
    },
}  # fmt: skip
ROLES = [
    "anonymous", "without a seat", "LA lead", "LA officer", "TSO officer", "not at any session", "facilitator",
    "other facilitator", "coordinator", "administrator", "analyst", "sponsor", "left the group", "substitute",
    "withdrew consent", "asked to stand in", "neighbour's lead", "neighbour's facilitator",
]  # fmt: skip


def test_canary_crawl(world, record_property):
    """Every reader, every page, both areas: in one world, because it is large."""
    crawl_all(world, record_property, deep=1)


@pytest.mark.heavy
def test_canary_crawl_of_every_row(world, record_property):
    crawl_all(world, record_property, deep=12)


def crawl_all(world: World, record_property: object, *, deep: int) -> None:
    crawls = {role: Crawl(world, role, readable(world, role), deep=deep) for role in ROLES}
    for role, crawl in crawls.items():
        told = f"{crawl.pages} pages, {len(crawl.faults)} forbidden"
        figures.tell(record_property, f"canary crawl, {role}", told)
    faults = [f"{role}: {fault}" for role, crawl in crawls.items() for fault in crawl.faults]
    assert "\n".join(faults) == ""
    assert unseen(world, crawls) == {}
    assert own_words(world, crawls) == SAID
    assert shared_titles(crawls["facilitator"]) == {}


def unseen(world: World, crawls: dict[str, Crawl]) -> dict[str, set[str]]:
    """What readers found where it is not just what they must find: the crawler is known to see."""
    wrong = {}
    cleared = {world.area.words.cleared, world.neighbour.words.cleared}
    for role, crawl in crawls.items():
        expected = SEEN.get(role, set()) | cleared_of(world, role)
        found = crawl.found(expected | cleared)
        if found != expected:
            wrong[role] = found
    return wrong


def cleared_of(world: World, role: str) -> set[str]:
    """Who may read whose cleared record: the group its own."""
    in_group = {"LA lead", "TSO officer", "other facilitator"}
    return {world.area.words.cleared} if role in in_group else set()


# All logged points carry the same word: here the sentences tell whose they are. Nobody reads another's.
SAID = {
    "LA lead": {"QUAGGA-LOGGED by the lead"},
    "LA officer": {"QUAGGA-LOGGED the council asks twice", "QUAGGA-REASON mine"},
    "TSO officer": {"QUAGGA-LOGGED nobody reads our reports", "QUAGGA-REASON to be clear"},
    "substitute": {"QUAGGA-LOGGED by the substitute"},
}


def own_words(world: World, crawls: dict[str, Crawl]) -> dict[str, set[str]]:
    """Which of what participants said each of them found."""
    everybodys = set().union(*SAID.values())
    return {role: crawls[role].found(everybodys) for role in SAID}


def shared_titles(crawl: Crawl) -> dict[str, set[str]]:
    """Titles that two addresses share."""
    return {title: names for title, names in crawl.titles.items() if len(names) > 1}


def test_who_left_reads_what_is_open_for_answers_and_no_closed_notes(world):
    client = Client(may_see=readable(world, "left the group"))
    client.force_login(world.readers["left the group"], backend=BACKEND)
    seen = {}
    for number in (1, 2):
        address = reverse("workshops:note-check", kwargs={"area": world.area.slug, "number": number})
        seen[number] = client.get(address).status_code
    assert seen == {1: 404, 2: 200}


def test_no_mail_carries_words_of_notes(world, mailoutbox):
    for mail_id in mail.sweep():
        mail.send(mail_id)
    states = set(OutgoingMail.objects.values_list("state", flat=True))
    assert states <= {"sent", "skipped"}
    assert OutgoingMail.objects.filter(state="sent").count() == len(mailoutbox) > 20
    bodies = [str(message.message()) + message.body for message in mailoutbox]
    bodies += [f"{row.subject_line}{row.body_text}{row.body_html}" for row in OutgoingMail.objects.all()]
    secret_or_cleared = re.compile("QUAGGA|AARDWOLF|HOOPOE|BITTERN")
    assert [body for body in bodies if secret_or_cleared.search(body)] == []


def test_control_the_client_sees_a_canary():
    assert canaries("x quagga-note y", {"QUAGGA-VIEW"}) == {"QUAGGA-NOTE"}
    assert canaries("x QUAGGA-NOTE y", {"QUAGGA-NOTE"}) == set()


def links_of(response) -> set[str]:
    """The addresses on this site that a page leads to."""
    found = set(re.findall(r'(?:href|action)="(/[^"#]*)', response.content.decode()))
    return {address for address in found if not address.startswith(("/static/", "/accounts/"))}


def test_a_substitute_is_led_to_no_page_that_does_not_open(world):
    """From home on, through every link: nothing in their pages leads to the area, which they do not see.

    Beside their session they have what is their own: whether they may be recorded, and their quotations.
    """
    client = Client(may_see=readable(world, "substitute"))
    client.force_login(world.readers["substitute"], backend=BACKEND)
    ahead, seen = ["/"], {}
    while ahead:
        address = ahead.pop()
        response = client.get(address)
        seen[address] = response.status_code
        ahead += [
            a for a in links_of(response) - seen.keys() - set(ahead) if f"/areas/{world.area.slug}/" in a
        ]
    assert {a: code for a, code in seen.items() if code not in (200, 405)} == {}
    session = f"/areas/{world.area.slug}/sessions/2/"
    assert {session, f"{session}notes/", f"{session}check/"} & seen.keys()
    own = {f"/areas/{world.area.slug}/{page}/" for page in ("sessions/recording-consent", "quotations")}
    assert {a for a in seen if a.startswith("/areas/") and "/2/" not in a} <= own
