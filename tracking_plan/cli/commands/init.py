"""`tracking-plan init`: a small plan that works, for this repository."""

import os
import re
import shlex
from pathlib import Path

import click

from tracking_plan.cli.console import CannotWriteError, UnusableError, put
from tracking_plan.cli.init.basis import CODE, EXAMPLE, Basis, payloads
from tracking_plan.cli.init.default_branch import default_branch
from tracking_plan.cli.init.installation import checked, installed
from tracking_plan.cli.init.snippets import SNIPPETS, Snippet, Wanted
from tracking_plan.cli.init.surroundings import find_sources
from tracking_plan.cli.once import option_once
from tracking_plan.cli.options import cache_option, plan_options
from tracking_plan.cli.session import Session
from tracking_plan.cli.shape_option import shape_option
from tracking_plan.place import repository_root, shown_path
from tracking_plan.plan.text.tree import ROOT_NAMES, find_root, root_in
from tracking_plan.regular_file import read_regular, real_path

_PLAIN_PATH = re.compile(r"[\w./@+-][\w ./@+-]*")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES|-]")
@click.option(
    "--from-payloads", is_flag=True, help="Infer the plan from the captured payloads in FILES."
)
@click.option(
    "--from-code", is_flag=True, help="Draft the events from the tracking calls in the code."
)
@shape_option
@option_once(
    "--ci",
    type=click.Choice(sorted(SNIPPETS)),
    help="Add what runs the checks there: a workflow, a job or a hook.",
)
@option_once(
    "--install",
    metavar="REQUIREMENT",
    help="What pip installs there, where the installation that runs now does not say it.",
)
@cache_option
@plan_options
def command(
    session: Session,
    *,
    files: tuple[str, ...],
    from_payloads: bool,
    from_code: bool,
    ci: str | None,
    install: str | None,
) -> None:
    r"""Write tracking-plan.yaml for the repository in the current folder.

    Nothing that exists is ever overwritten: where there is a plan, --from-code prints the events
    that it lacks, and --from-payloads what it lacks as a patch. What --ci adds belongs to the root
    of the repository, for the plan that there is from the current folder upwards, and installs the
    very version that runs now.

    \b
    Examples:
      tracking-plan init
      tracking-plan init --from-code
      tracking-plan init --from-payloads captured.ndjson
      tracking-plan init --ci github
    """
    if install is not None and ci is None:
        raise click.UsageError("--install says what --ci installs: it goes with --ci")
    if from_payloads and from_code:
        raise click.UsageError("--from-code and --from-payloads are two ways: choose one")
    if files and not from_payloads:
        raise click.UsageError("files are named for --from-payloads only")
    root = _root(session, for_ci=ci is not None)
    added = None if ci is None else _wanted(session, root, ci, install)
    basis = payloads(files) if from_payloads else CODE if from_code else EXAMPLE
    if basis.print_missing is not None and root.exists():
        basis.print_missing(session, root)
    elif ci is None or not root.exists():
        _write_plan(session, root, basis)
    if added is not None:
        _add(session, *added)


def _root(session: Session, *, for_ci: bool) -> Path:
    """Where the plan is or belongs: at `--plan`, or in the current folder.

    CI runs for the plan that there is, wherever in the repository its folder is.
    """
    given = session.options.plan_path
    if given is None and for_ci:
        found, top = find_root(session.cwd), repository_root(session.cwd)
        if found is not None and (top is None or found.is_relative_to(top)):
            return found
    folder = session.cwd if given is None else session.cwd / given
    is_folder = given is None or given.endswith(("/", os.sep)) or folder.is_dir()
    if not is_folder:
        return folder
    return root_in(folder) or folder / ROOT_NAMES[0]


def _write_plan(session: Session, root: Path, basis: Basis) -> None:
    shown = session.shown_path(root)
    if root.is_dir():
        raise UnusableError(f"{shown!r} is a folder, and the plan is a file of that name")
    if root.exists():
        raise UnusableError(f"{shown!r} is there already, and init overwrites nothing")
    above = find_root(root.parent)
    if above is not None:
        session.note(f"note: {_beside(session, root, above)}")
    _create(root, basis.text(session, root, find_sources(root.parent)))
    put(f"wrote {shown}\n")
    if not session.quiet:
        put(_next_steps(_naming(session, root), basis.next_step))


def _beside(session: Session, root: Path, other: Path) -> str:
    """Which of two plans is the one that commands find by themselves."""
    there = session.shown_path(other)
    if root.name not in ROOT_NAMES:
        return f"{there} is there, and is found by itself; the new one is, where --plan names it"
    within = session.shown_path(root.parent)
    place = "here" if within == "." else f"in {within}"
    return f"{there} lies above; {place} and below, the new one counts"


def _naming(session: Session, root: Path) -> str:
    """What has to be added to a command so that it finds the plan from the current folder."""
    found = find_root(session.cwd)
    if found is not None and real_path(found) == real_path(root):
        return ""
    return f" --plan {shlex.quote(session.shown_path(root))}"


def _create(path: Path, text: str) -> None:
    """Writes a file that does not exist yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UnusableError(
            f"{str(path)!r} is there already, and init overwrites nothing"
        ) from None
    except OSError as error:
        raise CannotWriteError(path, error) from error


def _next_steps(named: str, first: str) -> str:
    """What to do next, with commands that find the plan (by `named`, where that is needed)."""
    first = first.format(named=named)
    steps = (
        ("lint", "checks the plan"),
        ("usage", "holds the tracking calls in the code against it"),
        ("validate FILE", "holds captured payloads against it"),
    )
    width = len(f"tracking-plan validate FILE{named}")
    lines = (
        f"  {number}. {f'tracking-plan {command}{named}':{width}}  {does}\n"
        for number, (command, does) in enumerate(steps, start=2)
    )
    return (
        "\nNext:\n"
        f"  1. {first}\n"
        f"{''.join(lines)}"
        f"  5. tracking-plan init --ci github{named} (or gitlab, pre-commit) checks every change\n"
        "For completion in your editor: tracking-plan schema > tracking-plan.schema.json, and\n"
        "  # yaml-language-server: $schema=./tracking-plan.schema.json\n"
        "as the plan's first line.\n"
    )


def _wanted(
    session: Session, root: Path, kind: str, install: str | None
) -> tuple[Path, Snippet, str | None]:
    """The file to add to the folder in which CI runs, what belongs there, and what is there."""
    folder = repository_root(session.cwd) or root.parent
    is_found = root.parent == folder and root.name in ROOT_NAMES
    plan = None if is_found else shown_path(root, folder)
    if plan is not None and not _PLAIN_PATH.fullmatch(plan):
        raise UnusableError(f"{plan!r} has characters that would act in a workflow: rename it")
    required = installed() if install is None else checked(install)
    wanted = Wanted(install=required, plan=plan, branch=default_branch(folder))
    snippet = SNIPPETS[kind](wanted)
    path = folder / snippet.path
    return path, snippet, _existing(path)


def _existing(path: Path) -> str | None:
    """What is in the file that CI reads; None where there is none, or a link that leads nowhere."""
    return read_regular(path).decode(errors="replace") if path.exists() else None


def _add(session: Session, path: Path, added: Snippet, existing: str | None) -> None:
    """Writes the file; where it exists, prints what to add to it."""
    shown = session.shown_path(path)
    if existing is None:
        _create(path, added.text)
        put(f"wrote {shown}\n")
    elif added.part in existing:
        put(f"{shown} is up to date\n")
    else:
        session.note(f"{shown} is there already; add this to it:")
        put(added.part)
