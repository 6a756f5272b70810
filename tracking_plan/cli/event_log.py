"""`log EVENT`: what each commit changed of one event."""

from collections.abc import Iterator

from tracking_plan.cli import garbage
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.git_history import Tip, plan_now
from tracking_plan.cli.history_output import deliver, destinations, head
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.names.likeness import nearest
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.registry.bases.commit_log import Range
from tracking_plan.registry.bases.objects import Objects, objects
from tracking_plan.registry.bases.plan_trees import PlanTrees
from tracking_plan.registry.history.data import commit_json, entry_json, faulty_json
from tracking_plan.registry.history.event_history import Entry, EventHistory
from tracking_plan.registry.history.lines import Line, entry_lines
from tracking_plan.registry.history.pages import Pages
from tracking_plan.registry.history.plan_history import End, PlanHistory
from tracking_plan.report.markdown import code, plain

_MOST_NAMED = 5


class _Shown:
    """The entries so far, in each format that is wanted: none of them keeps its plans."""

    def __init__(self, session: Session, formats: frozenset[str]) -> None:
        self._formats = formats
        self._verbose = session.verbose
        self._pages = Pages(plain, code)
        self.lines: list[Line] = []
        self.data: list[Json] = []
        self.pages: list[str] = []
        self.count = 0

    def add(self, entry: Entry) -> None:
        """Adds an entry."""
        self.count += 1
        if "text" in self._formats:
            self.lines.extend(entry_lines(entry, verbose=self._verbose))
        if "json" in self._formats:
            self.data.append(entry_json(entry, verbose=self._verbose))
        if "markdown" in self._formats:
            self.pages.append(self._pages.entry(entry))

    def page(self, names: list[str]) -> str:
        """All of it as Markdown."""
        return self._pages.history(names, self.pages)


class EventLog:
    """The history of one event, as a command shows it; at most as many entries as are wanted."""

    def __init__(self, session: Session, event: str, tip: Tip, among: Range) -> None:
        self._session = session
        self._event = event
        self._tip = tip
        self._among = among
        self._events = EventHistory(event, session.today)

    def show(self, most: int | None) -> None:
        """Shows it.

        Raises:
            BaseError: the repository cannot be read.
            UnusableError: there never was such an event.
        """
        where = destinations(self._session)
        formats = frozenset(item.format for item in where)
        # Plans have no cycles: nothing is kept for longer, and a search takes as long as a plan.
        with garbage.no_search(), objects(self._tip.repository) as found:
            history, shown = self._collect(found, formats, most)
            while self._events.successor is not None:  # the newest name, so there is an end
                self._events = EventHistory(self._events.successor, self._session.today)
                history, shown = self._collect(found, formats, most)
        if not self._events.names:
            raise self._never(history)
        remarks = tuple(self._remarks(history, shown))
        data: dict[str, Json] = {
            **head(),
            "event": self._events.names[0],
            "names": list(self._events.names),
            "entries": shown.data,
            "end": str(history.end),
            "oldest": commit_json(history.oldest) if history.oldest is not None else None,
            "faulty": [faulty_json(one) for one in history.faulty],
        }
        deliver(self._session, where, shown.lines, data, lambda: shown.page(self._events.names))
        for remark in remarks:
            self._session.note(remark)

    def _collect(
        self, found: Objects, formats: frozenset[str], most: int | None
    ) -> tuple[PlanHistory, _Shown]:
        """Goes through the commits."""
        shown = _Shown(self._session, formats)
        trees = PlanTrees(self._tip.repository, found, self._among, self._tip.root)
        progress = Progress(self._event, quiet=self._session.quiet, what="plans")
        history = PlanHistory(
            trees,
            found,
            is_limited=self._among.since is not None,
            look=self._events.look,
            loading=progress.say,
        )
        current = None
        if self._tip.is_now:
            current = plan_now(self._session, trees.newest, self._tip.repository)
        if current is not None:
            self._events.look(current)
        for entry in self._events.entries(history.changes(current)):
            shown.add(entry)
            if shown.count == most:
                history.end = End.COUNT
                break
        progress.clear()
        return history, shown

    def _remarks(self, history: PlanHistory, shown: _Shown) -> Iterator[str]:
        """What a reader has to know about the history as a whole."""
        name, *others = self._events.names
        if self._event != name:
            yield f"{self._event!r} is a previous name of {name!r}"
        elif others:
            yield f"{name!r} was called {', '.join(map(repr, others))}"
        yield from self._tip.revision.notes
        yield f"{plural(shown.count, 'entry', 'entries')} of {name!r}; {_end(history, self._among)}"
        if history.faulty:
            named = ", ".join(one.commit.short for one in history.faulty[:_MOST_NAMED])
            more = ", ..." if len(history.faulty) > _MOST_NAMED else ""
            commits = plural(len(history.faulty), "commit")
            yield f"the plan of {commits} has errors, and was passed over: {named}{more}"

    def _never(self, history: PlanHistory) -> UnusableError:
        close = nearest(self._event, self._events.known)
        others = plural(len(self._events.known), "other event")
        hint = f"did you mean {close!r}?" if close else f"there were {others}"
        what = f"no event was ever called {self._event!r}"
        return UnusableError(f"{what}, as far as git knows: {_end(history, self._among)}; {hint}")


def _end(history: PlanHistory, among: Range) -> str:
    """Why the history goes no further back, in words."""
    oldest = history.oldest.short if history.oldest is not None else ""
    return {
        End.FIRST: f"the plan began with {oldest}",
        End.SINCE: f"commits before {(among.since or '')[:7]} were not looked at",
        End.SHALLOW: f"the history ends with {oldest}, where this shallow clone was cut:"
        " `git fetch --unshallow` brings the rest",
        End.ERRORS: "the oldest plan has errors, so what followed it cannot be compared",
        End.COUNT: "older commits were not looked at, by --max-count",
        End.NO_COMMIT: "no commit has the plan yet",
    }[history.end]
