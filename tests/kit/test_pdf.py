"""The printed documents: checked for PDF/UA and WCAG, complete, the same bytes twice, and safe with any words."""

import html
import io
import re
from copy import deepcopy
from pathlib import Path

import outloud
import pikepdf
import pymupdf
import pytest
from django.template.loader import render_to_string

from pipd.kit import pdf
from tests.kit.evidence_values import EVIDENCE
from tests.kit.plan_values import AGREED, DRAFT, PLAN

SHEETS = ("document.css",)
FINGERPRINT = "91D4 0E7B C2A5 3F16"
KINDS = {
    "plan": ("plan", PLAN, SHEETS),
    "agreed": ("plan", AGREED, SHEETS),
    "draft": ("plan", DRAFT, (*SHEETS, "draft.css")),
    "evidence": ("evidence", EVIDENCE, SHEETS),
}
MODES = (
    "Delivered jointly",
    "Led by the local authority, with third sector support",
    "Led by the third sector, with local authority support",
)
PRINTED: dict[str, pdf.Pdf] = {}


def page_of(template, value):
    return render_to_string(f"documents/{template}.html", {"document": value, "fingerprint": FINGERPRINT})


def printed(name):
    """One of KINDS as a PDF, rendered once for the whole module."""
    if name not in PRINTED:
        template, value, styles = KINDS[name]
        PRINTED[name] = pdf.render(page_of(template, value), styles=styles)
    return PRINTED[name]


def words_of(content):
    """All printed words with the white space and the breaks inside words taken out."""
    with pymupdf.open(stream=bytes(content), filetype="pdf") as opened:
        return re.sub(r"\s+", "", "".join(page.get_text() for page in opened))


def faults(content, folder: Path):
    """What outloud says against a PDF: errors and warnings, each with its place and its words."""
    path = folder / "document.pdf"
    path.write_bytes(content)
    result = outloud.check(str(path))
    assert result.error is None
    return [(f.rule, f.page, f.evidence) for f in result.findings if f.severity in {"error", "warning"}]


def many_actions(objectives, actions):
    value = deepcopy(PLAN)
    value["objectives"] = [deepcopy(value["objectives"][1]) for _ in range(objectives)]
    for n, objective in enumerate(value["objectives"], 1):
        objective["number"] = str(n)
        objective["actions"] = [
            deepcopy(PLAN["objectives"][a % 3]["actions"][0])
            | {"number": f"{n}.{a + 1}", "mode": MODES[(n + a) % 3]}
            for a in range(actions)
        ]
    return value


def with_words(words):
    """The plan with `words` wherever people write."""
    value = deepcopy(PLAN)
    value["area"] = words[:40]
    objective = value["objectives"][1]
    objective["words"] = objective["short"] = words
    for field in ("words", "short", "resources", "measure", "why"):
        objective["actions"][0][field] = words
    objective["actions"][0]["leads"] = [words, words]
    value["endorsements"][0]["organisation"] = words[:120]
    return value


@pytest.mark.parametrize("name", KINDS)
def test_every_document_passes_outloud_without_error_or_warning(name, tmp_path):
    assert faults(printed(name), tmp_path) == []


@pytest.mark.parametrize("name", KINDS)
def test_every_document_names_title_language_and_bookmarks(name):
    content = printed(name)
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert str(opened.docinfo["/Title"]) == KINDS[name][1]["title"]
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert "/Author" not in opened.docinfo
        with opened.open_outline() as outline:
            assert len(outline.root) >= 1
        assert len(opened.pages) == content.pages


@pytest.mark.parametrize("name", ["plan", "agreed", "evidence"])
def test_every_word_of_the_value_is_printed(name):
    value = KINDS[name][1]
    unprinted = {"created", "mark", "rag", "waiting", "endorsement_words", "title", "check_url"}
    if name == "agreed":
        delivery = {
            "short",
            "leads",
            "due",
            "resources",
            "measure",
            "progress",
            "rag_words",
            "why",
            "waits",
            "position",
        }
        unprinted |= delivery
    found = words_of(printed(name)).lower()
    missing = [words for words in leaves(value, unprinted) if re.sub(r"\s+", "", words).lower() not in found]
    assert missing == []


def leaves(value, unprinted):
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in unprinted:
                yield from leaves(part, unprinted)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, unprinted)
    elif isinstance(value, str):
        yield value


def test_table_one_is_headed_in_the_papers_words():
    page = page_of("plan", PLAN)
    heads = '<th scope="col">Local objective</th><th scope="col">Local partnership improvement action</th>'
    assert page.count(heads) == 1


def test_order_of_the_plan_is_cover_agreed_table_delivery_checking():
    page = page_of("plan", PLAN)
    places = [
        page.index(mark)
        for mark in ('class="cover"', 'id="agreed"', 'id="plan"', 'id="delivery"', 'id="check"')
    ]
    assert places == sorted(places)
    assert 'id="delivery"' not in page_of("plan", AGREED)


