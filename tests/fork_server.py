"""A warm interpreter that forks: the program without its start-up, in a process of its own.

As a script it is the server: for each request, a line of JSON on standard input, it forks a child
that runs the program as the request says, and answers with the child's exit code and the processor
seconds that it took.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coverage import Coverage

import tracking_plan

STREAMS = ("stdin", "stdout", "stderr")
LONGEST_SECONDS = 120


class Finished(subprocess.CompletedProcess[str]):
    """What the child printed and how it ended, with the processor time of it and its children."""

    seconds = 0.0


class ForkServer:
    """The server, as its client sees it: it starts with the first request."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(
        self,
        arguments: Sequence[str],
        *,
        cwd: Path,
        stdin: str | bytes,
        env: Mapping[str, str],
        memory: int | None,
    ) -> Finished:
        """The finished child, held to so many bytes of memory.

        `env` may change no variable that Python reads when it starts.
        """
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            files = [folder / name for name in STREAMS]
            files[0].write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
            request = {
                "argv": arguments, "cwd": str(cwd), "env": env, "folder": temporary,
                "memory": memory,
            }  # fmt: skip
            code, seconds = self._ask(json.dumps(request, default=dict))
            stdout, stderr = (path.read_text(encoding="utf-8") for path in files[1:])
        finished = Finished(arguments, code, stdout, stderr)
        finished.seconds = seconds
        return finished

    def _ask(self, request: str) -> tuple[int, float]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-X", "utf8", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{request}\n")
        self._process.stdin.flush()
        code, seconds = self._process.stdout.readline().split()
        return int(code), float(seconds)

    def stop(self) -> None:
        """Ends the server, if there is one."""
        if self._process is not None:
            self._process.communicate(timeout=30)


def serve() -> None:
    """Answers requests until there are no more."""
    for module in pkgutil.walk_packages(tracking_plan.__path__, "tracking_plan."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    if (measured := Coverage.current()) is not None:
        measured.save()  # what is counted so far is the server's, and not its children's
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    requests = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115
    gc.collect()
    gc.freeze()  # so that children do not touch, and thereby copy, what they share
    while request := requests.readline():
        if (child := os.fork()) == 0:
            answers.close()
            run(json.loads(request))
        _, status, used = os.wait4(child, 0)
        seconds = used.ru_utime + used.ru_stime
        print(os.waitstatus_to_exitcode(status), seconds, file=answers, flush=True)


def run(request: Mapping[str, Any]) -> None:
    """Becomes the program that the request asks for; does not return."""
    from tracking_plan.cli.main import run as run_program

    signal.alarm(LONGEST_SECONDS)  # which ends what waits for ever
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    if (measured := Coverage.current()) is not None and "COVERAGE_PROCESS_CONFIG" not in os.environ:
        measured.stop()
    if request["memory"] is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"], request["memory"]))
    for number, name in enumerate(STREAMS):
        path = Path(request["folder"], name)
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
        binary = open(number, "rb" if name == "stdin" else "wb", closefd=False)  # noqa: SIM115
        is_error = name == "stderr"
        stream = io.TextIOWrapper(
            binary,
            encoding="utf-8",
            errors="backslashreplace" if is_error else "strict",
            line_buffering=is_error,
        )
        setattr(sys, name, stream)
    sys.argv[:] = ["tracking-plan", *request["argv"]]
    run_program()


if __name__ == "__main__":
    serve()
