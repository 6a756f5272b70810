"""Functions of Python's libraries that call another one, and the methods of tasks that do."""

from tracking_plan.usage.languages.deferrers import Deferrer

_TASK = Deferrer(position=-1, of_owner=True)  # all arguments are the task's own
_LISTED = Deferrer(position=-1, of_owner=True, lists=("args", "kwargs"))
FUNCTION_METHODS = {
    **dict.fromkeys(
        ("delay", "delay_on_commit", "send", "enqueue", "kiq", "remote", "spawn"), _TASK
    ),
    **dict.fromkeys(("defer", "defer_async", "aenqueue"), _TASK),
    **dict.fromkeys(("apply_async", "apply_async_on_commit", "send_with_options"), _LISTED),
    **dict.fromkeys(("apply", "schedule"), _LISTED),
    **dict.fromkeys(("s", "si"), Deferrer(position=-1, of_owner=True, is_partial=True)),
}
"""The methods that queues and workers give to functions: Celery, Dramatiq, RQ, Huey and others."""
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
