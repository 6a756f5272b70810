"""The tour of the demo: what this tool is for, step by step, on the example shop."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools.environments import Environment, say
from devtools.requirements import StepError


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
            [where.program(words[0]), *words[1:]],
            cwd=cwd,
            env=dict(where.variables),
            input=data,
            stdout=None if is_last else subprocess.PIPE,
            check=False,
        )
        codes.append(child.returncode)
        data = child.stdout or b""
    return max(codes)
