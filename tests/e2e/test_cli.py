import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from process import COMMAND, can_be_interrupted, environment, run, start, unmeasured

from tracking_plan.cli.main import COMMANDS

CLEAN = """\
tracking_plan: 1
conventions: {event_names: Title Case}
events:
  Signed Up:
    description: Somebody created an account.
    answers: activation
"""
FLAWED = CLEAN.replace("Signed Up:", "signed_up:")
BROKEN = CLEAN + "evnts: {}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(FLAWED, encoding="utf-8")
    return tmp_path


def plan(folder: Path, text: str) -> None:
    (folder / "tracking-plan.yaml").write_text(text, encoding="utf-8")


def codes(report: str) -> list[str]:
    return [item["code"] for item in json.loads(report)["findings"]]


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        (CLEAN, (), 0),
        (FLAWED, (), 0),
        (FLAWED, ("--fail-on", "warning"), 1),
        (FLAWED, ("--fail-on", "warning", "--ignore", "P101"), 0),
        (BROKEN, (), 1),
        (BROKEN, ("--fail-on", "never"), 0),
        ("tracking_plan: 2\n", (), 2),
        ("[", (), 2),
        ("", (), 2),
        (CLEAN, ("--no-such-option",), 2),
        (CLEAN, ("--ignore", "no-such-rule"), 2),
        (CLEAN, ("--ignore", "F"), 2),
        (CLEAN, ("--format", "yaml"), 2),
        (CLEAN, ("--today", "soon"), 2),
        (CLEAN, ("--baseline", "missing.json"), 2),
    ],
)
def test_the_exit_code_says_how_it_went(
    folder: Path, text: str, arguments: tuple[str, ...], expected: int
) -> None:
    plan(folder, text)
    result = run("lint", *arguments, cwd=folder)
    assert result.returncode == expected, result.stderr
    assert "Traceback" not in result.stderr


def test_a_clean_plan_prints_a_summary_and_nothing_else(folder: Path) -> None:
    plan(folder, CLEAN)
    result = run("lint", cwd=folder)
    assert result.stdout == ""
    assert result.stderr == "lint: nothing found in 1 event, 0 properties in 1 file\n"


def test_a_missing_plan_leads_to_init(tmp_path: Path) -> None:
    result = run("lint", cwd=tmp_path)
    assert result.returncode == 2
    assert "tracking-plan init" in result.stderr


def test_the_plan_is_found_from_a_folder_below(folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    result = run("lint", "--format", "concise", cwd=below)
    assert result.stdout.startswith("../../tracking-plan.yaml:4:3: P101")


def test_a_plan_can_be_named_by_its_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert run("lint", "--plan", str(folder), cwd=elsewhere).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--version",),
        ("lint",),
        ("lint", "--fail-on", "warning", "--color", "always"),
        ("lint", "--format", "json", "-v"),
        ("lint", "--no-such-option"),
        ("lint", "--rules", "nowhere"),
        ("check", "--format", "sarif"),
        ("usage", "--figures"),
        ("validate", "-", "--figures"),
        ("schema", "signed_up"),
        ("explain", "P101"),
    ],
)
def test_a_forked_process_does_what_a_started_one_does(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    forked, started = (
        one(*arguments, cwd=folder, stdin='{"event": "Nope"}\n') for one in (run, start)
    )
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        started.returncode,
        started.stdout,
        started.stderr,
    )


@pytest.mark.parametrize("arguments", [("lnit",), ("Lint",), ()])
def test_a_wrong_command_is_wrong_usage(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, cwd=folder)
    assert result.returncode == 2
    assert "Usage: tracking-plan" in result.stderr


