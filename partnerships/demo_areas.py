"""The thirteen fictional areas of the demonstration and the organisations in them (domain 3P)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Organisation, StudyArea

K = Organisation.Kind
T = StudyArea.AuthorityType
S = StudyArea.Size
P = StudyArea.Settlement
L = StudyArea.Level
R = StudyArea.Region


@dataclass(frozen=True)
class Place:
    """One area. `since` is the working day on which recruiting began, counted from the day of loading.

    `facilitators` are two of 1 to 4; `unasked` people of each sector have not given consent yet.
    """

    number: int
    name: str
    profile: tuple[str, str, str, str, str, str]
    politics: str
    la: int
    tso: int
    since: int
    facilitators: tuple[int, int]
    councils: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]
    unasked: int = 0
    may_be_named: bool = False
    rationale: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        return attributes(self.profile, self.politics)

    @property
    def slug(self) -> str:
        return self.name.lower().replace(" ", "-")

    def address(self, mailbox: str) -> str:
        return f"{mailbox}@{self.slug}.example"


def attributes(profile: tuple[str, ...], politics: str) -> dict[str, str]:
    """The sampling attributes by their names, of a profile as it stands in these tables."""
    names = ("authority_type", "size", "settlement", "deprivation", "diversity", "region")
    return {**dict(zip(names, profile, strict=True)), "political_control": politics}


def _local(name: str, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The local infrastructure organisation `name`, then others."""
    return ((name, K.LOCAL_INFRASTRUCTURE), *more)


