"""Addresses of the cleared record, its documents, and quotations; part of workshops.urls."""

from django.urls import path

from workshops.views import papers, quotations, record, withdrawing

STATEMENT = "sessions/<int:number>/write-up/<uuid:point>/"
QUOTE = "record/quotations/<uuid:quote>/"
DOCUMENT = "record/documents/<uuid:document>/"

urlpatterns = [
    path("record/", record.Record.as_view(), name="record-detail"),
    path("record/<int:number>/", record.RecordSession.as_view(), name="record-session"),
    path("record/<int:number>/left-out/", record.LeftOut.as_view(), name="left-out"),
    path(
        "record/<int:number>/left-out/<uuid:point>/withdraw/",
        withdrawing.WithdrawUnused.as_view(),
        name="unused-withdraw",
    ),
    path("record/<uuid:point>/withdraw/", withdrawing.Withdraw.as_view(), name="point-withdraw"),
    path(
        "record/<uuid:point>/withdraw/together/",
        withdrawing.WithdrawTogether.as_view(),
        name="point-withdraw-together",
    ),
    path(f"{QUOTE}print/", quotations.QuotePrint.as_view(), name="quote-print"),
    path(f"{QUOTE}withdraw/", withdrawing.QuoteWithdraw.as_view(), name="quote-withdraw"),
    path("record/documents/", papers.DocumentList.as_view(), name="document-list"),
    path("record/documents/ask/", papers.DocumentAsk.as_view(), name="document-ask"),
    path(DOCUMENT, papers.DocumentState.as_view(), name="document-state"),
    path(f"{DOCUMENT}download/", papers.DocumentDownload.as_view(), name="document-download"),
    path("record/documents/word/", papers.WordDownload.as_view(), name="record-word"),
    path("record/documents/table/", papers.TableDownload.as_view(), name="record-table"),
    path("quotations/", quotations.MyQuotations.as_view(), name="quotations-mine"),
    path("quotations/<uuid:quotation>/permit/", quotations.Permit.as_view(), name="quotation-permit"),
    path("quotations/<uuid:quotation>/refuse/", quotations.Refuse.as_view(), name="quotation-refuse"),
    path(
        "sessions/<int:number>/changes/quotations/<uuid:quotation>/",
        quotations.Claims.as_view(),
        name="quotation-claims",
    ),
    path(f"{STATEMENT}quotations/<uuid:source>/", quotations.Attach.as_view(), name="quotation-attach"),
    path(
        f"{STATEMENT}quotations/<uuid:quotation>/remove/",
        quotations.Detach.as_view(),
        name="quotation-detach",
    ),
]
