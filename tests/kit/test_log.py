"""The log: one chain per area, appended in the transaction of the change, and any break of it named (domain I-40)."""

from __future__ import annotations

import threading
import uuid
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError

from pipd.kit import clock, log
from pipd.kit.models import AppendOnly, LogChain, LogEntry
from tests import figures


def add(chain: str = "one", verb: str = "did", **facts: object) -> LogEntry:
    with transaction.atomic():
        return log.record(chain, verb, subject=uuid.uuid4(), actor=uuid.uuid4(), role="tester", facts=facts)


def test_entries_are_numbered_and_chained(db):
    one, two = add(), add()
    assert (one.number, one.previous, two.number, two.previous) == (1, "", 2, one.digest)
    chain = LogChain.objects.get(key="one")
    assert (chain.length, chain.head) == (2, two.digest)


def test_each_area_has_a_chain_of_its_own(db):
    add("one")
    assert add("two").number == 1


def test_a_sound_chain_verifies(db):
    for n in range(3):
        add(count=n, digest="abc", when="2027-01-04")
    assert list(log.verify()) == []


def test_a_chain_begun_in_summer_time_verifies(db):
    clock.set_to(datetime(2027, 7, 1, 10, 0, tzinfo=clock.LONDON))
    add()
    assert list(log.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="belongs to the transaction"):
        log.record("one", "did", subject=uuid.uuid4(), actor=None, role="tester")
    assert LogEntry.objects.count() == 0


def test_an_entry_falls_with_its_change(db):
    def act_and_fail() -> None:
        add()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        act_and_fail()
    assert (LogEntry.objects.count(), LogChain.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "act",
    [
        lambda e: e.save(),
        lambda e: e.delete(),
        lambda e: LogEntry.objects.update(verb="undid"),
        lambda e: LogEntry.objects.all().delete(),
        lambda e: LogEntry.objects.bulk_update([e], ["verb"]),
    ],
    ids=["save", "delete", "update", "delete-all", "bulk"],
)
def test_entries_are_neither_changed_nor_removed(db, act):
    entry = add()
    with pytest.raises(AppendOnly):
        act(entry)
    assert LogEntry.objects.get().verb == "did"


def test_a_chain_with_entries_cannot_be_removed(db):
    add()
    with pytest.raises(ProtectedError):
        LogChain.objects.all().delete()


COLUMNS = ["at", "actor", "actor_role", "verb", "subject", "facts", "previous", "digest"]


@pytest.mark.parametrize("column", COLUMNS)
def test_any_changed_column_is_named(db, column):
    add(count=1)
    entry = add(count=2)
    add(count=3)
    changed = {
        "at": "2027-02-02 10:00:00+00:00" if connection.vendor == "postgresql" else "2027-02-02 10:00:00",
        "actor": str(uuid.uuid4()) if connection.vendor == "postgresql" else uuid.uuid4().hex,
        "subject": str(uuid.uuid4()) if connection.vendor == "postgresql" else uuid.uuid4().hex,
        "facts": '{"count": 9}',
    }.get(column, "x")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE kit_logentry SET {column} = %s WHERE id = %s", [changed, entry.pk])  # noqa: S608
    verb = "x" if column == "verb" else "did"
    said = [f"Log of one: entry 2 ({verb}) does not match its digest."]
    if column == "digest":
        said.append("Log of one: entry 3 (did) does not match its digest.")
    assert list(log.verify()) == said


def test_an_entry_slipped_in_is_named(db):
    add()
    chain = LogChain.objects.get()
    forged = LogEntry(
        chain=chain,
        number=2,
        at=clock.now(),
        actor_role="tester",
        verb="forged",
        subject=uuid.uuid4(),
        previous=chain.head,
    )
    forged.digest = log.digest_of(forged)
    forged.save()
    assert list(log.verify()) == ["Log of one: 1 entries were written, 2 are here."]


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_unbroken_chain(record_property):
    def write() -> None:
        for _ in range(5):
            add()
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = list(LogEntry.objects.order_by("number").values_list("number", flat=True))
    figures.tell(
        record_property, "log entries by eight writers at once", f"{len(numbers)} of 40 in one chain"
    )
    assert (numbers, list(log.verify())) == (list(range(1, 41)), [])
