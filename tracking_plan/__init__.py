"""Tracking plans as code: lint them, check payloads and code, generate helpers."""

TYPE_CHECKING = False  # as type checkers read it; `python -m` finds the modules of the folder here
if TYPE_CHECKING:
    from tracking_plan.in_process.loading import PlanError
    from tracking_plan.in_process.validator import Validator
    from tracking_plan.in_process.verdict import PayloadFinding, Verdict

__all__ = ["PayloadFinding", "PlanError", "Validator", "Verdict"]
__version__ = "0.1.0"

_MODULES = {
    "PayloadFinding": "verdict",
    "PlanError": "loading",
    "Validator": "validator",
    "Verdict": "verdict",
}

if not TYPE_CHECKING:  # a type checker would take any name for one of the package's

    def __getattr__(name: str) -> object:
        """The public names, imported when they are asked for: commands would pay for them."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"tracking_plan.in_process.{_MODULES[name]}"), name)
