"""`tracking-plan lint`: is the plan itself sound?"""

import click

from tracking_plan.cli.bases import has_registry
from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.once import option_once
from tracking_plan.cli.option_values import Fixing
from tracking_plan.cli.options import common_options, fix_options
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.lint.run import lint_plan
from tracking_plan.lint.subject import Subject
from tracking_plan.names.phrases import plural
from tracking_plan.plan.load import Loaded
from tracking_plan.plan.model import Plan
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.registry import codes
from tracking_plan.rule import Rule


@click.command()
@fix_options
@option_once(
    "--rules",
    "rules_path",
    metavar="PATH",
    help="Run the rules in this Python file, or in the files of this folder, as well.",
)
@common_options
def command(session: Session, *, fixing: Fixing | None, rules_path: str | None) -> None:
    r"""Check the plan: its format (F rules) and its quality (P rules).

    Where the plan has been published, that the published versions are as they were (V403, V404).

    With --fix, corrects what can be corrected without doubt and reports the rest. With --diff,
    shows what would be corrected; the exit code is 1 if that is anything.

    \b
    Examples:
      tracking-plan lint
      tracking-plan lint --diff
      tracking-plan lint --extend-select unbounded-text --fail-on warning
    """
    extra = _extra_rules(session, rules_path)
    found = outcome(session, session.loaded(), extra)
    if fixing is not None:
        from tracking_plan.cli import fixes  # only a run that fixes pays for it

        if fixes.corrected(session, found, fixing):
            found = outcome(session, session.loaded(), extra)
    conclude(session, found)


def outcome(session: Session, loaded: Loaded, extra: tuple[Rule[Subject], ...] = ()) -> Outcome:
    """What lint finds in a plan, as far as it could be loaded, and in its registry."""
    plan = loaded.plan
    if plan is None:
        return Outcome(command="lint", findings=loaded.findings)
    found = lint_plan(plan, today=session.today, is_on=session.selection.is_on, extra=extra)
    return Outcome(
        command="lint",
        findings=(
            *loaded.findings,
            *found,
            *_about_registry(session, loaded),
            *_about_versions(session, loaded),
        ),
        suppressions=suppressions(plan),
        summary=_summary(plan),
    )


def _about_registry(session: Session, loaded: Loaded) -> tuple[Finding, ...]:
    """What is wrong with the registry; nothing where the plan is not all there to be compared."""
    plan = loaded.plan
    if plan is None or loaded.is_faulty or not _is_registry_wanted(session):
        return ()
    if not has_registry(session, plan) and not plan.origin.has("registry", "path"):
        return ()
    from tracking_plan.cli.registry_state import registry_state  # 20 ms, for those with a registry

    return registry_state(session, plan).findings


def _about_versions(session: Session, loaded: Loaded) -> tuple[Finding, ...]:
    """What is wrong with versions that the plan keeps beside the current ones."""
    plan = loaded.plan
    wanted = any(map(session.selection.is_on, (codes.SAME_SHAPE, codes.BREAK_UNDER_MINOR)))
    if plan is None or loaded.is_faulty or not wanted:
        return ()
    if not any(event.previous for event in plan.events.values()):
        return ()
    from tracking_plan.registry.live_versions import live_version_findings  # 5 ms

    return tuple(live_version_findings(plan, session.today))


def _is_registry_wanted(session: Session) -> bool:
    return any(map(session.selection.is_on, (codes.PUBLISHED_CHANGED, codes.REGISTRY_FLAW)))


def _summary(plan: Plan) -> str:
    count = sum(len(event.current.properties) for event in plan.events.values())
    events = plural(len(plan.events), "event")
    properties = plural(count, "property", "properties")
    return f"{events}, {properties} in {plural(len(plan.files), 'file')}"


def _extra_rules(session: Session, path: str | None) -> tuple[Rule[Subject], ...]:
    if path is None:
        return ()
    from tracking_plan.cli.extra_rules import load_rules  # only whoever has rules pays for it

    rules = load_rules(session.cwd / path)
    session.add_codes(rule.code for rule in rules)
    return rules