def test_help_and_version_need_no_plan(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("tracking-plan ")
    assert "validate" in run("--help", cwd=tmp_path).stdout


def test_findings_go_to_standard_output_and_the_summary_to_standard_error(folder: Path) -> None:
    result = run("lint", cwd=folder)
    assert "P101[event-name-style]" in result.stdout
    assert result.stderr.startswith("lint: 1 warning in 1 event")
    assert run("lint", "-q", cwd=folder).stderr == ""


def test_each_format_can_have_a_file(folder: Path) -> None:
    arguments = ("--format", "json", "--format", "sarif=out.sarif", "--format", "junit=out.xml")
    result = run("lint", *arguments, "--output", "out.json", cwd=folder)
    assert result.stdout == ""
    assert codes((folder / "out.json").read_text(encoding="utf-8")) == ["P101"]
    assert (folder / "out.sarif").exists()
    assert (folder / "out.xml").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "json", "--format", "text"),
        ("--format", "json=a", "--output", "b"),
        ("--format", "json=a", "--format", "text=a"),
    ],
)
def test_formats_that_would_share_an_output_are_refused(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    assert run("lint", *arguments, cwd=folder).returncode == 2


def test_a_closed_pipe_is_silent_and_keeps_the_verdict(folder: Path) -> None:
    events = "".join(f"  bad_name_{n}: {{description: d}}\n" for n in range(3000))
    plan(folder, f"tracking_plan: 1\nconventions: {{event_names: Title Case}}\nevents:\n{events}")
    process = subprocess.Popen(
        [*COMMAND, "lint", "-q", "--fail-on", "warning"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 1
    process.stderr.close()


def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")  # reading it waits until somebody interrupts
    process = subprocess.Popen(
        [*COMMAND, "lint", "--plan", "pipe.yaml"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        preexec_fn=can_be_interrupted,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert (process.returncode, b"Traceback" in error) == (130, False)


def test_ctrl_c_is_quiet_from_the_first_moment_on() -> None:
    # The signal comes while `main` is being looked for.
    script = (
        "import os, signal, sys, time\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'tracking_plan.cli.main':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "            time.sleep(5)\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from tracking_plan.__main__ import run\n"
        "run()\n"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(
        command, capture_output=True, check=False, timeout=30, preexec_fn=can_be_interrupted
    )
    assert (result.returncode, result.stderr) == (-signal.SIGINT, b"")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "completion"])
def test_the_help_of_a_command_shows_it_at_work(command: str, tmp_path: Path) -> None:
    lines = run(command, "--help", cwd=tmp_path).stdout.splitlines()
    at = lines.index("  Examples:")
    assert lines[at + 1].startswith("    ")
    assert f"tracking-plan {command}" in lines[at + 1]
    assert not any("\\b" in line or "\b" in line for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--plan"),
        ("usage", "--plan"),
        ("schema", "--plan"),
        ("lint", "--baseline"),
        ("lint", "--output"),
        ("lint", "--rules"),
        ("validate", "-", "--quarantine"),
        ("validate", "-", "--valid"),
    ],
)
def test_what_can_only_count_once_is_not_given_twice(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, "a", arguments[-1], "b", cwd=folder)
    assert result.returncode == 2
    assert "given 2 times, and only one value could count" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["tracking-plan.yaml"]


FAULTY = """\
import sys, types, click
from tracking_plan.cli import main
def fault(v): raise KeyError('of ours')
module = types.ModuleType('tracking_plan.cli.commands.faulty')
verbose = click.Option(['-v'], is_flag=True)
module.command = click.Command('faulty', callback=fault, params=[verbose])
sys.modules['tracking_plan.cli.commands.faulty'] = module
main.COMMANDS['faulty'] = 'Fails.'
sys.argv = ['tracking-plan', 'faulty', *sys.argv[1:]]
main.run()
"""


def faulty(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", FAULTY, *arguments],
        cwd=folder,
        env=environment(TMPDIR=str(folder)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_bug_says_that_it_is_one_and_keeps_the_traceback_out_of_sight(folder: Path) -> None:
    result = faulty(folder)
    assert result.returncode == 3
    assert "Traceback" not in result.stderr
    assert "report it" in result.stderr
    (details,) = folder.glob("tracking-plan-crash-*.txt")
    assert "KeyError: 'of ours'" in details.read_text(encoding="utf-8")


needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can give rights away"
)
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")  # wherever a clone lies


@needs_root
@pytest.mark.parametrize("forbidden", ["file", "folder"])
def test_a_plan_that_may_not_be_read_is_named(folder: Path, forbidden: str) -> None:
    where = folder / "plans"
    where.mkdir()
    (where / "tracking-plan.yaml").write_text(CLEAN, encoding="utf-8")
    (where / "tracking-plan.yaml" if forbidden == "file" else where).chmod(0)
    result = start(
        "lint", "--plan", "plans/tracking-plan.yaml", cwd=folder, prefix=AS_ANYONE, env=unmeasured()
    )
    assert result.returncode == 2
    assert "plans/tracking-plan.yaml" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


@needs_root
def test_a_report_that_may_not_be_written_is_named(folder: Path) -> None:
    folder.chmod(0o555)
    result = start("lint", "--output", "out.txt", cwd=folder, prefix=AS_ANYONE, env=unmeasured())
    assert result.returncode == 2
    assert "cannot write 'out.txt': Permission denied" in result.stderr.replace(f"{folder}/", "")


def tiny_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


@pytest.mark.parametrize(
    "arguments",
    [("--output", "kept"), ("--format", "json=kept"), ("--baseline", "kept", "--write-baseline")],
)
def test_a_full_disk_leaves_the_old_file_as_it_was(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    old = '{"version": 1, "findings": []}'
    (folder / "kept").write_text(old, encoding="utf-8")
    result = start("lint", *arguments, cwd=folder, before=tiny_disk, env=unmeasured())
    assert result.returncode == 2
    assert "cannot write" in result.stderr
    assert (folder / "kept").read_text(encoding="utf-8") == old
    assert sorted(path.name for path in folder.iterdir()) == ["kept", "tracking-plan.yaml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_on_a_full_disk_is_an_error(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*COMMAND, "lint"], cwd=folder, env=environment(), stdout=full,
            stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert result.returncode == 2
    assert "No space left" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [("lint", "--format", "json"), ("lint",), ("schema",), ("explain", "P")]
)
def test_output_that_does_not_fit_is_an_error_however_it_is_buffered(
    folder: Path, unbuffered: str, arguments: tuple[str, ...]
) -> None:
    events = "".join(f"  bad name {number}: {{}}\n" for number in range(300))
    (folder / "tracking-plan.yaml").write_text(f"tracking_plan: 1\nevents:\n{events}")
    small = 100

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))

    with (folder / "out").open("w") as out:
        result = subprocess.run(
            [*COMMAND, *arguments], cwd=folder, stdout=out, stderr=subprocess.PIPE, check=False,
            env={**unmeasured(), "PYTHONUNBUFFERED": unbuffered}, preexec_fn=small_disk,
        )  # fmt: skip
    assert (folder / "out").stat().st_size == small
    assert result.returncode == 2
    assert b"cannot read or write the output" in result.stderr


def test_a_slow_reader_gets_everything_through_a_pipe_that_does_not_wait(folder: Path) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with subprocess.Popen(
        [*COMMAND, "schema"], cwd=folder, stdout=writing, env=environment()
    ) as it:
        os.close(writing)
        time.sleep(0.5)
        with open(reading, "rb") as stream:  # noqa: PTH123
            text = stream.read()
    assert it.returncode == 0
    assert json.loads(text)["title"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("lint", "--format", "sarif"), 0),
        (("lint",), 0),
        (("explain", "P101"), 2),
        (("explain", "P"), 0),
    ],
)
def test_without_docstrings_everything_but_the_pages_works(
    folder: Path, arguments: tuple[str, ...], code: int
) -> None:
    env = environment(PYTHONOPTIMIZE="2")
    result = start(*arguments, "--plan", "tracking-plan.yaml", cwd=folder, env=env)
    assert (result.returncode, "bug" in result.stderr) == (code, False)


def test_a_report_can_go_to_a_device_and_through_a_link(folder: Path) -> None:
    (folder / "link").symlink_to("real.txt")
    assert (
        run("lint", "--format", "json=/dev/null", "--format", "text=link", cwd=folder).returncode
        == 0
    )
    assert (folder / "link").is_symlink()
    assert "P101" in (folder / "real.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("variables", "arguments", "is_coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1"}, ("--output", "out.txt"), False),
    ],
)
def test_colour_follows_the_flag_then_the_environment(
    folder: Path, variables: dict[str, str], arguments: tuple[str, ...], is_coloured: bool
) -> None:
    result = run("lint", *arguments, cwd=folder, env=environment(**variables))
    written = folder / "out.txt"
    text = written.read_text(encoding="utf-8") if written.exists() else result.stdout
    assert ("\x1b[" in text) is is_coloured


