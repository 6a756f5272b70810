"""The entry point: finds the command, and turns whatever happens into an exit code."""

import contextlib
import importlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from tracking_plan import __version__
from tracking_plan.cli import garbage
from tracking_plan.cli.console import complain, note, silence_output

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PROGRAM = "tracking-plan"
COMPLETE_VARIABLE = "_TRACKING_PLAN_COMPLETE"
WRONG_USAGE, BUG, INTERRUPTED = 2, 3, 130

# Name -> its line in `--help`. The module `cli/commands/<name>.py`, which has the `command`, is
# imported only when the command runs, so that each pays for no more than it uses.
COMMANDS = {
    "init": "Write a small, working plan for this repository.",
    "lint": "Check that the plan itself is sound.",
    "usage": "Hold the tracking calls in the code against the plan.",
    "validate": "Hold captured payloads against the plan.",
    "capture": "Receive events as the API does, and write them to a file.",
    "coverage": "Show which events are planned, sent by code and seen in data.",
    "diff": "Show what changed in the plan, whom it breaks, and which version it needs.",
    "log": "Show an event's history, or the plan's changelog, out of git.",
    "publish": "Freeze each event version as a JSON Schema that never changes.",
    "generate": "Write the typed helpers, or check that they are up to date.",
    "check": "Run lint, diff, usage and generate --check: what CI runs.",
    "schema": "Print the JSON Schema of an event, or of the plan format.",
    "explain": "Show a rule's page, or all that the plan says of an event.",
    "completion": "Print the set-up of shell completion.",
}


class Commands(click.Group):
    """A group whose commands are rows of a table until one of them runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        with garbage.no_search():  # modules are no garbage: going through them costs 5 ms
            module = importlib.import_module(f"tracking_plan.cli.commands.{cmd_name}")
        found: click.Command = module.command
        # click does not wrap what follows a backspace character; raw docstrings spell it `\b`.
        found.help = (found.help or "").replace("\\b\n", "\b\n")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, with a "did you mean" where there is none."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from tracking_plan.names.likeness import nearest  # only a mistake pays for it

        close = nearest(name, COMMANDS)
        hint = f"did you mean {close!r}?" if close else f"see '{PROGRAM} --help'"
        raise click.UsageError(f"there is no command {name!r}; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, out of the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """The commands that begin so, out of the table, and the group's own options."""
        from click.shell_completion import CompletionItem  # only a completing shell pays for it

        names = (name for name in COMMANDS if name.startswith(incomplete))
        found = [CompletionItem(name, help=COMMANDS[name]) for name in names]
        return found + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def main() -> None:
    """Tracking plans as code: lint the plan, and hold code and payloads against it."""


def run() -> NoReturn:
    """Runs the program and exits.

    0: nothing found; 1: findings; 2: wrong usage or input that cannot be opened; 3: a bug in
    this tool; 130: interrupted.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on, it is caught
    _replace_closed_streams()
    if COMPLETE_VARIABLE in os.environ:
        from tracking_plan.cli.completing import complete  # only a completing shell pays for it

        complete(main, PROGRAM, COMPLETE_VARIABLE)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")  # a narrow encoding must not end the run
    code = exit_code(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as error:
        silence_output()
        code = code if isinstance(error, BrokenPipeError) else _cannot_open(error)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    # Not sys.exit: taking a large plan apart, value by value, would take a tenth of the run.
    os._exit(code)


def _replace_closed_streams() -> None:
    """Replaces a closed output (`>&-`), for which Python has no stream, by the null device."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def exit_code(arguments: Sequence[str]) -> int:
    """Runs the program with these arguments, and returns its exit code."""
    try:
        return _invoke(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        note(message.getvalue().rstrip("\n"))  # it quotes arguments, such as names of branches
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        silence_output()  # whoever read the output has seen enough
        return 0
    except OSError as error:
        if error.filename is None and error.errno is None:
            return _crash(arguments, error)
        return _cannot_open(error)
    except Exception as error:  # noqa: BLE001  the last resort: every bug is reported in one way
        return _crash(arguments, error)


def _invoke(arguments: Sequence[str]) -> int:
    if not arguments:
        with main.make_context(PROGRAM, [], resilient_parsing=True) as context:
            note(main.get_help(context))
        return WRONG_USAGE
    try:
        with main.make_context(PROGRAM, list(arguments)) as context:
            main.invoke(context)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    return 0


def _cannot_open(error: OSError) -> int:
    name = repr(os.fspath(error.filename)) if error.filename is not None else "the output"
    complain(f"cannot read or write {name}: {error.strerror or error}")
    return WRONG_USAGE


def _crash(arguments: Sequence[str], error: Exception) -> int:
    from tracking_plan.cli.crash import report_crash  # only a crash pays for it

    report_crash(arguments, error)
    return BUG
