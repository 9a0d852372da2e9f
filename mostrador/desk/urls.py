"""The desk's addresses: nouns for things, POST for what is done to them."""

from django.urls import path

from mostrador.desk.views import (
    answering,
    doors,
    errand_acts,
    errands,
    inbox,
    papers,
    people,
    searching,
    stuck,
    texts,
    today,
)

app_name = "desk"

urlpatterns = [
    path("", today.today, name="today"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("cases/<int:case_id>/", errands.errand, name="case"),
    path("conversations/<int:conversation_id>/", errands.conversation, name="conversation"),
    path("people/", people.people, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("search/", searching.search, name="search"),
    path("doors/", doors.doors, name="doors"),
    path("plan/why/", texts.why, name="why"),
    path("help/", texts.help_page, name="help"),
    path("settings/texts/", texts.texts, name="texts"),
    path("settings/texts/<int:text_id>/", texts.text, name="text"),
    # Regions, refetched alone.
    path("fragments/today/", today.fragment, name="today_fragment"),
    path("fragments/inbox/", inbox.fragment, name="inbox_fragment"),
    path("fragments/doors/", doors.fragment, name="doors_fragment"),
    path("fragments/doors/<int:connection_id>/first-message/", doors.first_message, name="first_message"),
    path("fragments/cases/<int:case_id>/head/", errands.head, name="head"),
    path("fragments/cases/<int:case_id>/talk/", errands.talk, name="talk"),
    path("fragments/cases/<int:case_id>/older/", errands.older, name="older"),
    path("fragments/cases/<int:case_id>/context/", errands.context, name="context"),
    path("fragments/people/<int:person_id>/timeline/", people.timeline, name="timeline"),
    # An asunto.
    path("cases/<int:case_id>/answers/", answering.answers, name="answers"),
    path("cases/<int:case_id>/end/", errand_acts.end, name="end"),
    path("cases/<int:case_id>/no-answer/", errand_acts.no_answer, name="no_answer"),
    path("cases/<int:case_id>/reopening/", errand_acts.reopening, name="reopening"),
    path("cases/<int:case_id>/snooze/", errand_acts.snooze, name="snooze"),
    path("cases/<int:case_id>/owner/", errand_acts.owner, name="owner"),
    path("cases/<int:case_id>/tags/", errand_acts.tags, name="tags"),
    path("cases/<int:case_id>/title/", errand_acts.title, name="title"),
    path("cases/<int:case_id>/need/", errand_acts.need, name="need"),
    path("cases/<int:case_id>/promises/", errand_acts.promises, name="promises"),
    path("cases/<int:case_id>/joining/", errand_acts.joining, name="joining"),
    path("promises/<int:promise_id>/", errand_acts.promise, name="promise"),
    path("conversations/<int:conversation_id>/draft/", answering.draft, name="draft"),
    path("conversations/<int:conversation_id>/files/", answering.uploads, name="uploads"),
    # A message.
    path("messages/<int:message_id>/case/", errand_acts.message_case, name="message_case"),
    path("messages/<int:message_id>/withdrawal/", answering.withdrawal, name="withdrawal"),
    path("messages/<int:message_id>/delivery/", answering.delivery, name="delivery"),
    path("messages/<int:message_id>/words/", answering.words, name="words"),
    path("messages/<int:message_id>/removal/", answering.removal, name="removal"),
    path("messages/<int:message_id>/mail/", papers.mail, name="mail"),
    path("files/<slug:key>/", papers.file, name="file"),
    # A person.
    path("people/<int:person_id>/name/", people.name, name="person_name"),
    path("people/<int:person_id>/note/", people.person_note, name="person_note"),
    path("people/<int:person_id>/facts/", people.facts, name="facts"),
    path("people/<int:person_id>/links/", people.links, name="links"),
    path("people/<int:person_id>/unlinks/", people.unlinks, name="unlinks"),
    path("facts/<int:fact_id>/forgetting/", people.forgetting, name="forgetting"),
    # The doors.
    path("doors/new/", doors.channels, name="channels"),
    path("doors/new/<slug:channel>/", doors.new, name="door_new"),
    path("doors/stuck/", stuck.stuck, name="stuck"),
    path("doors/stuck/<int:job_id>/", stuck.again, name="stuck_again"),
    path("doors/quarantine/", doors.quarantine, name="quarantine"),
    path("doors/quarantine/<int:row_id>/", doors.quarantined, name="quarantined"),
    path("doors/<int:connection_id>/", doors.door, name="door"),
    path("doors/<int:connection_id>/trial/", doors.trial, name="trial"),
    path("doors/<int:connection_id>/closing/", doors.closing, name="closing"),
]