def test_a_narrow_encoding_does_not_end_the_run(folder: Path) -> None:
    plan(folder, FLAWED.replace("signed_up", "zażółć_日本"))
    narrow = environment(PYTHONIOENCODING="ascii", PYTHONUTF8=None)
    result = start("lint", cwd=folder, env=narrow)
    assert result.returncode == 0
    assert result.stdout.isascii()
    assert "P101" in result.stdout


def test_hostile_names_cannot_act_in_the_terminal(folder: Path) -> None:
    plan(folder, FLAWED.replace("signed_up", '"\\u202e\\u2066x_y"'))
    result = run("lint", cwd=folder)
    assert re.search("[\x1b\u202e\u2066]", result.stdout) is None


def test_a_baseline_is_written_excuses_and_shrinks(folder: Path) -> None:
    fail = ("--fail-on", "warning")
    assert run("lint", *fail, cwd=folder).returncode == 1
    assert run("lint", *fail, "--write-baseline", cwd=folder).returncode == 0
    baseline = folder / ".tracking-plan" / "baseline.json"
    assert len(json.loads(baseline.read_text(encoding="utf-8"))["findings"]) == 1

    plan(folder, "\n\n" + FLAWED)
    again = run("lint", *fail, cwd=folder)
    assert (again.returncode, again.stdout) == (0, "")
    assert "1 excused by the baseline" in again.stderr

    below = folder / "below"
    below.mkdir()
    assert run("lint", *fail, cwd=below).returncode == 0

    plan(folder, CLEAN)
    solved = run("lint", "--format", "json", cwd=folder)
    assert codes(solved.stdout) == ["X201"]
    assert run("lint", "--prune-baseline", *fail, cwd=folder).returncode == 0
    assert json.loads(baseline.read_text(encoding="utf-8"))["findings"] == []


