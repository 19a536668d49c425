"""When and where the fictional groups meet, and how the notes of each session end."""

from __future__ import annotations

from dataclasses import dataclass

# How notes end: agreed in the ROOM at the next session, by ANSWERS alone, by LETTERS when their time is over with
# something left out; still ASKED, being DRAFTED, or PARKED.
ROOM, ANSWERS, LETTERS, ASKED, DRAFTED, PARKED = "room", "answers", "letters", "asked", "drafted", "parked"


@dataclass(frozen=True)
class Diary:
    """`days` of the four sessions, counted in working days from the day of loading; how the notes of each end."""

    days: tuple[int, int, int, int]
    ends: tuple[str, ...]
    venues: tuple[str, str]
    half: str = "morning"


DIARIES = {
    "quillshire": Diary(
        (-186, -166, -146, -126),
        (ROOM, ANSWERS, ROOM, LETTERS),
        ("Fenmarket Town Hall", "Quill Corn Exchange"),
    ),
    "vexbridge": Diary(
        (-200, -180, -160, -140),
        (ROOM, ANSWERS, ANSWERS, LETTERS),
        ("Canal Street Hub", "City Council House, Room 4"),
        "afternoon",
    ),
    "saltreach": Diary(
        (-112, -94, -76, -58),
        (ROOM, ANSWERS, ANSWERS, ANSWERS),
        ("Lifeboat Row Community Centre", "Old Customs House"),
    ),
    "hollowmere": Diary(
        (-36, -14, 5, 24), (ROOM, ASKED), ("Wickering Village Hall", "Mere Valley Farmers' Club"), "afternoon"
    ),
    "nine-elders": Diary(
        (-40, -20, 0, 20), (ROOM, ASKED), ("Elderwell Library", "Marketgate Hall"), "afternoon"
    ),
    "mirewold": Diary(
        (-100, -80, -60, -40),
        (ROOM, ANSWERS, ANSWERS, LETTERS),
        ("Wold Edge Market Hall", "County Hall, Mirewold"),
    ),
    "brackenfold": Diary(
        (-94, -76, -56, -36),
        (ROOM, ANSWERS, ANSWERS, LETTERS),
        ("Bracken Bank School", "Fold Street Chapel"),
        "afternoon",
    ),
    "ottermouth-bay": Diary(
        (-55, -33, -8, 10), (ROOM, ROOM, DRAFTED), ("Harbour Museum, upper room", "Bay Pavilion")
    ),
    "great-pennock": Diary(
        (-66, -46, -26, -8), (ROOM, ANSWERS, ROOM, ASKED), ("Pit Lane Centre", "Pennock Town Hall")
    ),
    "dunlarch": Diary(
        (-92, -72, -52, -32),
        (ROOM, PARKED, ROOM, ANSWERS),
        ("Larchside Drill Hall", "Dunlarch Hotel"),
        "afternoon",
    ),
    "thistleborough": Diary(
        (-230, -210, -190, -170),
        (ROOM, ANSWERS, ANSWERS, LETTERS),
        ("Thistle Sports Pavilion", "Queensgate Civic Centre"),
    ),
    "zellow-on-marl": Diary((8, 24, 40, 56), (), ("Zellow Assembly Rooms", "Marl Valley Barn")),
}
