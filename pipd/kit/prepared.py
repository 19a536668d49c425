"""Queries whose SQL is written once in a process: writing it costs Django several times what running it does.

Kept is the SQL of a queryset that a workflow builds as ever, with ids and numbers of no rows in it; no row and no word
of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import CURSOR

# SQLite keeps ids as text, and a page reads the same few hundred many times. They say nothing of a row.
as_id = lru_cache(maxsize=8192)(UUID)
UNLIKELY = 30_000  # stands in for a number: a small integer on PostgreSQL, and no number that a query names by itself
PLAINLY: dict[str, Callable[[Any], Any]] = {
    "convert_uuidfield_value": as_id,
    "convert_booleanfield_value": bool,
}


class _Ready:
    """A compiler that has written its SQL: it is given the parameters and run, and Django reads the rows."""

    sql: str
    params: tuple[Any, ...]
    rows: list[tuple[Any, ...]]
    plain: list[tuple[int, Callable[[Any], Any]]]  # columns read without Django's help, and how
    others: list[tuple[int, list[Any], Any]]
    connection: Any

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, self.params

    def run(self) -> list[tuple[Any, ...]]:
        """All rows at once: Django would read them bit by bit, which costs as much again."""
        djangos: Any = super()
        with djangos.execute_sql(CURSOR) as found:
            self.rows = found.fetchall()
        return self.rows

    def execute_sql(self, *args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
        return self.rows

    def results_iter(self, *args: Any, **kwargs: Any) -> Iterable[tuple[Any, ...]]:
        """Read column by column, which is several times as fast as row by row: a note has hundreds of answers."""
        if not (self.plain or self.others):
            return self.rows
        columns: list[Any] = list(zip(*self.rows, strict=True))
        for at, read in self.plain:
            columns[at] = [None if value is None else read(value) for value in columns[at]]
        for at, converts, column in self.others:
            for convert in converts:
                columns[at] = [convert(value, column, self.connection) for value in columns[at]]
        return zip(*columns, strict=True)


class _Asked:
    """What Django reads of a queryset to make objects of its rows."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, using: str, compiler: Any) -> None:
        self.db, self.query, self.compiler = using, self, compiler

    def get_compiler(self, using: str) -> Any:
        return self.compiler


class _Written(NamedTuple):
    kind: Any
    facts: dict[str, Any]
    params: tuple[Any, ...]
    places: list[tuple[int, int]]  # where in the parameters which id belongs
    using: str
    makes_objects: bool


class Prepared:
    """A queryset by ids and numbers alone. `build` is asked for it once, with others that stand in for them: nothing
    else may differ."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.written: dict[str, _Written] = {}

    def __call__(self, *ids: UUID | int) -> list[Any]:
        """The rows for `ids`, as the queryset gives them."""
        written = self.written.get("default") or self.written.setdefault("default", self._write(ids))
        connection = connections[written.using]
        params = list(written.params)
        for at, which in written.places:
            params[at] = _adapted(ids[which], connection)
        compiler = written.kind.__new__(written.kind)
        compiler.__dict__.update(written.facts, params=tuple(params), connection=connection)
        if not compiler.run():
            return []
        if written.makes_objects:
            asked: Any = _Asked(written.using, compiler)
            return list(ModelIterable(asked))
        return list(compiler.results_iter())

    def _write(self, ids: Sequence[UUID | int]) -> _Written:
        stand_ins = [UNLIKELY + at if isinstance(one, int) else uuid4() for at, one in enumerate(ids)]
        queryset = self.build(*stand_ins)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        if compiler.has_extra_select:
            raise TypeError("A prepared query has no columns but those that are asked for.")
        adapted = [_adapted(one, connection) for one in stand_ins]
        places = [(at, adapted.index(value)) for at, value in enumerate(params) if value in adapted]
        if {which for _, which in places} != set(range(len(ids))):
            raise TypeError("A prepared query takes ids that stand in it as they are.")
        plain, others = _converters(compiler)
        return _Written(
            kind=type("Ready", (_Ready, type(compiler)), {}),
            facts={**vars(compiler), "sql": sql, "plain": plain, "others": others},
            params=tuple(params),
            places=places,
            using=queryset.db,
            makes_objects=queryset._iterable_class is ModelIterable,
        )


def _adapted(value: UUID | int, connection: Any) -> Any:
    if isinstance(value, int) or connection.features.has_native_uuid_field:
        return value
    return value.hex


def _converters(compiler: SQLCompiler) -> tuple[list[Any], list[Any]]:
    """How the columns are read: ids kept as text and truths kept as numbers plainly, the others as Django does."""
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    plain: list[Any] = []
    others: list[Any] = []
    for at, (converts, column) in compiler.get_converters(columns).items():
        names = [getattr(convert, "__name__", "") for convert in converts]
        if len(names) == 1 and names[0] in PLAINLY:
            plain.append((at, PLAINLY[names[0]]))
        else:
            others.append((at, converts, column))
    return plain, others