def test_comments_and_settings_in_the_plan_silence(folder: Path) -> None:
    fail = ("--fail-on", "warning")
    plan(folder, FLAWED.replace("up:", "up:  # tracking-plan: ignore[P101] as the vendor has it"))
    assert run("lint", *fail, cwd=folder).returncode == 0
    plan(folder, FLAWED + "findings: {ignore: [P1]}\n")
    assert run("lint", *fail, cwd=folder).returncode == 0
    assert run("lint", *fail, "--select", "P101", cwd=folder).returncode == 1


def test_faulty_silencing_is_reported(folder: Path) -> None:
    text = CLEAN.replace("Up:", "Up:  # tracking-plan: ignore[P101, P999]")
    plan(folder, text + "findings: {ignore: [event-name-stile, F1], severity: {Q1: info}}\n")
    result = run("lint", "--format", "json", cwd=folder)
    assert codes(result.stdout) == ["X101", "X102", "X102", "X105", "X102"]
    assert "event-name-style" in result.stdout


def test_the_schema_of_an_event_and_of_the_format(folder: Path) -> None:
    assert json.loads(run("schema", cwd=folder).stdout)["title"]
    assert json.loads(run("schema", "signed_up", cwd=folder).stdout)["type"] == "object"
    assert json.loads(run("schema", "signed_up@1", cwd=folder).stdout)["title"] == "signed_up"
    wrong = run("schema", "signd_up", cwd=folder)
    assert (wrong.returncode, "did you mean 'signed_up'" in wrong.stderr) == (2, True)
    assert run("schema", "signed_up@9", cwd=folder).returncode == 2


def test_schema_refuses_a_plan_with_errors_and_says_why(folder: Path) -> None:
    plan(folder, BROKEN)
    result = run("schema", "Signed Up", cwd=folder)
    assert result.returncode == 2
    assert "evnts" in result.stdout


