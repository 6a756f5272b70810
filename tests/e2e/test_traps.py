"""Repositories that want a program run: nothing that they name is ever started.

Each trap leaves a mark when it springs. `git status` (or Python itself) shows that the traps which
rest on git's or Python's own habits would spring; `tracking-plan` must not leave the mark.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from process import Result, run, unmeasured

from tracking_plan import git

PROGRAM = Path(sys.executable).with_name("tracking-plan")
MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
PLAN = """\
tracking_plan: 1
events:
  Signed Up: {description: Somebody created an account., properties: {plan: string}}
usage: {paths: ["**/*.py", "**/*.ts"]}
generate: [{target: python, output: analytics/}]
"""
CODE = "import altertable\n\naltertable.track('Signed Up', 'u_1', {'properties': {'plan': 'a'}})\n"
PAYLOAD = '{"event": "Signed Up", "distinct_id": "u_1", "properties": {"plan": "pro"}}\n'
COMMANDS = (
    ("lint",),
    ("usage",),
    ("check",),
    ("validate", "capture.ndjson", "--quarantine", "bad.ndjson"),
    ("schema",),
    ("generate", "--check"),
    ("generate",),
    ("explain", "U101"),
    ("publish",),
    ("lint",),
    ("init", "--from-code"),
)
HOOKS = tuple(tuple(hook["entry"].split()[1:]) for hook in yaml.safe_load(MANIFEST.read_text()))
HOOK_NAMES = (
    *("applypatch-msg", "pre-commit", "post-checkout", "post-index-change", "pre-auto-gc"),
    *("fsmonitor-watchman", "reference-transaction", "post-merge", "pre-push", "update"),
)
SHADOWS = (
    *("click", "yaml", "jinja2", "jsonschema", "jsonschema_rs", "orjson", "tree_sitter", "json"),
    *("signal", "typing", "logging", "multiprocessing", "struct", "socket", "subprocess"),
    *("sitecustomize", "usercustomize", "conftest", "setup", "altertable", "schemas"),
)


class Trap:
    """A folder with a plan and code, a mark outside it, and a script that leaves the mark."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "victim"
        self.mark = root / "MARK"
        self.script = root / "spring.sh"
        self.folder.mkdir()
        self.script.write_text(f"#!/bin/sh\ntouch {self.mark}\n")
        self.script.chmod(0o755)
        for name, text in (
            ("tracking-plan.yaml", PLAN),
            ("app.py", CODE),
            ("capture.ndjson", PAYLOAD),
        ):
            (self.folder / name).write_text(text)

    def git(self, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
        """Runs git as a person would, with an author and without the person's own settings."""
        author = {
            f"GIT_{who}_{what}": "a@b.example"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.folder,
            env={**kept, **author, "GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            check=False,
        )

    def commit(self) -> None:
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "a commit")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def springs(self) -> bool:
        """Whether the mark is there; takes it away."""
        sprung = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return sprung


def _settings(trap: Trap, *settings: str) -> None:
    for setting in settings:
        name, _, value = setting.partition("=")
        assert trap.git("config", name, value.format(script=trap.script)).returncode == 0


def fsmonitor(trap: Trap) -> None:
    trap.commit()
    _settings(trap, "core.fsmonitor={script}")
    trap.git("status")
    assert trap.springs()


def submodule(trap: Trap) -> None:
    """Repositories within the repository, one of them a submodule, each with its own settings."""
    for name in ("lib", "nested"):
        trap.write(f"{name}/app.py", CODE)
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "a commit")):
            trap.git(*arguments, cwd=trap.folder / name)
    trap.commit()
    trap.git("rm", "-q", "--cached", "nested")
    for name in ("lib", "nested"):
        folder = trap.folder / name
        (folder / ".git" / "hooks").mkdir(exist_ok=True)
        for setting in ("core.fsmonitor", "core.pager", "filter.evil.clean", "alias.ls-files"):
            trap.git("config", setting, str(trap.script), cwd=folder)
        trap.git("status", cwd=folder)
        assert trap.springs()


def fsmonitor_included(trap: Trap) -> None:
    trap.commit()
    (trap.folder / ".git" / "more").write_text(f"[core]\n\tfsmonitor = {trap.script}\n")
    _settings(trap, "include.path=more")
    trap.git("status")
    assert trap.springs()


