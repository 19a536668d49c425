"""The record as a Word file, with the same content in the same order as the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from pipd.kit.word import WordFile
from pipd.kit.wording import count
from workshops.record_shape import Contest, Point, RecordValue


def word_file(value: RecordValue) -> bytes:
    """The bytes of the Word file of `value`."""
    made = WordFile(title=value.title)
    for words in (f"{value.marking}. {value.reference}.", value.under, value.lead):
        made.paragraph(words)
    for fact in value.facts:
        made.item(f"{fact.label}: {fact.words}")
    made.heading("What both sectors hold")
    _points(made, value.consensus)
    made.heading("How each sector sees it")
    for side in value.one_sector:
        made.heading(side.name, level=2)
        _points(made, side.points)
    made.heading("Where the sectors differ")
    _contested(made, value.contested, [side.sector for side in value.sectors])
    for group in value.others:
        made.heading(group.words)
        _points(made, group.points)
    _views(made, value)
    _quotes(made, value)
    _cleared(made, value)
    return made.content()


def _points(made: WordFile, points: Sequence[Point]) -> None:
    if points:
        made.table(["Ref", "Statement", "Kind"], [[p.ref, _words(p), p.kind] for p in points])
    else:
        made.paragraph("None.")


def _words(point: Point) -> str:
    return f"{point.topic}: {point.words}" if point.topic else point.words


def _contested(made: WordFile, contested: Sequence[Contest], sectors: Sequence[str]) -> None:
    if not contested:
        made.paragraph("None.")
        return
    rows = [
        [f"{c.point.ref} {_words(c.point)}", *("\n".join([f"{s.position}.", *s.said]) for s in c.sides)]
        for c in contested
    ]
    made.table(["Statement", *sectors], rows)


def _views(made: WordFile, value: RecordValue) -> None:
    if value.differing:
        made.heading("Differing views")
        made.table(
            ["Ref", "Sector", "Sees it like this"], [[v.ref, v.sector, v.words] for v in value.differing]
        )


def _quotes(made: WordFile, value: RecordValue) -> None:
    if value.quotes:
        made.heading("In participants’ words")
        made.paragraph("Used with permission, to illustrate and not to count.")
        for quote in value.quotes:
            made.quotation(quote.words, quote.by)


def _cleared(made: WordFile, value: RecordValue) -> None:
    made.heading("How this record was cleared")
    head = ["Session", *(f"{side.sector} who answered" for side in value.sectors), "Approved", "Statements"]
    made.table(
        head,
        [
            [
                s.number,
                *(side.words for side in s.answered),
                s.approved,
                f"{s.statements}; {s.left_out} left out",
            ]
            for s in value.sessions
        ],
    )
    made.paragraph(f"{count(value.withdrawn, 'statement')} withdrawn since.")
