"""The record as PDF, Word and table: what is in them, what never is, and what a withdrawal does to them."""

from __future__ import annotations

import csv
import io
import zipfile
from functools import partial
from pathlib import Path

import docx
import outloud
import pymupdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit import documents as kit
from pipd.kit import mail
from pipd.kit.models import Document, OutgoingMail
from pipd.kit.tables import cell, csv_file
from tests import build
from tests.build.notes import quote as attached
from tests.build.quotations import cleared_quote, quoted
from tests.client import Client
from workshops import documents, printed, tasks
from workshops.clearance import approving, circulating, quoting, withdrawing
from workshops.models import ClearedPoint, ClearedQuote

SAID = "HOOPOE in these very words"


def rendered(document: Document) -> Document:
    kit.render_owed(document.pk)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("ready", "")
    return document


def text_of(content: bytes) -> str:
    """Every word of a PDF: pages, metadata, bookmarks, attachments' names."""
    opened = pymupdf.open(stream=content)
    pages = " ".join(page.get_text() for page in opened)
    return " ".join(
        [pages, str(opened.metadata), str(opened.get_toc()), str(opened.embfile_names())]
    ).replace("\n", " ")


def word_text(content: bytes) -> str:
    parts = zipfile.ZipFile(io.BytesIO(content))
    return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@pytest.fixture
def quote(area: build.Group) -> ClearedQuote:
    return cleared_quote(area, words=SAID)


# What is in them


@pytest.mark.parametrize("number", [None, 1])
def test_record_is_a_sound_document_with_statements_and_quotations(
    area, quote, tmp_path: Path, number
) -> None:
    document = rendered(documents.ask(area.area, number, by=area.la_officer))
    content = kit.open_file(document).content
    (tmp_path / "record.pdf").write_bytes(content)
    found = outloud.check(str(tmp_path / "record.pdf")).findings
    assert [(f.rule, f.evidence) for f in found if f.severity in {"error", "warning"}] == []
    text = text_of(content)
    for words in ("HOOPOE statement 1", "HOOPOE statement 2", SAID, "Third sector participant"):
        assert words in text
    assert document.filename == ("A01-REC-ALL-R1.pdf" if number is None else "A01-REC-S1-R1.pdf")


def test_record_names_nobody(area, quote) -> None:
    text = text_of(kit.open_file(rendered(documents.ask(area.area, 1, by=area.coordinator))).content)
    names = [s.user.full_name for s in area.la + area.tso + area.facilitators]
    jobs = [s.job_title for s in area.la + area.tso if s.job_title]
    assert [word for word in names + jobs if word in text] == []


def test_record_keeps_no_words_in_its_row(area, quote) -> None:
    document = documents.ask(area.area, 1, by=area.la_officer)
    assert document.value is None
    uses = set(document.uses.values_list("source", flat=True))
    assert uses == {*ClearedPoint.objects.values_list("pk", flat=True), quote.pk}


def test_word_file_has_a_title_a_language_and_table_heads(area, quote) -> None:
    content, name = documents.copy(area.area, 1, form="docx", by=area.la_officer)
    made = docx.Document(io.BytesIO(content))
    assert (name, made.core_properties.language) == ("A01-REC-S1-R1.docx", "en-GB")
    assert (made.core_properties.title, made.core_properties.author) == (
        "Record of session 1, Quillshire",
        "",
    )
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in made.tables)
    assert SAID in word_text(content)


