"""Reads the rows that a query gives on a DuckDB database, which nothing in it can change or leave.

The database is opened for reading. The query has no access to other files, to the network, to
extensions, to settings or to Python's variables.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers.extra import INSTALL, refused
from tracking_plan.payloads.input.record import ParseError, Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

_SETTINGS: Mapping[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "arrow_lossless_conversion": "true",  # JSON and UUID say that they are
    "threads": 1,  # the rows are judged one after the other, in a process that may fork
    "lock_configuration": "true",
}


class QueryError(Exception):
    """Why a query gives no rows. The message has no value of the database."""


class DuckDbQuery:
    """A query on a database, which has been found to be one that can be run."""

    def __init__(self, file: Path, query: str) -> None:
        """Opens the database.

        Raises:
            QueryError: it cannot be, or it does not understand the query.
        """
        try:
            # Costs a tenth of a second, and is an extra.
            import duckdb
            import pyarrow  # noqa: F401  # DuckDB hands over its rows with it
        except ImportError:
            raise QueryError(f"this needs DuckDB, an extra: {INSTALL}") from None
        self._failures = duckdb.Error
        try:
            self._connection = duckdb.connect(file, read_only=True, config=dict(_SETTINGS))
        except self._failures as error:
            raise QueryError(_first_line(error)) from None
        try:
            self._statement = _one(self._connection, query)
            # Parsed and bound to tables, not run yet.
            self._relation = self._connection.sql(self._statement.query)
        except self._failures as error:
            self._connection.close()
            raise QueryError(_first_line(error)) from None

    def records(self, options: ReadOptions) -> Iterator[Record]:
        """The records of the rows, in their order.

        Raises:
            QueryError: the query failed on its way.
        """
        # It is known to be there by now.
        from tracking_plan.payloads.input.readers import table

        try:
            reader = self._relation.to_arrow_reader(table.ROWS)
            found = table.table_of(reader.schema, options)
            if isinstance(found, ParseError):
                yield refused(found)
            else:
                yield from found.records(found.used(batch) for batch in reader)
        except (self._failures, *table.READ_ERRORS) as error:
            kind = str(error).partition(":")[0]
            known = f" ({kind})" if kind.endswith("Error") and len(kind) < _LONG else ""
            raise QueryError(f"the query failed while it ran{known}") from None
        finally:
            self._connection.close()


_LONG = 40


def _one(connection: "DuckDBPyConnection", query: str) -> "Statement":
    """The one statement of a query, which only reads.

    Raises:
        QueryError: it is something else.
    """
    # It is known to be there by now.
    import duckdb

    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError("one SELECT is needed, such as: SELECT * FROM events")
    return statements[0]


def _first_line(error: Exception) -> str:
    """What DuckDB says of a query that it has not run, or of a file."""
    return str(error).partition("\n")[0]
