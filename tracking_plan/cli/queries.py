"""A query on a database as an input: `--duckdb FILE --query SQL`."""

from collections.abc import Iterator
from pathlib import Path

import click

from tracking_plan.cli.conclusion.outputs import AN_INPUT, Use
from tracking_plan.cli.console import UnusableError
from tracking_plan.payloads.capture import Capture
from tracking_plan.payloads.input.duckdb_query import DuckDbQuery, QueryError
from tracking_plan.place import shown_path


class Queried:
    """A query that a user names, or none."""

    def __init__(self, cwd: Path, file: str | None, query: str | None) -> None:
        """Opens the database, if one is named.

        Raises:
            click.UsageError: the query is none that can be run.
            UnusableError: there is no such file.
        """
        self._query: DuckDbQuery | None = None
        self._path = cwd / file if file is not None else cwd
        self._name = shown_path(self._path, cwd)
        if file is None and query is None:
            return
        if file is None or query is None:
            raise click.UsageError("--duckdb FILE and --query SQL go together")
        if not self._path.is_file():
            raise UnusableError(f"--duckdb: there is no database file {file!r}")
        try:
            self._query = DuckDbQuery(self._path, query)
        except QueryError as error:
            raise click.UsageError(f"--duckdb {file}: {error}") from None

    @property
    def inputs(self) -> int:
        """How many inputs it is: none, or one."""
        return int(self._query is not None)

    def in_use(self) -> Iterator[Use]:
        """The database as what no output may replace."""
        if self._query is not None:
            yield Use(self._path, AN_INPUT)

    def judge(self, capture: Capture) -> None:
        """Judges the rows; findings are placed in the database's file, by the number of the row.

        Raises:
            UnusableError: the query failed on its way.
        """
        if self._query is None:
            return
        try:
            capture.judge_query(self._query, self._name)
        except QueryError as error:
            raise UnusableError(f"{self._name}: {error}") from None
