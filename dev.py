"""The project's own commands: python3 dev.py demo | test | lint | types | wheel | bench | docs.

Needs Python 3.11 or newer and the package registries; makes `.venv` by itself, and needs nothing
installed before. `demo` and `test` are the two that a newcomer runs.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may meet
    sys.exit("dev.py needs Python 3.11 or newer: run it as python3.11 dev.py, or a later one")

ROOT = Path(__file__).resolve().parent
SHOP = ROOT / "examples" / "shop"
BIN = "Scripts" if os.name == "nt" else "bin"
CLIENT = "altertable==0.2.0"
CODE = ("tracking_plan", "schemas", "tests", "tools", "benchmarks", "examples", "dev.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the demo, in the shop's folder: why it is run, and how it should end."""

    caption: str
    command: str
    exit_code: int = 0


TOUR = (
    Step(caption="Is the plan itself sound?", command="tracking-plan lint"),
    Step(
        caption="Does the shop's code track what the plan says? (It has mistakes, on purpose.)",
        command="tracking-plan usage --format concise",
        exit_code=1,
    ),
    Step(
        caption="Do the payloads of last week match the plan? (Old builds do not.)",
        command="tracking-plan validate captured/events.ndjson --format concise",
        exit_code=1,
    ),
    Step(
        caption="Are the generated Python helpers up to date?",
        command="tracking-plan generate --check",
    ),
    Step(
        caption="What do the helpers send, through the real client? Held against the plan.",
        command="python -m backend.demo | tracking-plan validate -",
    ),
    Step(
        caption="All of it at once, as CI would run it.",
        command="tracking-plan check --format concise",
        exit_code=1,
    ),
)


