#!/usr/bin/env python
"""Lends the suite a database and a Redis number of its own, and takes back exactly those.

Usage: services.py claim | services.py release DATABASE_URL REDIS_URL. `claim` prints the two addresses.
"""

import os
import sys

import psycopg2
import redis

HOST, PG_PORT, REDIS_PORT = "127.0.0.1", 5432, 6379
CANDIDATE_NUMBERS = range(15, 0, -1)
MARK = "pipd:lent to a test run"


def connect(user: str):
    found = psycopg2.connect(host=HOST, port=PG_PORT, user=user, dbname="postgres", connect_timeout=5)
    found.autocommit = True
    return found


def a_user() -> str:
    """The first PostgreSQL user that may make databases. Raises SystemExit with a sentence."""
    said = ""
    for user in filter(None, [os.environ.get("PGUSER"), "postgres", os.environ.get("USER")]):
        try:
            with connect(user).cursor() as cursor:
                cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                if cursor.fetchone()[0]:
                    return user
                said = f"{user} may not make databases"
        except psycopg2.OperationalError as error:
            said = str(error).strip()
    raise SystemExit(
        f"PostgreSQL is needed on {HOST}:{PG_PORT}, with trust and the right to make databases: {said}"
    )


def a_number() -> int:
    """An empty Redis database, so that nobody else's keys are touched. Raises SystemExit with a sentence.

    A mark is put into it at once: two runs that look at the same moment take two numbers.
    """
    try:
        for number in CANDIDATE_NUMBERS:
            lent = redis.Redis(HOST, REDIS_PORT, db=number, socket_timeout=5)
            if lent.dbsize() == 0 and lent.set(MARK, os.getpid(), nx=True):
                return number
    except redis.RedisError as error:
        raise SystemExit(f"Redis is needed on {HOST}:{REDIS_PORT}: {error}") from error
    raise SystemExit(f"Redis on {HOST}:{REDIS_PORT} needs one empty database among 1 to 15.")


def claim() -> None:
    user, name = a_user(), f"pipd_ci_{os.getpid()}"
    number = a_number()
    with connect(user).cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    print(f"DATABASE_URL=postgres://{user}@{HOST}:{PG_PORT}/{name}")
    print(f"REDIS_URL=redis://{HOST}:{REDIS_PORT}/{number}")


def release(database_url: str, redis_url: str) -> None:
    """Remove the database, those the tests derived from it, and the keys."""
    user, name = database_url.split("//")[1].split("@")[0], database_url.rsplit("/", 1)[1]
    with connect(user).cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname = %s OR starts_with(datname, %s)",
            [name, f"test_{name}"],
        )
        for (found,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{found}" WITH (FORCE)')
    redis.Redis.from_url(redis_url).flushdb()


if __name__ == "__main__":
    claim() if sys.argv[1] == "claim" else release(*sys.argv[2:])
