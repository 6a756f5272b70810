"""Runs the real command line in a process of its own."""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fork_server import Finished, ForkServer

COMMAND = (sys.executable, "-m", "tracking_plan")
# With these, `check` would compare the plans of tests with the base of our own pull request.
PULL_REQUEST = (
    *("GITHUB_BASE_REF", "GITHUB_EVENT_NAME"),
    *("CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    *("BITBUCKET_PR_DESTINATION_BRANCH", "SYSTEM_PULLREQUEST_TARGETBRANCH", "CHANGE_TARGET"),
    *("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "DRONE_BUILD_EVENT", "TRAVIS_PULL_REQUEST"),
    *("CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID", "BITBUCKET_PR_ID", "CHANGE_ID"),
    *("SYSTEM_PULLREQUEST_PULLREQUESTID", "BUILDKITE_PULL_REQUEST", "DRONE_PULL_REQUEST"),
    *("CIRCLE_PULL_REQUEST", "CIRCLE_PULL_REQUESTS", "CIRCLE_PR_NUMBER", "CIRRUS_PR"),
    *("CI_COMMIT_PULL_REQUEST", "CI_PIPELINE_EVENT", "APPVEYOR_PULL_REQUEST_NUMBER"),
    *("SEMAPHORE_GIT_PR_NUMBER", "SEMAPHORE_GIT_REF_TYPE", "BITRISE_PULL_REQUEST"),
    *("CODEBUILD_WEBHOOK_TRIGGER", "ghprbPullId"),
)
Result = subprocess.CompletedProcess[str]


def unmeasured() -> Mapping[str, str]:
    """An environment without coverage, for processes that cannot write its files."""
    kept = environment()
    return {name: value for name, value in kept.items() if not name.startswith("COV")}


def environment(**changes: str | None) -> Mapping[str, str]:
    """This process's environment without what colours output, with the changes (None: without).

    No byte code is written: where files may not grow, Python would leave pieces of it that later
    runs choke on.
    """
    unwanted = {"NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "TERM", *PULL_REQUEST}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    merged = {**kept, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **changes}
    return {name: value for name, value in merged.items() if value is not None}


def run(
    *arguments: str,
    cwd: Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    memory: int | None = None,
) -> Finished:
    """The finished process: forked from one that has imported the program already.

    The program itself runs no less than in `start`, which is for what Python does before it:
    reading the encoding out of the environment, finding closed streams. `memory` is the number of
    bytes that it may have.
    """
    env = env if env is not None else environment()
    return _server().run(arguments, cwd=cwd, stdin=stdin, env=env, memory=memory)


@cache
def _server() -> ForkServer:
    server = ForkServer()
    atexit.register(server.stop)
    return server


def can_be_interrupted() -> None:
    """For a new process: Ctrl-C ends it, though it is ignored where tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(
    *arguments: str,
    cwd: Path,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    prefix: tuple[str, ...] = (),
) -> Result:
    """The finished process of a new interpreter. `before` runs in it, before the program."""
    return subprocess.run(
        [*prefix, *COMMAND, *arguments],
        cwd=cwd,
        input=stdin,
        env=env if env is not None else environment(),
        preexec_fn=before,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