def bare_folder(trap: Trap) -> None:
    """A clone may carry a folder that git takes for a bare repository, with its settings."""
    for name in ("objects/keep", "refs/keep"):
        trap.write(f"sub/{name}", "")
    trap.write("sub/HEAD", "ref: refs/heads/main\n")
    settings = f"bare = false\n\tworktree = .\n\tfsmonitor = {trap.script}\n"
    trap.write("sub/config", f"[core]\n\trepositoryformatversion = 0\n\t{settings}")
    for name in ("tracking-plan.yaml", "app.py", "capture.ndjson"):
        trap.write(f"sub/{name}", (trap.folder / name).read_text())
    trap.commit()
    trap.git("clone", "-q", ".", "../clone")
    trap.folder = trap.folder.parent / "clone" / "sub"
    trap.git("status")
    assert trap.springs()


def hooks(trap: Trap) -> None:
    trap.commit()
    for name in HOOK_NAMES:
        (trap.folder / ".git" / "hooks").mkdir(exist_ok=True)
        path = trap.folder / ".git" / "hooks" / name
        path.write_text(trap.script.read_text())
        path.chmod(0o755)
    trap.git("commit", "--allow-empty", "-qm", "springs")
    assert trap.springs()


def hooks_path(trap: Trap) -> None:
    trap.commit()
    for name in HOOK_NAMES:
        trap.write(f"hooks/{name}", trap.script.read_text()).chmod(0o755)
    _settings(trap, "core.hooksPath=hooks")
    trap.git("commit", "--allow-empty", "-qm", "springs")
    assert trap.springs()


def filters(trap: Trap) -> None:
    trap.commit()
    _settings(
        trap,
        "filter.evil.clean={script}",
        "filter.evil.smudge={script}",
        "filter.evil.process={script}",
        "diff.evil.textconv={script}",
        "diff.evil.command={script}",
        "diff.external={script}",
        "merge.evil.driver={script}",
    )
    trap.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    trap.write("app.py", f"{CODE}\n")
    trap.git("diff")
    assert trap.springs()


def programs(trap: Trap) -> None:
    trap.commit()
    _settings(
        trap,
        "core.pager={script}",
        "pager.ls-files={script}",
        "core.editor={script}",
        "core.askPass={script}",
        "core.sshCommand={script}",
        "core.gitProxy={script}",
        "core.alternateRefsCommand={script}",
        "credential.helper={script}",
        "gpg.program={script}",
        "sequence.editor={script}",
        "uploadpack.packObjectsHook={script}",
        "alias.ls-files=!{script}",
        "alias.rev-parse=!{script}",
    )


def promisor(trap: Trap) -> None:
    """Objects are missing, and a remote that has them is reached by a program."""
    trap.commit()
    _settings(
        trap,
        "remote.origin.url=" + str(trap.folder.parent / "nowhere"),
        "remote.origin.uploadpack={script}",
        "remote.origin.promisor=true",
        "extensions.partialClone=origin",
        "core.sshCommand={script}",
        "protocol.allow=always",
        "protocol.file.allow=always",
        "protocol.ext.allow=always",
    )
    for path in (trap.folder / ".git" / "objects").glob("??/*"):
        path.chmod(0o644)
        path.unlink()
    trap.git("cat-file", "-p", "HEAD")
    assert trap.springs()


def promised_blobs(trap: Trap) -> None:
    """Contents alone are missing, and the remote that has them is a program."""
    trap.commit()
    listed = trap.git("ls-tree", "-r", "HEAD").stdout.decode().splitlines()
    _settings(
        trap,
        "remote.origin.url=ext::sh -c {script}",
        "remote.origin.promisor=true",
        "remote.origin.vcs=ext",
        "remote.other.url=ssh://host.example/repo",
        "remote.other.promisor=true",
        "extensions.partialClone=origin",
        "core.sshCommand={script}",
        "protocol.allow=always",
        "protocol.ext.allow=always",
        "protocol.ssh.allow=always",
    )
    for oid in (line.split()[2] for line in listed):
        path = trap.folder / ".git" / "objects" / oid[:2] / oid[2:]
        path.chmod(0o644)
        path.unlink()
    trap.git("cat-file", "-p", listed[0].split()[2])
    assert trap.springs()


