"""The demonstration, loaded for tests that look at many sides of it."""

from __future__ import annotations

import pytest
from django.db import transaction

from pipd import demo
from pipd.kit import clock
from tests.pipd.promised import NOW


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for this module: each test works in a savepoint, and all is undone in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(NOW):
            demo.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def story(_loaded, db):
    clock.set_to(NOW)
