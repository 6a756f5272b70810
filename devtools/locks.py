"""Lock files: every package that an environment gets, by version and hash."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.requirements import ROOT, StepError, build_requirements, fingerprint, lowest_python

RESOLVER = "uv==0.13.9"

_NOTE = "# Written by `python3 dev.py lock` from the requirements"
_OPTIONS = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet",
            "--no-emit-index-url", "--no-emit-find-links", "--no-config")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The lock of what users get, what builds the project, and one of its dependency groups."""

    group: str

    @property
    def path(self) -> Path:
        """The lock's file."""
        return ROOT / "locks" / f"{self.group}.txt"

    def refuse_stale(self) -> None:
        """Notices that `pyproject.toml` asks for something else than when the lock was written.

        Raises:
            StepError: it does.
        """
        held = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        if fingerprint() not in held.partition("\n")[0]:
            at = self.path.relative_to(ROOT).as_posix()
            raise StepError(f"{at} is not the lock of this pyproject.toml: python3 dev.py lock")

    def write(self, uv: str, *, upgrade: bool, agreeing_with: Sequence["Lock"] = ()) -> None:
        """Writes the lock with the resolver at `uv`, for every platform and version of Python.

        Pins that still fit stay as they are, unless they are to be upgraded.
        """
        with tempfile.TemporaryDirectory() as temporary:
            made = Path(temporary) / self.path.name
            if self.path.exists() and not upgrade:
                shutil.copyfile(self.path, made)
            options = [*_OPTIONS, "--python-version", lowest_python()]
            options += ["--group", self.group, "--output-file", str(made)]
            for other in agreeing_with:
                options += ["--constraint", str(other.path)]
            done = subprocess.run(
                [uv, "pip", "compile", *options, "pyproject.toml", "-"],
                cwd=ROOT,
                input="\n".join(build_requirements()),
                encoding="utf-8",
                check=False,
            )
            if done.returncode:
                raise StepError(f"uv found no versions for {self.path.name}: see above")
            pins = made.read_text(encoding="utf-8")
        self.path.write_text(f"{_NOTE} {fingerprint()}\n{pins}", encoding="utf-8")


DEV = Lock(group="dev")
DEMO = Lock(group="demo")