def test_an_event_whose_name_has_an_at_sign_is_found_whole(folder: Path) -> None:
    plan(folder, CLEAN.replace("Signed Up", '"Mail@2"'))
    assert json.loads(run("schema", "Mail@2", cwd=folder).stdout)["title"] == "Mail@2"
    assert json.loads(run("schema", "Mail@2@1.0", cwd=folder).stdout)["title"] == "Mail@2"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(folder: Path, shell: str) -> None:
    assert "_TRACKING_PLAN_COMPLETE" in run("completion", shell, cwd=folder).stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_and_options(folder: Path) -> None:
    def completed(words: str) -> str:
        variables = {
            "_TRACKING_PLAN_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        }
        return run(cwd=folder, env=environment(**variables)).stdout

    assert completed("tracking-plan l") == "plain,lint\nplain,log\n"
    assert "--fail-on" in completed("tracking-plan lint --fa")


HEAVY = ("rich", "jinja2", "jsonschema", "jsonschema_rs", "tree_sitter", "orjson", "subprocess")


@pytest.mark.parametrize("arguments", [("--help",), ("lint",)])
def test_a_command_imports_only_what_it_uses(folder: Path, arguments: tuple[str, ...]) -> None:
    plan(folder, CLEAN)
    program = (
        "import sys\n"
        "from tracking_plan.cli.main import exit_code\n"
        f"try:\n    exit_code({list(arguments)!r})\n"
        "except SystemExit:\n    pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "frozen_modules=on", "-c", program],
        cwd=folder, env=unmeasured(),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    loaded = done.stdout.splitlines()[-1].split()
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize("where", ["nowhere", "empty", "empty/tracking-plan.yaml"])
def test_a_plan_named_in_vain_leads_to_init(folder: Path, where: str) -> None:
    (folder / "empty").mkdir()
    result = run("lint", "--plan", where, cwd=folder)
    assert result.returncode == 2
    assert "tracking-plan init" in result.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{}", b"not json"])
def test_a_file_that_is_no_baseline_is_refused(folder: Path, content: bytes) -> None:
    (folder / "old.json").write_bytes(content)
    result = run("lint", "--baseline", "old.json", cwd=folder)
    assert result.returncode == 2
    assert "is no baseline" in result.stderr


def test_a_baseline_needs_a_whole_run(folder: Path) -> None:
    (folder / "app.py").write_text("", encoding="utf-8")
    plan(folder, CLEAN)
    assert run("usage", "app.py", "--write-baseline", cwd=folder).returncode == 2


def test_a_bug_can_be_seen_at_once(folder: Path) -> None:
    result = faulty(folder, "-v")
    assert result.returncode == 3
    assert "KeyError: 'of ours'" in result.stderr


def test_verbose_runs_name_the_plan_and_the_baseline(folder: Path) -> None:
    lines = run("lint", "-v", cwd=folder).stderr.splitlines()
    assert lines[:2] == [
        "plan: tracking-plan.yaml",
        "baseline: .tracking-plan/baseline.json, 0 entries",
    ]


def test_settings_that_mean_no_rule_are_pointed_at(folder: Path) -> None:
    settings = "findings:\n  select: [P, Q]\n  extend_select: [event-name-stile]\n"
    plan(folder, CLEAN + settings)
    report = json.loads(run("lint", "--format", "json", "--select", "X", cwd=folder).stdout)
    places = [(item["at"]["line"], item["at"]["column"]) for item in report["findings"]]
    assert places == [(8, 15), (9, 19)]


def test_a_report_in_a_folder_that_does_not_exist_is_an_error(folder: Path) -> None:
    result = run("lint", "--output", "no/such/folder.txt", cwd=folder)
    assert result.returncode == 2
    assert "cannot write" in result.stderr


def test_a_plan_that_is_shown_whole_in_another_format_when_it_is_refused(folder: Path) -> None:
    plan(folder, BROKEN)
    result = run("usage", "--format", "json", cwd=folder)
    assert result.returncode == 2
    assert [code[0] for code in codes(result.stdout)] == ["F"]


def test_a_baseline_written_for_one_rule_keeps_the_others(folder: Path) -> None:
    plan(folder, FLAWED.replace("    answers: activation\n", ""))
    run("lint", "--write-baseline", cwd=folder)
    run("lint", "--write-baseline", "--select", "P101", cwd=folder)
    entries = json.loads((folder / ".tracking-plan/baseline.json").read_text(encoding="utf-8"))
    assert [entry["code"] for entry in entries["findings"]] == ["P101", "P202"]
    assert run("lint", "--ignore", "P101", cwd=folder).stdout == ""


CLOSED = (
    (("lint",), 0),
    (("lint", "--fail-on", "warning"), 1),
    (("check",), 0),
    (("usage",), 0),
    (("validate", "events.ndjson"), 1),
    (("schema",), 0),
    (("--version",), 0),
    (("no-such-command",), 2),
)


@pytest.mark.parametrize(
    ("closed", "arguments", "expected"),
    [
        *((closed, *ending) for closed in ((1,), (0, 1, 2)) for ending in CLOSED),
        *((closed, *ending) for closed in ((2,), (1, 2)) for ending in (CLOSED[1], CLOSED[-1])),
    ],
)
def test_a_closed_output_changes_nothing(
    folder: Path, closed: tuple[int, ...], arguments: tuple[str, ...], expected: int
) -> None:
    (folder / "events.ndjson").write_text('{"event": "Nope"}\n', encoding="utf-8")

    def close() -> None:
        for number in closed:
            os.close(number)

    measured = environment() if closed == (0, 1, 2) else unmeasured()  # one way is enough
    result = start(*arguments, cwd=folder, before=close, env=measured)
    assert result.returncode == expected, result.stderr
    assert "bug" not in result.stderr
    if 2 in closed:
        assert result.stderr == ""


def test_a_closed_input_cannot_be_read(folder: Path) -> None:
    result = start("validate", "-", cwd=folder, before=lambda: os.close(0))
    assert result.returncode == 2
    assert "standard input is closed" in result.stderr


def test_only_the_usual_folder_of_a_baseline_is_made(folder: Path) -> None:
    result = run("lint", "--write-baseline", "--baseline", "no/such/b.json", cwd=folder)
    assert result.returncode == 2
    assert "cannot write" in result.stderr
    assert not (folder / "no").exists()
    assert run("lint", "--write-baseline", cwd=folder).returncode == 0
    assert (folder / ".tracking-plan" / "baseline.json").is_file()


def test_no_baseline_cannot_be_pruned(folder: Path) -> None:
    result = run("lint", "--prune-baseline", cwd=folder)
    assert result.returncode == 2
    assert "there is no baseline" in result.stderr
    assert not (folder / ".tracking-plan").exists()


def test_a_baseline_is_written_or_pruned_not_both(folder: Path) -> None:
    result = run("lint", "--write-baseline", "--prune-baseline", cwd=folder)
    assert result.returncode == 2
    assert "exclude each other" in result.stderr


@pytest.mark.parametrize("command", ["lint", "generate"])
@pytest.mark.parametrize("name", ["there", "nowhere/"])
def test_a_report_cannot_be_a_folder(folder: Path, command: str, name: str) -> None:
    (folder / "there").mkdir()
    result = run(command, "--output", name, cwd=folder)
    assert result.returncode == 2
    assert f"'{name}' is a folder" in result.stderr


@pytest.mark.parametrize("command", ["lint", "init"])
def test_a_folder_that_bears_the_name_of_the_plan_is_said_to_be_one(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "tracking-plan.yaml").mkdir()
    result = run(command, cwd=tmp_path)
    assert result.returncode == 2
    assert "'tracking-plan.yaml' is a folder" in result.stderr


def test_a_second_plan_in_the_folder_is_said_not_to_be_read(folder: Path) -> None:
    shutil.copy(folder / "tracking-plan.yaml", folder / "tracking-plan.yml")
    said = "note: tracking-plan.yaml is the plan; tracking-plan.yml beside it is not read\n"
    assert run("lint", cwd=folder).stderr.startswith(said)
    chosen = run("lint", "--plan", "tracking-plan.yml", cwd=folder)
    assert "not read" not in chosen.stderr


@pytest.mark.parametrize(("subject", "version"), [("Signed Up@x", "x"), ("Signed Up@", "")])
def test_what_follows_an_event_has_to_be_a_version(
    folder: Path, subject: str, version: str
) -> None:
    plan(folder, CLEAN)
    result = run("schema", subject, cwd=folder)
    assert result.returncode == 2
    assert f"'{version}' is no version; 'Signed Up' has 1.0" in result.stderr


def test_a_format_that_does_not_exist_leads_to_those_that_do(folder: Path) -> None:
    result = run("validate", "--format", "pdf", cwd=folder)
    assert result.returncode == 2
    assert "'pdf' is not one of text, concise, json, sarif" in result.stderr
    assert run("lint", "--format", "html", cwd=folder).returncode == 2


def test_a_prefix_lists_its_rules(tmp_path: Path) -> None:
    listed = run("explain", "P3", cwd=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in listed] == [f"P3{number:02}" for number in range(1, 12)]
    assert listed[7] == "P308  unbounded-text (warning, off): A text property may hold anything."
    everything = run("explain", "ALL", cwd=tmp_path).stdout.splitlines()
    assert {line[0] for line in everything} == set("FPUDGVX")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("", "name a rule or an event"),
        ("Foo", "'Foo' is neither a rule nor an event of the plan; 'tracking-plan explain ALL'"),
        ("Signd Up", "did you mean 'Signed Up'?"),
        ("unknwon-event", "did you mean 'unknown-event'?"),
        ("p1", "did you mean 'P1'?"),
        ("Q7", "'tracking-plan explain ALL' lists the rules"),
    ],
)
def test_what_cannot_be_explained_leads_to_what_can(folder: Path, subject: str, said: str) -> None:
    plan(folder, CLEAN)
    result = run("explain", subject, cwd=folder)
    assert result.returncode == 2
    assert said in result.stderr


