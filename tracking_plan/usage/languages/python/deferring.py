"""Functions of Python's libraries that call another one."""

from tracking_plan.usage.languages.deferrers import Deferrer

DEFERRERS = {
    **dict.fromkeys(
        ("to_thread", "add_task", "submit", "run_sync", "call_soon", "call_soon_threadsafe"),
        Deferrer(),
    ),
    **dict.fromkeys(("run_in_executor", "call_later", "call_at"), Deferrer(position=1)),
    "partial": Deferrer(is_partial=True),
    "partialmethod": Deferrer(is_partial=True),
    "Thread": Deferrer(position=1, keyword="target", lists=("args", "kwargs")),
    "Process": Deferrer(position=1, keyword="target", lists=("args", "kwargs")),
    "Timer": Deferrer(position=1, keyword="function", lists=("args", "kwargs")),
    "apply_async": Deferrer(keyword="func", lists=("args", "kwds")),
    "add_job": Deferrer(keyword="func", lists=("args", "kwargs"), position=0),
}