def signatures(trap: Trap) -> None:
    """A signed commit, programs that look at signatures, and the wish to see them in any log."""
    trap.commit()
    raw = trap.git("cat-file", "commit", "HEAD").stdout
    head, _, message = raw.partition(b"\n\n")
    for begin in (b"PGP SIGNATURE", b"SIGNED MESSAGE", b"SSH SIGNATURE"):
        lines = (b"-----BEGIN " + begin + b"-----", b" x", b" -----END " + begin + b"-----")
        signed = head + b"\ngpgsig " + b"\n".join(lines) + b"\n\n" + message
        (trap.folder.parent / "signed").write_bytes(signed)
        written = trap.git("hash-object", "-t", "commit", "-w", "../signed").stdout.decode().strip()
        assert trap.git("update-ref", "HEAD", written).returncode == 0
        _settings(
            trap,
            "log.showSignature=true",
            "gpg.program={script}",
            "gpg.x509.program={script}",
            "gpg.ssh.program={script}",
            "gpg.ssh.allowedSignersFile=tracking-plan.yaml",
        )
        trap.git("log")
        assert trap.springs(), begin


def python_modules(trap: Trap) -> None:
    for name in SHADOWS:
        trap.write(f"{name}.py", f"open({str(trap.mark)!r}, 'w').close()\n")
    trap.commit()
    done = subprocess.run(
        [sys.executable, "-c", "import click"], cwd=trap.folder, env=unmeasured(), check=False
    )
    assert done.returncode == 0
    assert trap.springs()


def plug_ins(trap: Trap) -> None:
    """Settings of other tools that name modules or scripts."""
    text = f"open({str(trap.mark)!r}, 'w').close()\n"
    trap.write("evil.py", text)
    trap.write("tracking_plan_rules.py", text)
    trap.write("tracking_plan/__init__.py", text)
    trap.write(
        "pyproject.toml",
        '[project]\nname = "evil"\nversion = "1"\n'
        '[project.entry-points."tracking_plan"]\nevil = "evil"\n'
        '[project.entry-points."pytest11"]\nevil = "evil"\n'
        '[tool.tracking-plan]\nrules = ["evil.py"]\nplugins = ["evil"]\n'
        '[build-system]\nrequires = []\nbuild-backend = "evil"\nbackend-path = ["."]\n',
    )
    trap.write("setup.cfg", "[tool:pytest]\naddopts = -p evil\n")
    trap.write(".envrc", f"touch {trap.mark}\n")
    trap.write("package.json", f'{{"scripts": {{"prepare": "touch {trap.mark}"}}}}')
    trap.write("node_modules/.bin/tsc", trap.script.read_text()).chmod(0o755)
    trap.write("evil.egg-info/entry_points.txt", "[tracking_plan]\nevil = evil\n")
    trap.commit()


def git_of_the_folder(trap: Trap) -> None:
    """A program called git where an incautious PATH looks first, or one that `npm run` sets."""
    for name in ("git", "bin/git", "node_modules/.bin/git"):
        trap.write(name, trap.script.read_text()).chmod(0o755)
    trap.commit()


TRAPS: tuple[Callable[[Trap], None], ...] = (
    fsmonitor,
    submodule,
    fsmonitor_included,
    bare_folder,
    hooks,
    hooks_path,
    filters,
    programs,
    promisor,
    promised_blobs,
    signatures,
    python_modules,
    plug_ins,
    git_of_the_folder,
)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


INHERITED = {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}
FOR_PYTHON = (python_modules, plug_ins)  # what springs, if at all, while an interpreter starts


def incautious(trap: Trap) -> Mapping[str, str]:
    """A PATH that leads into the folder: by what it is relative to, and by its full name."""
    own = (str(trap.folder / "node_modules" / ".bin"), str(trap.folder / "bin"))
    return {"PATH": os.pathsep.join((".", "", *own, os.environ["PATH"]))}


