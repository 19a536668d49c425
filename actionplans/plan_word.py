"""The plan as a Word file: the words of the PDF in the same order, from the same frozen value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipd.kit.word import PLAIN, SMALL, STRONG, Piece, WordFile
from pipd.kit.wording import listed

TABLE_ONE = ("Local objective", "Local partnership improvement action")
DELIVERY_WIDTHS = (44, 36, 36, 28, 38, 38, 37)  # millimetres of a page on its side


def word_file(value: dict[str, Any], fingerprint: str) -> bytes:
    """The bytes of the Word file of a plan's plain `value`."""
    head = " · ".join(words for words in (value["running"], value["marking"]) if words)
    made = WordFile(
        title=value["title"], head=head, foot=f"{value['reference']}  ·  Fingerprint {fingerprint}"
    )
    owners = listed(sector["name"] for sector in value["sectors"])
    made.paragraph(value["programme"])
    made.paragraph(f"Jointly owned by the {owners} participants of {value['area']}.")
    if value["draft"]:
        made.paragraph("DRAFT: not agreed by both sectors. The words may still change.", bold=True)
    made.facts([(fact["label"], fact["words"]) for fact in value["facts"]])
    _agreed(made, value)
    made.turned()
    made.heading("What we will do")
    made.table(TABLE_ONE, [list(_objective(one)) for one in value["objectives"]], (117, 140))
    if value["delivery"]:
        _delivery(made, value)
    if not value["draft"]:
        _checking(made, value)
    return made.content()


def _agreed(made: WordFile, value: dict[str, Any]) -> None:
    made.heading("Who will agree this plan" if value["draft"] else "Who agreed this plan")
    made.paragraph(value["agreed_lead"])
    signs = value["signatures"]
    heads = [
        f"{'Signed' if s['signed_at'] else 'To be signed'} for the {s['sector']} participants of {value['area']}"
        for s in signs
    ]
    made.table(heads, [[_signature(sign) for sign in signs]], (85, 85))
    signed = "the words put forward" if value["draft"] else "what was signed"
    made.paragraph(f"{value['sign_note']} Fingerprint of {signed}: {value['signed_fingerprint']}.")
    made.heading("The group", level=2)
    group = [[capital(s["sector"]), str(s["start"]), str(s["now"]), s["words"]] for s in value["group"]]
    made.table(("Sector", "Start", "Now", "Members and changes"), group, (40, 16, 16, 98))
    if value["endorsements"]:
        made.heading("Endorsement", level=2)
        rows = [[one["organisation"], one["body"], one["date"]] for one in value["endorsements"]]
        made.table(("Organisation", "Its body", "Date"), rows, (70, 50, 50))


def _signature(sign: dict[str, Any]) -> list[Piece]:
    if not sign["signed_at"]:
        return [
            (STRONG, sign["waiting"]),
            *_told(sign["job_title"], sign["organisation"]),
            (SMALL, "Not signed"),
        ]
    who = [sign["job_title"], sign["organisation"]] if sign["name"] else [sign["organisation"]]
    first = sign["name"] or sign["job_title"]
    return [(STRONG, first), *_told(*who), (SMALL, f"Signed online at {sign['signed_at']}")]


def _told(*lines: str) -> list[Piece]:
    return [(PLAIN, words) for words in lines if words]


def _objective(objective: dict[str, Any]) -> Iterator[list[Piece]]:
    """The two cells of one objective: itself, and its actions one below the other."""
    yield [
        (PLAIN, f"{objective['number']}  {objective['words']}"),
        (SMALL, f"Joint priority: {objective['priority']}"),
    ]
    acts: list[Piece] = []
    for action in objective["actions"]:
        acts += [(PLAIN, f"{action['number']}  {action['words']}"), (SMALL, action["mode"])]
    yield acts or [(PLAIN, "No action yet.")]


def _delivery(made: WordFile, value: dict[str, Any]) -> None:
    made.heading("How it is being delivered")
    made.paragraph(
        f"Position at {value['position']}. These details may be brought up to date without a new signature; a later "
        "date needs the other sector’s lead to acknowledge it."
    )
    leads = [f"{capital(sector['name'])} lead" for sector in value["sectors"]]
    rows = [_row(action) for objective in value["objectives"] for action in objective["actions"]]
    made.table(["Action", *leads, "By when", "Resources", "Measure", "Progress"], rows, DELIVERY_WIDTHS)


def _row(action: dict[str, Any]) -> list[str | list[Piece]]:
    progress = [(PLAIN, action["progress"]), *_told(action["rag_words"], action["why"], waits_for(action))]
    name = f"{action['number']}  {action['short']}"
    return [name, *action["leads"], action["due"], action["resources"], action["measure"], progress]


def waits_for(action: dict[str, Any]) -> str:
    """ "Waits for 1(b), 2(a)"; nothing where it waits for none, or the value was kept before that was told."""
    return f"Waits for {action['waits']}" if action.get("waits") else ""


def _checking(made: WordFile, value: dict[str, Any]) -> None:
    made.heading("Reading and checking this document")
    made.paragraph(
        "It speaks for the people who took part, not for every organisation in either sector. Its objectives and "
        "actions change only through a new version that both sectors sign."
    )
    made.paragraph(
        "A Word file can be changed by whoever holds it: the PDF of the same fingerprint holds the words as they "
        f"are. Enter the fingerprint from the foot of a page at {value['check_url']}."
    )


def capital(words: str) -> str:
    """ "Third sector" at the beginning of a line."""
    return words[:1].upper() + words[1:]
