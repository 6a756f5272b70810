"""A registry that is not there: gone since git's HEAD, or under a path that leads nowhere."""

from tracking_plan.cli.bases import has_registry, is_in_repository
from tracking_plan.cli.published_since import Since
from tracking_plan.cli.registry_state import RegistryState, registry_state
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.plan.model import Plan
from tracking_plan.registry import codes
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.git_tree import git_base
from tracking_plan.registry.publishing.layout import VERSION_FILE
from tracking_plan.rule import Problem, finding


def gone_registry(session: Session, plan: Plan) -> tuple[Finding, ...]:
    """What is wrong where nothing is published, as far as it is known that something should be."""
    found = gone_since_head(session, plan)
    if found or has_registry(session, plan) or not plan.origin.has("registry", "path"):
        return found
    if registry_state(session, plan).findings:  # it could not be there
        return ()
    message = f"`registry.path` names a folder that is not there: {plan.registry.path!r}"
    problem = Problem(
        message=message,
        at=plan.origin.at("registry", "path"),
        hint="correct it; if nothing has been published yet, `tracking-plan publish` makes it",
    )
    return (finding(codes.NO_REGISTRY, problem),)


def gone_since_head(session: Session, plan: Plan) -> tuple[Finding, ...]:
    """What has been published at git's HEAD, where nothing is published in the folder of today.

    Nothing where git cannot be asked.
    """
    registry = registry_state(session, plan)
    before = registry.published
    may_be_gone = registry.is_usable and before.is_empty and not before.flaws
    if not may_be_gone or not is_in_repository(session):
        return ()
    try:
        return _since_head(session, plan, registry)
    except BaseError:
        return ()


def _since_head(session: Session, plan: Plan, registry: RegistryState) -> tuple[Finding, ...]:
    base = git_base("HEAD", session.cwd / session.root)
    files = () if base.is_absent else base.tree.below("").files
    if not any(VERSION_FILE.fullmatch("/".join(path.split("/")[-2:])) for path in files):
        return ()  # most have none, and need not load another plan
    old_plan = base.load().plan or plan
    return tuple(Since(session, plan, base, old_plan).findings(registry))
