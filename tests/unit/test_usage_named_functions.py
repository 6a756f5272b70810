"""Functions that a queue, a scheduler or a computed name calls: what they send is not known."""

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

PY = """\
from altertable import Altertable
client = Altertable("k")
def send(event, user):
    client.track(event, user)
class Jobs:
    def start(self, event):
        client.track(event, "u")
send("A", "u")
Jobs().start("B")
"""
TS = """\
import { altertable } from '@altertable/altertable-js';
export function send(event: string) { altertable.track(event, {}); }
export const jobs = { start(event: string) { altertable.track(event, {}); } };
send('A');
jobs.start('B');
"""


def _scan(folder: Path, ending: str, code: str) -> Scan:
    (folder / "app").mkdir()
    (folder / f"app/tasks.{ending}").write_text(PY if ending == "py" else TS)
    (folder / f"other.{ending}").write_text(code)
    scan = scan_project(folder, cwd=folder)
    assert {event.name for call in scan.calls for event in call.events} == {"A", "B"}
    return scan


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("py", "x = 'elsewhere.send'"),
        ("py", "logging.getLogger('app.tasks.send')"),
        ("py", "patch('app.tasks.send')"),
        ("py", "'app.tasks.send'"),
        ("py", "x = 'we send', {'send': 1}, 'app.tasks.send.'"),
        ("py", "# 'app.tasks.send'"),
        ("py", "x = f'app.tasks.send'.upper, f'{a}.send'"),
        ("py", "from app import tasks\ngetattr(tasks.settings, name)()"),
        ("py", "from app import tasks\nx = getattr(tasks, 'LIMIT')"),
        ("ts", "import { limits } from './app/tasks';\nlimits[name](1);"),
        ("ts", "import * as tasks from './app/tasks';\nconst x = [tasks](1);"),
        ("ts", "const send = 'app.tasks.send';"),
    ],
)
def test_other_texts_and_members_call_nothing(tmp_path: Path, ending: str, code: str) -> None:
    assert not _scan(tmp_path, ending, code).doubtful


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("py", "queue.enqueue('app.tasks.send', name, 'u')"),
        ("py", "async_task('app.tasks.send', 'C', 'u')"),
        ("py", "scheduler.add_job(func='app.tasks:send', args=['C', 'u'])"),
        ("py", "scheduler.add_job('product.app.tasks:send', args=['C', 'u'])"),
        ("py", "queue.enqueue('app.tasks.Jobs.start', 'C')"),
        ("py", "queue.enqueue('tasks.send', 'C')"),
        ("py", "queue.enqueue('app.send', 'C')"),
        ("py", "celery.send_task('mail.send', args=['C', 'u'])"),
        ("py", "celery.send_task(name=\"mail.send\", args=['C', 'u'])"),
        ("py", "BEAT = {'daily': {'task': 'app.tasks.send', 'args': ('C', 'u')}}"),
        ("py", "JOBS = ['app.tasks.send']"),
        ("py", "import_string('app.tasks.send')('C', 'u')"),
        ("py", "SEND = 'app.tasks.send'"),
        ("py", "from app import tasks\ndef go(name): getattr(tasks, name)('C', 'u')"),
        ("py", "from app.tasks import Jobs\ndef go(name): getattr(Jobs(), name)('C')"),
        ("ts", "import * as tasks from './app/tasks';\ntasks[job.name](job.event);"),
        ("ts", "import { jobs } from './app/tasks';\njobs[job.name]?.(job.event);"),
        ("ts", "import { jobs } from './app/tasks';\n(jobs as any)[job.name](job.event);"),
    ],
)
def test_a_function_that_is_called_by_its_name_as_text_is_a_possible_call(
    tmp_path: Path, ending: str, code: str
) -> None:
    (call,) = _scan(tmp_path, ending, code).doubtful
    assert not call.events