def test_a_rule_is_looked_for_without_a_plan(tmp_path: Path) -> None:
    result = run("explain", "unknwon-event", cwd=tmp_path)
    assert result.returncode == 2
    assert "did you mean 'unknown-event'?" in result.stderr
    assert "there is no tracking-plan.yaml" in result.stderr


@pytest.mark.parametrize("name", ["tracking_plan.yaml", "plan.yml", "Tracking-Plan.yaml"])
def test_a_plan_of_another_name_is_found_and_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "compose.yaml").write_text("services: {tracking_plan: {}}\n")
    for arguments in ((), ("--plan", "."), ("--plan", "other.yaml")):
        assert "did you mean" not in run("lint", *arguments, cwd=tmp_path).stderr
    (tmp_path / name).write_text(f"# Ours.\n{CLEAN}")
    for arguments in ((), ("--plan", "."), ("--plan", "other.yaml")):
        result = run("lint", *arguments, cwd=tmp_path)
        assert result.returncode == 2
        assert f"did you mean {name!r}?" in result.stderr


def test_a_baseline_outside_is_refused_with_its_line(tmp_path: Path) -> None:
    text = f"{CLEAN.rstrip()}\nfindings:\n  baseline: /etc/passwd\n"
    (tmp_path / "tracking-plan.yaml").write_text(text)
    result = run("lint", cwd=tmp_path)
    assert result.returncode == 2
    line = text.count("\n")
    assert f"tracking-plan.yaml:{line}:13: the baseline '/etc/passwd' lies outside" in result.stderr


