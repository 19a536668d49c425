"""Addresses of people, mail and the partnership register."""

from django.urls import path

from partnerships.views import (
    applying,
    applying_mine,
    closing,
    consents,
    ending,
    importing,
    inviting,
    organisations,
    pausing,
    people,
    programme,
    recruiting,
    register,
    requests,
    running,
    sampling,
)

app_name = "partnerships"
AREA = "areas/<slug:area>/"
REGISTER = f"{AREA}partnerships/"
APPLY = "apply/<slug:area>/"
APPLICATIONS = f"{AREA}applications/"
ORGANISATION = "programme/organisations/<uuid:organisation>/"
CANDIDATE = "programme/areas/<uuid:candidate>/"
ONE = f"{REGISTER}<uuid:partnership>/"

urlpatterns = [
    path("programme/organisations/", organisations.OrganisationList.as_view(), name="organisation-list"),
    path("programme/organisations/add/", organisations.OrganisationAdd.as_view(), name="organisation-add"),
    path(ORGANISATION, organisations.OrganisationDetail.as_view(), name="organisation-detail"),
    path(f"{ORGANISATION}edit/", organisations.OrganisationEdit.as_view(), name="organisation-edit"),
    path(f"{ORGANISATION}end/", organisations.OrganisationEnd.as_view(), name="organisation-end"),
    path(f"{ORGANISATION}resume/", organisations.OrganisationResume.as_view(), name="organisation-resume"),
    path("programme/areas/", sampling.AreaList.as_view(), name="area-list"),
    path("programme/areas/add/", sampling.CandidateAdd.as_view(), name="candidate-add"),
    path("programme/areas/coverage/", sampling.Coverage.as_view(), name="coverage"),
    path("programme/areas/coverage.csv", sampling.CoverageTable.as_view(), name="coverage-table"),
    path(CANDIDATE, sampling.CandidateDetail.as_view(), name="candidate-detail"),
    path(f"{CANDIDATE}edit/", sampling.CandidateEdit.as_view(), name="candidate-edit"),
    path(f"{CANDIDATE}select/", sampling.Decide.as_view(), name="candidate-select"),
    path(f"{CANDIDATE}leave-out/", sampling.DecideAgainst.as_view(), name="candidate-leave-out"),
    path(f"{CANDIDATE}discontinue/", ending.AreaDiscontinue.as_view(), name="area-discontinue"),
    path("programme/settings/", programme.ProgrammeSettings.as_view(), name="programme-settings"),
    path("programme/settings/<slug:group>/", programme.SettingsEdit.as_view(), name="settings-edit"),
    path("programme/sponsors/add/", programme.SponsorAdd.as_view(), name="sponsor-add"),
    path(
        "programme/sponsors/<uuid:organisation>/remove/",
        programme.SponsorRemove.as_view(),
        name="sponsor-remove",
    ),
    path("programme/mail/", people.MailList.as_view(), name="mail-list"),
    path("programme/requests/", requests.RequestList.as_view(), name="request-list"),
    path("programme/requests/<uuid:asked>/", requests.RequestDetail.as_view(), name="request-detail"),
    path("apply/", applying.ApplyList.as_view(), name="apply-list"),
    path(f"{APPLY}sent/", applying.ApplySent.as_view(), name="apply-sent"),
    path(f"{APPLY}check/", applying_mine.ApplyCheck.as_view(), name="apply-check"),
    path(f"{APPLY}yours/", applying_mine.ApplyMine.as_view(), name="apply-mine"),
    path(f"{APPLY}yours/funding/", applying_mine.ApplyFunding.as_view(), name="apply-funding"),
    path(f"{APPLY}questions/<slug:step>/", applying_mine.ApplyStep.as_view(), name="apply-step"),
    path(f"{APPLY}link/<uuid:application>/<slug:key>/", applying.ApplyReturn.as_view(), name="apply-return"),
    path(f"{APPLY}<slug:sector>/", applying.ApplyStart.as_view(), name="apply-start"),
    path(f"{AREA}recruiting/", recruiting.Recruiting.as_view(), name="recruiting"),
    path(f"{AREA}recruiting/end/", recruiting.NotProceed.as_view(), name="recruiting-end"),
    path(APPLICATIONS, recruiting.ApplicationList.as_view(), name="application-list"),
    path(f"{APPLICATIONS}add/", importing.ApplicationImport.as_view(), name="application-import"),
    path(
        f"{APPLICATIONS}add/applications.xlsx",
        importing.ApplicationTemplate.as_view(kind="xlsx"),
        name="application-workbook",
    ),
    path(
        f"{APPLICATIONS}add/applications.csv",
        importing.ApplicationTemplate.as_view(kind="csv"),
        name="application-table",
    ),
    path(f"{APPLICATIONS}applications.csv", recruiting.ApplicationFile.as_view(), name="application-file"),
    path(
        f"{APPLICATIONS}<uuid:application>/",
        recruiting.ApplicationDetail.as_view(),
        name="application-detail",
    ),
    path(f"{AREA}consents/", consents.Consents.as_view(), name="consents"),
    path(f"{AREA}consents/everybody/", consents.ConsentRegister.as_view(), name="consent-register"),
    path("programme/people/", running.ProgrammeStaff.as_view(), name="programme-staff"),
    path(
        "programme/people/<uuid:seat>/end/", running.ProgrammeStaffEnd.as_view(), name="programme-staff-end"
    ),
    path(f"{AREA}staff/", running.AreaStaff.as_view(), name="area-staff"),
    path(f"{AREA}staff/<uuid:seat>/end/", running.AreaStaffEnd.as_view(), name="area-staff-end"),
    path(f"{AREA}pause/", running.Pause.as_view(), name="area-pause"),
    path(f"{AREA}pause/together/", pausing.PauseTogether.as_view(), name="pause-together"),
    path(f"{AREA}pause/together/agree/", pausing.PauseAgree.as_view(), name="pause-agree"),
    path(f"{AREA}pause/together/leave/", pausing.PauseTurnDown.as_view(), name="pause-turn-down"),
    path(f"{AREA}resume/", running.Resume.as_view(), name="area-resume"),
    path(f"{AREA}people/", people.PeopleList.as_view(), name="people-list"),
    path(f"{AREA}people/<uuid:seat>/invite/", inviting.AreaInvite.as_view(), name="area-invite"),
    path("programme/people/<uuid:seat>/invite/", inviting.ProgrammeInvite.as_view(), name="programme-invite"),
    path(f"{AREA}people/<uuid:seat>/lead/", people.NameLead.as_view(), name="lead-name"),
    path(REGISTER, register.RegisterList.as_view(), name="register-list"),
    path(f"{REGISTER}add/", register.RegisterAdd.as_view(), name="register-add"),
    path(f"{REGISTER}mine/", register.MyPartnerships.as_view(), name="register-mine"),
    path(ONE, register.RegisterDetail.as_view(), name="register-detail"),
    path(f"{ONE}edit/", register.RegisterEdit.as_view(), name="register-edit"),
    path(f"{ONE}move/", register.RegisterMove.as_view(), name="register-move"),
    path(f"{ONE}restart/", register.RegisterRestart.as_view(), name="register-restart"),
    path(f"{ONE}checklist/", closing.ChecklistEdit.as_view(), name="checklist-edit"),
    path(f"{ONE}close/", closing.PartnershipClose.as_view(), name="partnership-close"),
    path(f"{ONE}close/end/", closing.PartnershipCloseEnd.as_view(), name="partnership-close-end"),
    path(f"{ONE}members/add/", closing.MemberAdd.as_view(), name="member-add"),
    path(f"{ONE}members/<uuid:member>/end/", closing.MemberEnd.as_view(), name="member-end"),
]
