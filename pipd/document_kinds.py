"""Who turns a kept document kind into a file: asked by pipd.kit.documents, which knows no app."""

DOCUMENT_KINDS = {
    "plan": "actionplans.documents.plan",
    "public-plan": "actionplans.public_document.rendering",
    "plan-word": "actionplans.documents.word",
    "plan-sheets": "actionplans.documents.sheets",
    "summary": "actionplans.documents.summary",
    "evidence": "actionplans.documents.evidence",
    "review": "actionplans.documents.review",
    "everything": "actionplans.everything.printed",
    "everything-zip": "actionplans.everything.packed",
    "record": "workshops.documents.record",
}
# The page on which one of a kind is asked for again.
DOCUMENT_PAGES = {
    **dict.fromkeys(DOCUMENT_KINDS, "actionplans:document-list"),
    "everything": "actionplans:everything-list",
    "everything-zip": "actionplans:everything-list",
    "record": "workshops:document-list",
}
# Who tells whoever asked that a document failed.
DOCUMENT_FAILED = "partnerships.papers.say_failed"
