"""Repositories for tests: git as a person runs it, without that person's own settings."""

import os
import subprocess
from pathlib import Path

ROOT = "tracking-plan.yaml"


def plan_text(*events: str, include: str = "") -> str:
    """A plan with these events."""
    names = "".join(f"  {event}: {{description: It happened.}}\n" for event in events)
    included = f"include: [{include}]\n" if include else ""
    written = f"events:\n{names}" if names else ""
    return f"tracking_plan: 1\n{included}{written}"


class Checkout:
    """A folder with a repository, and what a person does in it."""

    def __init__(self, folder: Path, *, is_new: bool = True) -> None:
        self.folder = folder
        if is_new:
            folder.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main")

    @property
    def plan(self) -> Path:
        """The plan's root file at the top of the repository."""
        return self.folder / ROOT

    def git(self, *arguments: str, may_fail: bool = False, **variables: str) -> str:
        """What git prints."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        author = {
            f"GIT_{who}_{what}": "a@b.example"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder,
            env={**kept, **author, "GIT_CONFIG_GLOBAL": os.devnull, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert may_fail or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> Path:
        """Writes a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, **files: str) -> str:
        """Commits everything, and these events in plans: the name of the commit."""
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a commit")
        return self.git("rev-parse", "HEAD")

    def commit_plan(self, *events: str, name: str = ROOT, include: str = "") -> str:
        """Commits a plan with these events."""
        self.write(name, plan_text(*events, include=include))
        return self.commit()
