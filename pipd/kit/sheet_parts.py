"""The fixed parts of a spreadsheet file: what is the same in each, and what only counts sheets."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
INK, PINE, LINE = "FF22282B", "FF1C5A4C", "FFB9C4BF"

# Styles in the order sheets.py counts them: plain, head, title, day, money, text that must not become a formula.
STYLES = f"""{HEADER}<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/>
<numFmt numFmtId="165" formatCode="&quot;£&quot;#,##0.00"/></numFmts>
<fonts count="3"><font><sz val="11"/><color rgb="{INK}"/><name val="Arial"/></font>
<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/></font>
<font><b/><sz val="14"/><color rgb="{PINE}"/><name val="Arial"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="{PINE}"/></patternFill></fill></fills>
<borders count="2"><border/>
<border><left/><right/><top/><bottom style="thin"><color rgb="{LINE}"/></bottom></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="6">
<xf fontId="0" borderId="1" applyBorder="1" applyAlignment="1">
<alignment horizontal="left" vertical="top" wrapText="1"/></xf>
<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">
<alignment vertical="center" wrapText="1"/></xf>
<xf fontId="2" applyFont="1" applyAlignment="1">
<alignment vertical="center"/></xf>
<xf numFmtId="164" fontId="0" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1">
<alignment horizontal="left" vertical="top"/></xf>
<xf numFmtId="165" fontId="0" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1">
<alignment vertical="top"/></xf>
<xf fontId="0" borderId="1" quotePrefix="1" applyBorder="1" applyAlignment="1">
<alignment horizontal="left" vertical="top" wrapText="1"/></xf>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""

# The head (row 2) and the title stay in sight; printed on A4 landscape, one page wide.
WORKSHEET = f"""{HEADER}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>
<dimension ref="A1:{{last}}"/>
<sheetViews><sheetView showGridLines="0"{{selected}} workbookViewId="0">
<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>{{widths}}</cols><sheetData>{{rows}}</sheetData>
<pageMargins left="0.6" right="0.6" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>
<headerFooter><oddFooter>{{foot}}</oddFooter></headerFooter></worksheet>"""

FIXED = {
    "_rels/.rels": f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>",
    "xl/styles.xml": STYLES,
}


def content_types(sheets: int) -> str:
    """What kind each part is of."""
    parts = {
        "/xl/workbook.xml": f"{KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{KIND}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{KIND}.worksheet+xml" for n in range(1, sheets + 1)},
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def core(title: str) -> str:
    """Title and language; no author, no moment."""
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def workbook(sheets: Sequence[str]) -> str:
    """The list of sheets; the title and the head of each repeat on every printed page."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">{escape(quoted(name))}!$1:$2</definedName>'
        for n, name in enumerate(sheets)
    )
    return (
        f'{HEADER}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        f"<definedNames>{repeated}</definedNames></workbook>"
    )


def quoted(name: str) -> str:
    """The name of a sheet as references write it."""
    return "'" + name.replace("'", "''") + "'"


def relations(sheets: int) -> str:
    """Where the workbook finds its sheets and styles."""
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{told}{styles}</Relationships>'