PLACES = [
    Place(
        1, "Quillshire", (T.COUNTY, S.VERY_LARGE, P.MIXED, L.MIDDLING, L.MIDDLING, R.EAST), "Conservative",
        7, 7, -222, (1, 2),
        ("Quillshire County Council", "North Quill District Council", "South Quill District Council"),
        _local(
            "Quillshire Voluntary Action",
            ("Fenmarket Community Trust", K.FRONT_LINE),
            ("Youth Quillshire", K.FRONT_LINE),
            ("Quillshire Small Charities Network", K.LOCAL_INFRASTRUCTURE),
            ("Quillshire Community Foundation", K.FRONT_LINE),
            ("Fenway Repairs", K.SOCIAL_ENTERPRISE),
        ),
        may_be_named=True, rationale="Two tiers of local government, and a large rural third sector.",
    ),
    Place(
        2, "Vexbridge", (T.METROPOLITAN, S.LARGE, P.URBAN, L.HIGH, L.HIGH, R.WEST_MIDLANDS), "Labour",
        7, 7, -238, (3, 4),
        ("Vexbridge City Council",),
        _local(
            "Vexbridge Voluntary Service Council",
            ("Canal Street Advice", K.FRONT_LINE),
            ("Vexbridge Refugee Welcome", K.FRONT_LINE),
            ("Northside Carers", K.FRONT_LINE),
            ("Vexbridge Women's Network", K.FRONT_LINE),
            ("Tramworks", K.SOCIAL_ENTERPRISE),
        ),
        rationale="Many partnerships for few people, and high deprivation.",
    ),
    Place(
        3, "Saltreach", (T.UNITARY, S.SMALL, P.COASTAL, L.HIGH, L.LOW, R.SOUTH_EAST), "No overall control",
        5, 5, -148, (1, 3),
        ("Saltreach Council",),
        _local(
            "Saltreach Voluntary Action",
            ("Harbour Food Partnership", K.FRONT_LINE),
            ("Saltreach Youth Boats", K.FRONT_LINE),
            ("Lifeboat Row Community Centre", K.FRONT_LINE),
        ),
        rationale="A small seaside authority: the smallest group that can be even.",
    ),
    Place(
        4, "Hollowmere", (T.DISTRICT, S.SMALL, P.RURAL, L.LOW, L.LOW, R.SOUTH_WEST), "Liberal Democrat",
        6, 6, -64, (2, 4),
        ("Hollowmere District Council", "Mere Valley Parish Councils' Forum"),
        _local(
            "Hollowmere Rural Community Council",
            ("Mere Valley Minibus", K.FRONT_LINE),
            ("Hollowmere Age Concern Group", K.FRONT_LINE),
            ("Wickering Village Hall Trust", K.FRONT_LINE),
            ("Hollow Orchard", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A shire district where a few volunteers carry a great deal.",
    ),
    Place(
        5, "Nine Elders", (T.LONDON, S.LARGE, P.URBAN, L.HIGH, L.HIGH, R.LONDON), "Labour",
        6, 6, -68, (1, 2),
        ("London Borough of Nine Elders",),
        _local(
            "Nine Elders Community Action",
            ("Elderwell Tenants' Federation", K.FRONT_LINE),
            ("Somali Families of Nine Elders", K.FRONT_LINE),
            ("Ninth Street Youth", K.FRONT_LINE),
            ("Elders Mind", K.FRONT_LINE),
            ("Marketgate Kitchen", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A very diverse borough with several hundred small groups.",
    ),
    Place(
        6, "Mirewold", (T.COUNTY, S.MEDIUM, P.RURAL, L.LOW, L.LOW, R.YORKSHIRE), "Conservative",
        6, 6, -132, (3, 4),
        ("Mirewold County Council", "Wold Edge District Council"),
        _local(
            "Mirewold Community First",
            ("Wold Wheels", K.FRONT_LINE),
            ("Mirewold Carers' Link", K.FRONT_LINE),
            ("Dykeside Young Farmers' Forum", K.FRONT_LINE),
            ("Mirewold Council for Disabled People", K.FRONT_LINE),
        ),
        rationale="A rural county where a single voice has long been asked for.",
    ),
    Place(
        7, "Castle Fenning", (T.DISTRICT, S.SMALL, P.MIXED, L.MIDDLING, L.LOW, R.EAST), "Independent",
        5, 4, -31, (2, 3),
        ("Castle Fenning District Council",),
        _local(
            "Fenning Voluntary Network",
            ("Castle Street Hospice Friends", K.FRONT_LINE),
            ("Fenning Scouts' Park", K.FRONT_LINE),
        ),
        rationale="A market town and its villages, run by independents.",
    ),
    Place(
        8, "Brackenfold", (T.UNITARY, S.MEDIUM, P.MIXED, L.MIDDLING, L.MIDDLING, R.EAST_MIDLANDS), "No overall control",
        6, 6, -126, (1, 4),
        ("Brackenfold Council",),
        _local(
            "Brackenfold CVS",
            ("Fold Advice and Law", K.FRONT_LINE),
            ("Bracken Bank Nursery Trust", K.FRONT_LINE),
            ("Brackenfold Bangladeshi Association", K.FRONT_LINE),
            ("Fold Furniture", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A unitary authority without a majority, where partnerships outlive cabinets.",
    ),
    Place(
        9, "Ottermouth Bay", (T.UNITARY, S.MEDIUM, P.COASTAL, L.MIDDLING, L.LOW, R.SOUTH_WEST), "Liberal Democrat",
        7, 7, -86, (3, 4),
        ("Ottermouth Bay Council",),
        _local(
            "Ottermouth Bay Together",
            ("Bay Befrienders", K.FRONT_LINE),
            ("Ottermouth Harbour Museum", K.FRONT_LINE),
            ("Bayside Housing Trust", K.FRONT_LINE),
            ("Ottermouth Dementia Circle", K.FRONT_LINE),
            ("Tideline", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A seaside authority with an older population.",
    ),
    Place(
        10, "Great Pennock", (T.METROPOLITAN, S.LARGE, P.URBAN, L.HIGH, L.MIDDLING, R.YORKSHIRE), "Labour",
        6, 6, -98, (2, 3),
        ("Great Pennock Metropolitan Borough Council",),
        _local(
            "Voluntary Action Great Pennock",
            ("Pennock Pit Lane Centre", K.FRONT_LINE),
            ("Great Pennock Asian Elders", K.FRONT_LINE),
            ("Debt Help Pennock", K.FRONT_LINE),
            ("Pennock Bikes", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A former mining borough with strong ties between council and community.",
    ),
    Place(
        11, "Dunlarch", (T.UNITARY, S.SMALL, P.RURAL, L.MIDDLING, L.LOW, R.NORTH_EAST), "Independent",
        5, 5, -124, (1, 4),
        ("Dunlarch Council",),
        _local(
            "Dunlarch Third Sector Forum",
            ("Larchside Transport", K.FRONT_LINE),
            ("Dunlarch Hill Rescue Friends", K.FRONT_LINE),
            ("Larch Valley Growers", K.SOCIAL_ENTERPRISE),
        ),
        rationale="A small and scattered population far from the next town.",
    ),
    Place(
        12, "Thistleborough", (T.LONDON, S.LARGE, P.URBAN, L.MIDDLING, L.HIGH, R.LONDON), "Conservative",
        7, 7, -268, (2, 4),
        ("London Borough of Thistleborough",),
        _local(
            "Thistleborough Voluntary Sector Forum",
            ("Thistle Sports Trust", K.FRONT_LINE),
            ("Thistleborough Tamil Centre", K.FRONT_LINE),
            ("Queensgate Families", K.FRONT_LINE),
            ("Thistleborough Environment Trust", K.FRONT_LINE),
            ("Downhouse Studios", K.SOCIAL_ENTERPRISE),
        ),
        rationale="An outer London borough that began first.",
    ),
    Place(
        13, "Zellow-on-Marl", (T.UNITARY, S.MEDIUM, P.MIXED, L.MIDDLING, L.MIDDLING, R.EAST_MIDLANDS), "Labour",
        6, 6, -34, (1, 3),
        ("Zellow-on-Marl Council",),
        _local(
            "Zellow Voluntary Action",
            ("Marl Valley Advocacy", K.FRONT_LINE),
            ("Zellow Night Shelter", K.FRONT_LINE),
            ("Marlside Allotments", K.FRONT_LINE),
            ("Zellow Community Press", K.SOCIAL_ENTERPRISE),
        ),
        unasked=1, rationale="A new town and old villages under one council.",
    ),
]  # fmt: skip

# Name, profile, political control, and why it was not selected; nothing has been decided where there is no reason.
CANDIDATES: list[tuple[str, tuple[str, ...], str, str]] = [
    (
        "Harrowick", (T.METROPOLITAN, S.LARGE, P.URBAN, L.HIGH, L.HIGH, R.WEST_MIDLANDS), "Labour",
        "Vexbridge, its neighbour, is alike in every attribute and is to be selected.",
    ),
    (
        "Lower Tamsey", (T.DISTRICT, S.SMALL, P.RURAL, L.LOW, L.LOW, R.SOUTH_WEST), "Liberal Democrat",
        "The council is being merged into another, so nobody could carry a plan.",
    ),
    ("Kettlewharf", (T.UNITARY, S.MEDIUM, P.COASTAL, L.HIGH, L.MIDDLING, R.NORTH_WEST), "Labour", ""),
]  # fmt: skip

SPONSORS = [
    ("Improvement Agency (fictional)", K.QUASI_GOVERNMENTAL),
    ("National Alliance of Local Charities (fictional)", K.NATIONAL_INFRASTRUCTURE),
    ("Federation of Volunteer Centres (fictional)", K.NATIONAL_INFRASTRUCTURE),
    ("Rural Voluntary Bodies' Union (fictional)", K.NATIONAL_INFRASTRUCTURE),
    ("Social Business Council (fictional)", K.NATIONAL_INFRASTRUCTURE),
]