def test_a_selector_in_the_wrong_case_leads_to_the_right_one(folder: Path) -> None:
    result = run("lint", "--select", "p2", cwd=folder)
    assert result.returncode == 2
    assert "no rule is called 'p2'; did you mean 'P2'?" in result.stderr


@pytest.mark.parametrize("command", ["schema", "explain", "init"])
def test_quiet_is_described_as_what_it_does(tmp_path: Path, command: str) -> None:
    said = run(command, "--help", cwd=tmp_path).stdout
    assert "Leave remarks about the run out" in said
    assert "Print findings only" not in said
    assert "SUBJECT" not in said


@pytest.mark.parametrize(
    "given",
    [
        ["##[error]x"],
        ["lint", "--##vso[a]"],
        ["lint", "--format", "##[error]x"],
        ["lint", "--today", "##teamcity[a]"],
        ["lint", "--select", "##[error]"],
        ["lint", "--plan", "##[error]\u202e\x1b[31m"],
        ["usage", "--rename", "##[group]a", "b"],
        ["validate", "x", "--engine", "##[error]"],
        ["completion", "##[error]\x1b]0;x\x07"],
    ],
)
def test_arguments_that_are_refused_give_no_command_to_a_log(
    folder: Path, given: list[str]
) -> None:
    done = run(*given, cwd=folder)
    assert done.returncode == 2
    assert "##" not in done.stdout + done.stderr
    assert "#\\x23" in done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