class StepError(Exception):
    """A step ended as it should not; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A virtual environment that holds this project."""

    folder: Path

    @property
    def python(self) -> str:
        """The path of its interpreter."""
        return str(self.folder / BIN / ("python.exe" if os.name == "nt" else "python"))

    @property
    def variables(self) -> Mapping[str, str]:
        """The process environment in which its programs are found first."""
        path = os.pathsep.join([str(self.folder / BIN), os.environ.get("PATH", "")])
        cleared = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
        return {**cleared, "PATH": path, "VIRTUAL_ENV": str(self.folder), "PYTHONUTF8": "1"}

    def create(self) -> None:
        """Makes the environment, in place of what is left of an older one."""
        try:
            venv.create(self.folder, with_pip=True, clear=self.folder.exists())
        except subprocess.CalledProcessError as error:
            hint = "this Python cannot make environments; on Debian, apt install python3-venv"
            raise StepError(hint) from error

    def run(self, *arguments: str, cwd: Path = ROOT) -> None:
        """Runs a module or a script of this environment.

        Raises:
            StepError: it ended with an error.
        """
        run([self.python, *arguments], cwd=cwd, variables=self.variables)

    def run_quietly(self, *arguments: str, cwd: Path = ROOT) -> None:
        """The same as `run`, but shows what is printed only where the program fails."""
        done = subprocess.run(
            [self.python, *arguments],
            cwd=cwd,
            env=dict(self.variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            say(done.stdout)
            raise StepError(f"python {' '.join(arguments)} ended with {done.returncode}")

    def install(self, *what: str) -> None:
        """Installs packages, with a pip that knows dependency groups."""
        pip = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install")
        self.run_quietly(*pip, "--upgrade", "pip>=25.1")
        self.run_quietly(*pip, *what)


def run(command: Iterable[str], *, cwd: Path, variables: Mapping[str, str]) -> None:
    """Runs a program that must succeed."""
    words = list(command)
    code = subprocess.run(words, cwd=cwd, env=dict(variables), check=False).returncode
    if code:
        raise StepError(f"{' '.join(words)} ended with {code}")


def environment(*, for_development: bool) -> Environment:
    """`.venv` with this project in it, made or brought up to date where it has to be."""
    here = Environment(folder=ROOT / ".venv")
    wanted = ["--editable", str(ROOT), CLIENT]
    if for_development:
        wanted += ["--group", f"{ROOT / 'pyproject.toml'}:dev"]
    text = (ROOT / "pyproject.toml").read_bytes() + repr((wanted, sys.version)).encode()
    digest, stamp = hashlib.sha256(text).hexdigest(), here.folder / f"made-{for_development}"
    if stamp.exists() and stamp.read_text() == digest:
        return here
    say(f"installing into {here.folder} ...")
    if not Path(here.python).exists():
        here.create()
    here.install(*wanted)
    stamp.write_text(digest)
    return here


def say(text: str) -> None:
    """Prints a line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def demo() -> None:
    """Sets up, and does the tool's main job on the example shop."""
    tour(environment(for_development=False), SHOP)
    say("\nThe demo ran as intended: every finding above is a mistake planted in examples/shop,")
    say("and README.md walks through them. Your own repository: tracking-plan init --from-code")


def tour(where: Environment, shop: Path) -> None:
    """Runs the steps of the demo in a shop."""
    for number, step in enumerate(TOUR, start=1):
        say(f"\n[{number}/{len(TOUR)}] {step.caption}\n$ {step.command}")
        code = pipeline(where, step.command, shop)
        if code != step.exit_code:
            raise StepError(f"{step.command!r} ended with {code} instead of {step.exit_code}")


def pipeline(where: Environment, command: str, cwd: Path) -> int:
    """The highest exit code of some commands that are joined by `|`, without a shell."""
    codes, data = [], b""
    commands = [part.split() for part in command.split("|")]
    for words in commands:
        is_last = words is commands[-1]
        child = subprocess.run(
            program(where, words),
            cwd=cwd,
            env=dict(where.variables),
            input=data,
            stdout=None if is_last else subprocess.PIPE,
            check=False,
        )
        codes.append(child.returncode)
        data = child.stdout or b""
    return max(codes)


def program(where: Environment, words: list[str]) -> list[str]:
    """The command with its program as a path: Windows looks in its own environment's PATH."""
    return [str(where.folder / BIN / words[0]), *words[1:]]


def lint() -> None:
    """Checks form: ruff, the words of names, sizes, and the direction of imports."""
    here = environment(for_development=True)
    here.run("-m", "ruff", "check", "--quiet", *CODE)
    here.run("-m", "ruff", "format", "--quiet", "--check", *CODE)
    here.run("tools/words.py")
    here.run("tools/sizes.py")
    run(program(here, ["lint-imports"]), cwd=ROOT, variables=here.variables)


def types() -> None:
    """Checks types: mypy --strict, package and tests."""
    environment(for_development=True).run("-m", "mypy")


def tests() -> None:
    """Runs the tests with branch coverage, on all cores."""
    here = environment(for_development=True)
    here.run("-m", "pytest", "-q", "-n", "auto", "--cov", "--cov-branch", "--cov-report", "term")


def wheel() -> None:
    """Builds the wheel from a copy, and takes the tour with it in a fresh environment."""
    here = environment(for_development=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        skipped = shutil.ignore_patterns(".*", "*.egg-info", "build", "dist", "node_modules")
        shutil.copytree(ROOT, folder / "source", ignore=skipped)
        here.run_quietly("-m", "build", "--wheel", "--outdir", str(folder), cwd=folder / "source")
        (built,) = folder.glob("*.whl")
        refuse_gaps(built)
        fresh = Environment(folder=folder / "fresh")
        fresh.create()
        fresh.install(str(built), CLIENT)
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


def test() -> None:
    """Everything that must hold before a change is merged; all parts run, whichever fail."""
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


def bench() -> None:
    """Runs the benchmarks."""
    here = environment(for_development=True)
    for script in sorted((ROOT / "benchmarks").glob("*_speed.py")):
        here.run(str(script))


def docs() -> None:
    """Writes anew what is generated: docs, schema, the shop's helpers, the README's output."""
    here = environment(for_development=True)
    here.run("tools/rule_table.py", "--write")
    here.run("tools/module_table.py", "--write")
    schema = subprocess.run(
        [here.python, "-m", "tracking_plan", "schema"], stdout=subprocess.PIPE, check=True
    )
    (ROOT / "schemas" / "plan.schema.json").write_bytes(schema.stdout)
    here.run("-m", "tracking_plan", "generate", cwd=SHOP)
    here.run("tools/readme.py", "--write")


COMMANDS: tuple[Callable[[], None], ...] = (demo, test, lint, types, tests, wheel, bench, docs)


def main() -> int:
    """Runs the command that is named; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        chosen.add_parser(command.__name__, help=command.__doc__)
    name = parser.parse_args().command
    try:
        next(command for command in COMMANDS if command.__name__ == name)()
    except StepError as failure:
        print(f"\nfailed: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
