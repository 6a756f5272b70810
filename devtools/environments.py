"""Virtual environments that hold this project: made, brought up to date, and run in."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools.locks import RESOLVER, Lock
from devtools.requirements import ROOT, StepError, floors, names

_BIN = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def python(self) -> str:
        """The path of its interpreter."""
        return self.program("python.exe" if os.name == "nt" else "python")

    @property
    def variables(self) -> Mapping[str, str]:
        """The process environment in which its programs are found first."""
        path = os.pathsep.join([str(self.folder / _BIN), os.environ.get("PATH", "")])
        cleared = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
        return {**cleared, "PATH": path, "VIRTUAL_ENV": str(self.folder), "PYTHONUTF8": "1"}

    def program(self, name: str) -> str:
        """The path of a program: Windows would not look for it in the environment's PATH."""
        return str(self.folder / _BIN / name)

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

    def pip(self, *arguments: str) -> None:
        """Runs the pip that came with the environment."""
        self.run_quietly("-m", "pip", "--disable-pip-version-check", "--no-input", *arguments)

    def install_locked(self, lock: Lock) -> None:
        """Installs what the lock pins, and nothing whose hash it does not hold."""
        self.pip("install", "--require-hashes", "--requirement", str(lock.path))

    def install_project(self) -> None:
        """Installs this project as it lies here, with the build backend that is installed."""
        self.pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def locked(lock: Lock) -> Environment:
    """`.venv` with this project and what the lock pins, brought up to date where it has to be."""
    lock.refuse_stale()
    here = Environment(folder=ROOT / ".venv")
    stamp = here.folder / f"made-{lock.group}"
    if stamp.exists() and stamp.read_text() == _digest(lock):
        return here
    say(f"installing into {here.folder} ...")
    if not Path(here.python).exists():
        here.create()
    here.install_locked(lock)
    here.install_project()
    here.pip("check")
    stamp.write_text(_digest(lock))
    return here


def resolver() -> str:
    """The path of the program that writes locks, in an environment of its own."""
    here = Environment(folder=ROOT / ".venv-lock")
    stamp = here.folder / f"made-{RESOLVER}"
    if not stamp.exists():
        here.create()
        here.pip("install", RESOLVER)
        stamp.touch()
    return here.program("uv")


def at_lowest(lock: Lock) -> Environment:
    """`.venv-lowest`: the lowest version that each direct dependency allows, all else as locked."""
    lock.refuse_stale()
    here = Environment(folder=ROOT / ".venv-lowest")
    pins = [f"{name}=={version}" for name, version in floors().items()]
    say(f"installing {', '.join(pins)} into {here.folder} ...")
    here.create()
    here.install_locked(lock)
    here.pip("install", "--no-deps", *pins)
    here.install_project()
    return here


def at_newest() -> Environment:
    """`.venv-newest`: the newest release of everything, whatever the bounds say."""
    here = Environment(folder=ROOT / ".venv-newest")
    say(f"installing the newest releases into {here.folder} ...")
    here.create()
    here.pip("install", "--upgrade", *names())
    here.install_project()
    here.run("-m", "pip", "--disable-pip-version-check", "freeze", "--exclude-editable")
    return here


def _digest(lock: Lock) -> str:
    """What changes when an environment has to be brought up to date."""
    made_of = ((ROOT / "pyproject.toml").read_bytes(), lock.path.read_bytes(), sys.version.encode())
    return hashlib.sha256(b"\0".join(made_of)).hexdigest()


def run(command: Iterable[str], *, cwd: Path, variables: Mapping[str, str]) -> None:
    """Runs a program that must succeed."""
    words = list(command)
    code = subprocess.run(words, cwd=cwd, env=dict(variables), check=False).returncode
    if code:
        raise StepError(f"{' '.join(words)} ended with {code}")


def say(text: str) -> None:
    """Prints a line at once, so that it stands before what a child process prints."""
    print(text, flush=True)
