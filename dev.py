"""The project's own commands: python3 dev.py COMMAND, of which --help shows all.

Needs Python 3.11 or newer and the package registries; makes `.venv` by itself, and needs nothing
installed before. `demo` and `test` are the two that a newcomer runs.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may meet
    sys.exit("dev.py needs Python 3.11 or newer: run it as python3.11 dev.py, or a later one")

from devtools.environments import (
    Environment,
    at_lowest,
    at_newest,
    locked,
    resolver,
    run,
    say,
)
from devtools.locks import DEMO, DEV
from devtools.requirements import ROOT, StepError
from devtools.tour import tour

SHOP = ROOT / "examples" / "shop"
CODE = ("tracking_plan", "schemas", "tests", "benchmarks", "examples", "devtools", "dev.py")
ON_ALL_CORES = ("-q", "-n", "auto", "--dist", "worksteal")
WHEEL = ("-m", "build", "--wheel", "--no-isolation")


def demo() -> None:
    """Sets up, and does the tool's main job on the example shop."""
    tour(locked(DEMO), SHOP)
    say("\nThe demo ran as intended: every finding above is a mistake planted in examples/shop,")
    say("and README.md walks through them. Your own repository: tracking-plan init --from-code")


def lint() -> None:
    """Checks form: ruff, words, sizes, patterns, and the direction of imports."""
    here = locked(DEV)
    here.run("-m", "ruff", "check", "--quiet", *CODE)
    here.run("-m", "ruff", "format", "--quiet", "--check", *CODE)
    here.run("devtools/words.py")
    here.run("devtools/sizes.py")
    here.run("devtools/possessive.py")
    run([here.program("lint-imports")], cwd=ROOT, variables=here.variables)


def types() -> None:
    """Checks types: mypy --strict, package and tests."""
    locked(DEV).run("-m", "mypy")


def tests() -> None:
    """Runs the tests, on all cores."""
    here = locked(DEV)
    here.run("-m", "compileall", "-q", "tracking_plan")  # the tests' own processes write none
    here.run("-m", "pytest", *ON_ALL_CORES)


def coverage(*, lowest: bool) -> None:
    """Runs the tests with branch coverage: no part of `test`, as it takes twice as long."""
    measured = ("--cov", "--cov-branch", "--cov-report", "term")
    here = at_lowest(DEV) if lowest else locked(DEV)
    here.run("-m", "pytest", *ON_ALL_CORES, *measured)


def wheel() -> None:
    """Builds the wheel from a copy, and takes the tour with it in a fresh environment."""
    here = locked(DEV)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        skipped = shutil.ignore_patterns(".*", "*.egg-info", "build", "dist", "node_modules")
        shutil.copytree(ROOT, folder / "source", ignore=skipped)
        here.run_quietly(*WHEEL, "--outdir", str(folder), cwd=folder / "source")
        (built,) = folder.glob("*.whl")
        refuse_gaps(built)
        fresh = Environment(folder=folder / "fresh")
        fresh.create()
        fresh.install_locked(DEMO)
        fresh.pip("install", "--no-deps", str(built))
        fresh.pip("check")
        tour(fresh, folder / "source" / "examples" / "shop")
    say("\nThe wheel holds every module, and does the main job on its own.")


def refuse_gaps(built: Path) -> None:
    """Raises where a file of the package is not in the wheel: packages are listed by hand."""
    inside = set(zipfile.ZipFile(built).namelist())
    folders = {ROOT / "tracking_plan": "tracking_plan", ROOT / "schemas": "tracking_plan/schemas"}
    wanted = {
        f"{name}/{path.relative_to(folder).as_posix()}"
        for folder, name in folders.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    if missing := sorted(wanted - inside):
        raise StepError(f"the wheel lacks {', '.join(missing)}: see [tool.setuptools]")


def test(*, lowest: bool, newest: bool) -> None:
    """Everything that must hold before a change is merged; all parts run, whichever fail."""
    if lowest or newest:
        here = at_lowest(DEV) if lowest else at_newest()
        here.run("-m", "pytest", *ON_ALL_CORES)
        return
    DEV.refuse_stale()
    DEMO.refuse_stale()
    failures = []
    for step in (lint, types, tests, wheel):
        say(f"\n== {step.__name__}")
        try:
            step()
        except StepError as failure:
            say(f"\nfailed: {failure}")
            failures.append(step.__name__)
    if failures:
        raise StepError(f"{', '.join(failures)}: see above")
    say("\nAll checks passed.")


def lock(*, upgrade: bool) -> None:
    """Writes the locks anew, where pyproject.toml has changed or pins are to be upgraded."""
    uv = resolver()
    DEV.write(uv, upgrade=upgrade)
    DEMO.write(uv, upgrade=upgrade, agreeing_with=[DEV])


def bench() -> None:
    """Runs the benchmarks."""
    here = locked(DEV)
    for script in sorted((ROOT / "benchmarks").glob("*_speed.py")):
        here.run(str(script))


def docs() -> None:
    """Writes anew what is generated: docs, schema, the shop's helpers, the README's output."""
    here = locked(DEV)
    here.run("devtools/rule_table.py", "--write")
    here.run("devtools/module_table.py", "--write")
    here.run("devtools/language_table.py", "--write")
    schema = subprocess.run(
        [here.python, "-m", "tracking_plan", "schema"], stdout=subprocess.PIPE, check=True
    )
    (ROOT / "schemas" / "plan.schema.json").write_bytes(schema.stdout)
    here.run("-m", "tracking_plan", "generate", cwd=SHOP)
    here.run("devtools/readme.py", "--write")


COMMANDS: tuple[Callable[..., None], ...] = (
    demo, test, lint, types, tests, coverage, wheel, lock, bench, docs,
)  # fmt: skip
FLAGS: Mapping[str, Mapping[str, str]] = {
    "test": {
        "lowest": "instead: the tests, with the lowest versions that pyproject.toml allows",
        "newest": "instead: the tests, with the newest releases, whatever pyproject.toml allows",
    },
    "coverage": {"lowest": "with the lowest versions that pyproject.toml allows"},
    "lock": {"upgrade": "to the newest versions that pyproject.toml allows"},
}


def main() -> int:
    """Runs the command that is named; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        own = chosen.add_parser(command.__name__, help=command.__doc__)
        flags = own.add_mutually_exclusive_group()
        for flag, meaning in FLAGS.get(command.__name__, {}).items():
            flags.add_argument(f"--{flag}", action="store_true", help=meaning)
    given = vars(parser.parse_args())
    name = given.pop("command")
    try:
        next(command for command in COMMANDS if command.__name__ == name)(**given)
    except StepError as failure:
        print(f"\nfailed: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
