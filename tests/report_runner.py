"""Runs command lines in children of one process: starting Python for each would take hours.

    PYTHON tests/report_runner.py RUNS.json FOLDER

It knows nothing of the package but where its program begins, so that any version can be run.
What a run prints, its exit code and the reports that it names `{out}/...` are in FOLDER/out/ID.
"""

import importlib
import json
import os
import pkgutil
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import tracking_plan

SECONDS = 300  # what takes longer hangs
BROKEN = 99


def main() -> None:
    """All runs, one after the other."""
    # What is still buffered when a child is made would be the child's output, too.
    print(Path(tracking_plan.__file__).parent, flush=True)
    folder = Path(sys.argv[2])
    _import_everything()
    for run in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        _run(run, folder)


def _import_everything() -> None:
    """Imports once what each child would import anew; what fails here fails there, if needed."""
    for module in pkgutil.walk_packages(tracking_plan.__path__, "tracking_plan."):
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            print(f"{module.name}: {error}", file=sys.stderr)


def _run(run: dict[str, Any], folder: Path) -> None:
    out = folder / "out" / run["id"]
    out.mkdir(parents=True)
    place = folder / "projects" / run["project"]
    if run["is_alone"]:
        alone = folder / "alone" / run["id"]
        shutil.copytree(place, alone, symlinks=True)
        place = alone
    arguments = [text.replace("{out}", str(out)) for text in run["arguments"]]
    child = os.fork()
    if child == 0:
        _become(arguments, place / run["below"], run["stdin"], run["variables"], out)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    (out / "exit").write_text(f"{code}\n")


def _become(
    arguments: list[str], place: Path, stdin: str, variables: dict[str, str], out: Path
) -> None:
    """Turns this process into the program; never returns."""
    try:
        signal.alarm(SECONDS)
        os.chdir(place)
        os.environ.update(variables)
        for number, path, flags in (
            (0, stdin or os.devnull, os.O_RDONLY),
            (1, out / "stdout", os.O_WRONLY | os.O_CREAT),
            (2, out / "stderr", os.O_WRONLY | os.O_CREAT),
        ):
            os.dup2(os.open(path, flags), number)
        sys.argv = ["tracking-plan", *arguments]
        importlib.import_module("tracking_plan.__main__").run()
    except SystemExit as ending:  # completion ends so; all else leaves the process by itself
        sys.stdout.flush()
        os._exit(ending.code if isinstance(ending.code, int) else int(ending.code is not None))
    finally:
        os._exit(BROKEN)


if __name__ == "__main__":
    main()