def test_table_has_a_row_for_each_statement_and_quotation(area, quote) -> None:
    content, name = documents.copy(area.area, 1, form="csv", by=area.la_officer)
    assert content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert name == "A01-REC-S1-R1.csv"
    assert [(r["Reference"], r["What"], r["Words"], r["Held by"]) for r in rows] == [
        ("1.1", "Statement", "HOOPOE statement 1", "Consensus"),
        ("1.2", "Statement", "HOOPOE statement 2", "Local authority view"),
        ("1.1", "Quotation", SAID, "Third sector participant"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", " =1", "\u200b=1", "\r=1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    assert csv_file(["a"], [["1 = 1, said “he”"]]) == '\ufeff"a"\r\n"1 = 1, said “he”"\r\n'.encode()


def test_the_printed_form_is_what_documents_say(area, quote) -> None:
    printed.edit(quote, text="HOOPOE in these [own] very words", revision=0, by=area.facilitator)
    text = text_of(kit.open_file(rendered(documents.ask(area.area, 1, by=area.la_officer))).content)
    assert "HOOPOE in these [own] very words" in text
    assert SAID not in text


def test_nothing_cleared_makes_no_document(area) -> None:
    build.circulated(area)
    for make in (documents.ask, documents.copy):
        form = {"form": "csv"} if make is documents.copy else {}
        with pytest.raises(NotPossible, match="Nothing is cleared"):
            make(area.area, None, by=area.la_officer, **form)
    assert not Document.objects.filter(kind="record").exists()


def test_the_same_record_is_one_document(area, quote) -> None:
    first = documents.ask(area.area, 1, by=area.la_officer)
    assert documents.ask(area.area, 1, by=area.coordinator) == first


@pytest.mark.parametrize("make", ["ask", "docx", "csv"])
def test_nobody_of_another_area_gets_a_record(area, neighbour, quote, make) -> None:
    asked = documents.ask if make == "ask" else partial(documents.copy, form=make)
    with pytest.raises(PermissionDenied):
        asked(area.area, 1, by=neighbour.facilitator)


# Withdrawal (domain I-24, trust X5, X31)


def test_3n_11_permission_withdrawn_takes_the_quotation_from_a_fresh_document_and_retracts_the_old(
    area, quote, client
) -> None:
    """Domain 3N, 11."""
    old = [rendered(documents.ask(area.area, n, by=area.la_officer)) for n in (None, 1)]
    assert all(SAID in text_of(kit.open_file(document).content) for document in old)
    quoting.refuse(area.area, quote.origin, by=area.tso[2])
    for document in old:
        document.refresh_from_db()
        assert document.state == "retracted"
        with pytest.raises(kit.NotAvailable):
            kit.open_file(document)
        address = reverse("workshops:document-download", kwargs={"area": area.slug, "document": document.pk})
        assert client.as_(area.la_officer).get(address).status_code == 404
    for subject in documents.owing_anew():
        tasks.make_record_anew(str(subject))
    assert documents.owing_anew() == []
    fresh = list(Document.objects.live().filter(kind="record"))
    assert len(fresh) == 2
    for document in fresh:
        text = text_of(kit.open_file(rendered(document)).content)
        assert SAID not in text
        assert "HOOPOE statement 1" in text
    for form, read in (("docx", word_text), ("csv", bytes.decode)):
        assert SAID not in read(documents.copy(area.area, None, form=form, by=area.la_officer)[0])


def test_a_withdrawal_tells_how_many_copies_were_out(area, quote) -> None:
    """Domain E7: what was issued already is told honestly."""
    document = rendered(documents.ask(area.area, 1, by=area.la_officer))
    kit.open_file(document)
    kit.open_file(document)
    documents.copy(area.area, 1, form="docx", by=area.la_officer)
    documents.copy(area.area, None, form="csv", by=area.coordinator)
    assert withdrawing.withdraw(area.area, quote.point_id, by=area.facilitator) == 4


def test_a_worker_that_began_before_a_withdrawal_stores_nothing(area, quote) -> None:
    document = documents.ask(area.area, 1, by=area.la_officer)
    quoting.refuse(area.area, quote.origin, by=area.tso[2])
    kit.render_owed(document.pk)
    document.refresh_from_db()
    assert document.state == "retracted"
    assert not hasattr(document, "file")


def test_a_record_of_which_nothing_is_left_is_not_made_anew(area, quote) -> None:
    documents.ask(area.area, 1, by=area.la_officer)
    for point in list(ClearedPoint.objects.all()):
        withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert documents.owing_anew() == []


# Uncleared words


def outputs(area: build.Group, reader: build.Seat, client: Client) -> str:
    """All that leaves the group: every page of the record for `reader`, every document, every mail."""
    found = []
    pages = [reverse("workshops:record-detail", kwargs={"area": area.slug})]
    pages += [reverse("workshops:record-session", kwargs={"area": area.slug, "number": 1})]
    pages += [reverse("workshops:document-list", kwargs={"area": area.slug})]
    found += [client.as_(reader).get(page).content.decode() for page in pages]
    for number in (None, 1):
        found.append(text_of(kit.open_file(rendered(documents.ask(area.area, number, by=reader))).content))
        found.append(word_text(documents.copy(area.area, number, form="docx", by=reader)[0]))
        found.append(documents.copy(area.area, number, form="csv", by=reader)[0].decode())
    for mail_id in mail.sweep():
        mail.send(mail_id)
    found += [f"{m.subject_line} {m.body_text} {m.body_html}" for m in OutgoingMail.objects.all()]
    return " ".join(found)


def test_3n_08_an_uncleared_point_is_in_no_search_pdf_csv_mail_or_page(area, client, mailoutbox) -> None:
    """Domain 3N, 8. Control: the words that may be seen are found by the same look."""
    words = area.words
    texts = (f"{words.cleared} statement 1", f"{words.note} statement 2")
    workshop = build.delivered(area)
    build.logged_points(area, workshop)
    points = build.write_up(area, workshop, texts)
    yes = attached(area, workshop, points[0], SAID, speaker=area.tso[2])
    attached(area, workshop, points[0], f"{words.quote} nobody asked me", speaker=area.la[2])
    beside_left_out = attached(
        area, workshop, points[1], f"{words.quote} of what is left out", speaker=area.tso[2]
    )
    circulating.circulate(workshop, by=area.facilitator)
    for quotation in (yes, beside_left_out):
        quoting.permit(area.area, quotation, by=area.tso[2])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat, numbers=[1])
    build.answer(
        workshop,
        area.la[2],
        build.CHANGE,
        numbers=[2],
        reason=f"{words.reason} x",
        new_text=f"{words.amend} y",
    )
    build.after_the_window(workshop)
    approving.approve(workshop, by=area.other_facilitator)
    for reader in (area.la_officer, area.coordinator):
        text = outputs(area, reader, client)
        assert words.secret not in text.upper()
        assert f"{words.cleared} statement 1" in text
        assert SAID in text
    assert len(mailoutbox) > 0


def test_control_a_cleared_word_is_seen_in_every_kind_of_output(area, quote) -> None:
    found = [
        text_of(kit.open_file(rendered(documents.ask(area.area, 1, by=area.la_officer))).content),
        word_text(documents.copy(area.area, 1, form="docx", by=area.la_officer)[0]),
        documents.copy(area.area, 1, form="csv", by=area.la_officer)[0].decode(),
    ]
    assert [SAID in text for text in found] == [True, True, True]


def test_a_quotation_that_waits_is_in_no_document(area) -> None:
    workshop, _ = quoted(area, words="QUAGGA-QUOTE not yet", speaker=area.tso[2])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    approving.approve(workshop, by=area.other_facilitator)
    text = text_of(kit.open_file(rendered(documents.ask(area.area, 1, by=area.la_officer))).content)
    assert "QUAGGA" not in text


def test_a_substitute_takes_no_copy_of_the_record(area):
    """The page refuses it too: they read the record of one session."""
    build.cleared_point(area)
    stands_in = build.substitute(area, build.area_with_sessions(area)[3], area.tso[1])
    with pytest.raises(PermissionDenied):
        documents.copy(area.area, None, form="csv", by=stands_in)