def test_sign_off_blocks_are_of_one_size_whatever_they_hold():
    value = deepcopy(PLAN)
    value["signatures"][0]["organisation"] = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    with pymupdf.open(stream=bytes(pdf.render(page_of("plan", value))), filetype="pdf") as opened:
        left, right = opened[1].search_for("Signed for the")
        drawn = [drawing["rect"] for drawing in opened[1].get_drawings()]
    assert left.y0 == right.y0
    frames = [frame for frame in drawn if frame.height > 120]
    assert len({frame.x0 for frame in frames}) == 2
    assert len({(round(frame.width), round(frame.height), round(frame.y0)) for frame in frames}) == 1


def test_a_draft_says_so_on_every_page_and_a_plan_never():
    warning = "DRAFT:notagreedbybothsectors"
    with pymupdf.open(stream=bytes(printed("draft")), filetype="pdf") as opened:
        assert [warning in re.sub(r"\s+", "", page.get_text()) for page in opened] == [True] * len(opened)
        assert "To be signed for the" in opened[1].get_text()
    assert "DRAFT" not in words_of(printed("plan"))


def test_a_signatory_without_consent_is_shown_by_job_title_once():
    value = deepcopy(PLAN)
    value["signatures"][0]["name"] = ""
    found = words_of(pdf.render(page_of("plan", value)))
    assert "HelenMarchbanks" not in found
    assert found.count("DirectorofCommunities") == 1


def test_same_page_gives_same_bytes():
    template, value, styles = KINDS["plan"]
    assert pdf.render(page_of(template, value), styles=styles) == printed("plan")


def test_only_the_bundled_faces_are_embedded():
    with pikepdf.open(io.BytesIO(printed("plan"))) as opened:
        names = {str(o.BaseFont).split("+")[-1] for o in opened.objects if "/BaseFont" in font_keys(o)}
    assert names
    assert {name.split("-")[0] for name in names} <= {"Plan", "PlanSans", "PlanSerif"}


def font_keys(found):
    return found.keys() if isinstance(found, pikepdf.Dictionary) else ()


HOSTILE = {
    "arabic": "نحن نعمل معا من أجل المجتمع المحلي",
    "hebrew": "אנחנו עובדים יחד למען הקהילה",
    "emoji": "Meet 👩‍👩‍👧 at the hall 👍🏽 ☎️ 🏳️‍🌈",
    "long word": "Donaudampfschifffahrts" * 16,
    "welsh and polish": "Tŷ'r Gŵyl, Łódź, Wałęsa, Ŵ",
    "greek and cyrillic": "Ελληνική Κοινότητα and Громада",
    "controls": "nul \x00 bell \x07 override \u202eevil\u202c surrogate \ud800 end",
    "three hundred words": "a plain word " * 300,
    "markup": "<img src=x onerror=alert(1)> <b>bold</b> {{ document }} {% now %} &amp; ]]> --> </title><script>",
    "zero width": "a\u200bb\u200dc\ufeffd",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_words_come_out_accessible(name, tmp_path):
    content = pdf.render(page_of("plan", with_words(HOSTILE[name])))
    assert faults(content, tmp_path) == []


def test_markup_in_words_is_printed_as_words():
    words = HOSTILE["markup"]
    page = page_of("plan", with_words(words))
    assert html.escape(words, quote=False).replace("&amp;amp;", "&amp;amp;") in page
    assert "<script>" not in page
    assert "<imgsrc=xonerror=alert(1)><b>bold</b>{{document}}{%now%}&amp;" in words_of(pdf.render(page))


def test_right_to_left_words_run_from_the_right():
    content = pdf.render(page_of("plan", with_words(HOSTILE["arabic"])))
    with pymupdf.open(stream=bytes(content), filetype="pdf") as opened:
        table = next(page for page in opened if "Local objective" in page.get_text())
        arabic = [word for word in table.get_text("words") if is_arabic(word[4])]
        column = table.search_for("Local partnership improvement action")[0].x0
    # The first column ends short of the second one's head; its Arabic stands against that end.
    assert max(word[2] for word in arabic if word[2] < column) > column - 60


def is_arabic(word):
    return any("\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff" for char in word)


@pytest.mark.parametrize(("objectives", "actions"), [(1, 1), (10, 8), (5, 16)])
def test_plans_of_any_size_come_out_accessible(objectives, actions, tmp_path):
    content = pdf.render(page_of("plan", many_actions(objectives, actions)))
    assert faults(content, tmp_path) == []


def test_a_long_table_is_one_table_with_its_heads_read_once():
    content = pdf.render(page_of("plan", many_actions(10, 8)))
    assert content.pages > 10
    with pikepdf.open(io.BytesIO(content)) as opened:
        reached = list(tags(opened.Root.StructTreeRoot))
    # Facts, group, endorsement, Table 1, delivery; two heads of Table 1, seven of delivery, 80 actions, ten facts.
    assert reached.count("/Table") == 5
    assert reached.count("/THead") == 4
    assert reached.count("/TH") == len(PLAN["facts"]) + 4 + 3 + 2 + 7 + 80


def tags(element):
    """The kind of each element of the tree, from the top."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield str(kid.get("/S"))
            yield from tags(kid)