def run_in(
    trap: Trap,
    plant: Callable[[Trap], None],
    arguments: Sequence[str],
    variables: Mapping[str, str],
) -> Result:
    """The finished program, which has a new interpreter where that is what the trap is for."""
    env = {**unmeasured(), **variables}
    if plant not in FOR_PYTHON:
        return run(*arguments, cwd=trap.folder, env=env)
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=trap.folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("plant", TRAPS, ids=lambda plant: plant.__name__)
def test_no_command_springs_a_trap(trap: Trap, plant: Callable[[Trap], None]) -> None:
    plant(trap)
    trap.springs()
    path = incautious(trap)
    runs = [*((command, path) for command in COMMANDS), *((hook, INHERITED) for hook in HOOKS)]
    for command, variables in runs:
        done = run_in(trap, plant, command, variables)
        assert done.returncode in {0, 1}, (command, done.stderr)
        assert not trap.springs(), command


HISTORIES = (
    ("log", "Signed Up"),
    ("log", "Signed Up", "--since", "HEAD~1", "--format", "markdown"),
    ("log", "Gone", "--until", "HEAD"),
    ("log", "--since", "HEAD", "--format", "json"),
    ("log", "--since=--output=stolen"),
)


@pytest.mark.parametrize("plant", TRAPS, ids=lambda plant: plant.__name__)
def test_no_history_springs_a_trap(trap: Trap, plant: Callable[[Trap], None]) -> None:
    plant(trap)
    trap.springs()
    path = incautious(trap)
    for command, variables in (*((each, path) for each in HISTORIES), (HISTORIES[0], INHERITED)):
        done = run_in(trap, plant, command, variables)
        assert done.returncode in {0, 2}, (command, done.stderr)
        assert not trap.springs(), command
        if command == HISTORIES[0] and plant not in (bare_folder, promisor, promised_blobs):
            assert "'Signed Up' 1.0, new" in done.stdout, done.stderr
    assert not (trap.folder / "stolen").exists()


COMPARING = """\
import sys
from pathlib import Path
from tracking_plan.registry.bases.choose import base_of
from tracking_plan.registry.bases.errors import BaseError
here = Path.cwd()
for text in ("HEAD", "main", "origin/main", "@{upstream}", "--upload-pack=" + sys.argv[1]):
    try:
        print(base_of(text, here / "tracking-plan.yaml", here).load().plan is not None)
    except BaseError as error:
        print(error)
"""


@pytest.mark.parametrize("plant", TRAPS, ids=lambda plant: plant.__name__)
def test_no_earlier_plan_springs_a_trap(trap: Trap, plant: Callable[[Trap], None]) -> None:
    plant(trap)
    trap.springs()
    for variables in (incautious(trap), INHERITED):
        done = subprocess.run(
            [sys.executable, "-P", "-c", COMPARING, trap.script],
            cwd=trap.folder,
            env={**unmeasured(), **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "promis" in plant.__name__ or done.stdout.startswith("True"), done.stdout
        assert not trap.springs()


def test_run_as_a_module_it_leaves_the_modules_of_the_folder_alone(trap: Trap) -> None:
    python_modules(trap)
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-m", "tracking_plan", *command],
            cwd=trap.folder,
            env=unmeasured(),
            capture_output=True,
            check=False,
        )
        assert not trap.springs(), command


def test_no_other_module_starts_git_or_any_program() -> None:
    package = Path(git.__file__).parent
    starts = ("import subprocess", "from subprocess", "os.system", "os.exec", "os.spawn", "Popen")
    assert [
        path.name
        for path in sorted(package.rglob("*.py"))
        if any(word in path.read_text(encoding="utf-8") for word in starts)
    ] == ["git.py"]


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("plant", [_pipe, _link_to_a_device, _folder])
@pytest.mark.parametrize(
    ("ci", "file"),
    [
        ("gitlab", ".gitlab-ci.yml"),
        ("github", ".github/workflows/tracking-plan.yml"),
        ("pre-commit", ".pre-commit-config.yaml"),
    ],
)
def test_init_waits_for_nothing_in_place_of_a_file(
    tmp_path: Path, ci: str, file: str, plant: Callable[[Path], None]
) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    plant(path)
    done = subprocess.run(
        [PROGRAM, "init", "--ci", ci, "--install", "tracking-plan==1"],
        cwd=tmp_path,
        env=unmeasured(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 2, done
    assert "not a file" in done.stderr
    assert not (tmp_path / "tracking-plan.yaml").exists()
