"""Brings a database's schema up to date: SQL files, in the order of their numbers, each once, each in a transaction.

It goes forward only. A file that drops or empties something is refused: while a deployment runs, the version before is
still at work and reads what would be gone. That is done by a person, when nothing needs it any more.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from cruddur.database import connect

NAME = re.compile(r"([0-9]{4})-[a-z0-9-]+\.sql")
LOSES_DATA = re.compile(
    r"\b(drop\s+(?:table|column|schema|database|owned)|truncate)\b", re.IGNORECASE
)
ENDS_TRANSACTION = re.compile(
    r"(?:^|;)[ \t]*(commit|rollback|abort|start\s+transaction|begin\s*(?:;|transaction\b|work\b))",
    re.IGNORECASE | re.MULTILINE,
)
#: Any number that nothing else in this database locks: "crud" in ASCII.
LOCK = 0x63727564
#: For statements of migrations: one that waits for a lock makes every later one on its table wait, too.
LOCK_TIMEOUT = b"SET lock_timeout = '10s'"

CREATE_RECORD = """
    CREATE TABLE IF NOT EXISTS schema_information (
        version text PRIMARY KEY,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    )
"""


class MigrationError(Exception):
    """A migration cannot be applied; the message says which and why."""


@dataclass(frozen=True)
class Migration:
    """One file."""

    version: str
    name: str
    sql: bytes

    @property
    def checksum(self) -> str:
        """SHA-256 of its content, in hexadecimal."""
        return hashlib.sha256(self.sql).hexdigest()


def migrate(url: str | None, folder: Path, say: Callable[[str], object]) -> int:
    """Applies what is missing and answers how many that were.

    Two at once wait for each other. Raises MigrationError, DatabaseUnavailable and, for what neither foresees,
    psycopg.Error.
    """
    migrations = read(folder)
    with connect(url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        connection.execute(LOCK_TIMEOUT)
        connection.execute(CREATE_RECORD)
        records = connection.execute("SELECT version, checksum FROM schema_information").fetchall()
        pending = missing(migrations, dict(records))
        for migration in pending:
            apply(connection, migration)
            say(f"applied {migration.name}")
    return len(pending)


def read(folder: Path) -> list[Migration]:
    """The files of a folder in the order of their numbers; raises MigrationError that names every fault."""
    if not folder.is_dir():
        raise MigrationError(f"{str(folder)!a} is not a folder")
    migrations: dict[str, Migration] = {}
    faults: list[str] = []
    for path in sorted(folder.iterdir()):
        match = NAME.fullmatch(path.name)
        if not match or not path.is_file():
            faults.append(f"{path.name!a} is not named like 0001-what-it-does.sql")
            continue
        migration = Migration(match[1], path.name, path.read_bytes())
        if match[1] in migrations:
            faults.append(f"{path.name} has the number of {migrations[match[1]].name}")
        migrations[match[1]] = migration
        faults.extend(faults_of(migration))
    if faults:
        raise MigrationError("\n".join(faults))
    return list(migrations.values())


def faults_of(migration: Migration) -> list[str]:
    """What the text of a migration must not hold."""
    sql = migration.sql.decode(errors="replace")
    return [
        f"{migration.name}: {' '.join(match[1].split()).upper()} {why}"
        for pattern, why in (
            (LOSES_DATA, "loses data that the version before still reads"),
            (ENDS_TRANSACTION, "would end the transaction that each migration has"),
        )
        for match in pattern.finditer(sql)
    ]


def missing(migrations: Sequence[Migration], applied: Mapping[str, str]) -> list[Migration]:
    """Migrations that are not applied yet; raises MigrationError when files and database do not agree.

    A version that only the database knows is no fault: the database is ahead of an older image.
    """
    newest = max(applied, default="")
    pending = [migration for migration in migrations if migration.version not in applied]
    faults = [
        f"{migration.name} was changed after it was applied; add a new file instead"
        for migration in migrations
        if applied.get(migration.version, migration.checksum) != migration.checksum
    ] + [
        f"{migration.name} comes before {newest}, which is applied; give it a higher number"
        for migration in pending
        if migration.version < newest
    ]
    if faults:
        raise MigrationError("\n".join(faults))
    return pending


def apply(connection: psycopg.Connection, migration: Migration) -> None:
    """One file and its record, both or neither."""
    try:
        with connection.transaction():
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO schema_information (version, checksum) VALUES (%s, %s)",
                (migration.version, migration.checksum),
            )
    except psycopg.Error as error:
        why = error.diag.message_primary or type(error).__name__
        raise MigrationError(f"{migration.name}: {why} (SQLSTATE {error.sqlstate})") from None
