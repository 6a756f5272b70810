"""Functions that do what their first argument says: `gtag("event", ...)`, `gtag("config", ...)`."""

from msgspec.structs import replace

from tracking_plan.usage.facts.choices import by_itself
from tracking_plan.usage.facts.expression import Invocation, Literal
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.sdks.shape import Sdk, Signature


class Commands:
    """Chooses what the calls of one module do by their commands."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def chosen(self, callee: TrackedCallee | None, call: Invocation) -> TrackedCallee | None:
        """The callee with what its command does; doubtful where the command is not known.

        None where it is a command that sends no event.
        """
        if callee is None:
            return None
        known, owner = callee.signature, callee.owner
        if known is None or known.command is None or not isinstance(owner, Sdk):
            return callee
        several = {one.command: one for one in owner.signatures if one.name == known.name}
        said = self._said(call)
        if said is None:
            return replace(callee, confidence=Confidence.DOUBTFUL)
        found: Signature | None = several.get(said)
        return replace(callee, signature=found) if found is not None else None

    def _said(self, call: Invocation) -> str | None:
        """What the first argument says; None where that is not known."""
        first = call.arguments[0] if call.arguments else None
        if first is None or first.is_spread or first.keyword is not None:
            return None
        values = self._resolver.used_by(call.offset).possible_values(first.value)
        match [by_itself(one.expression) for one in values]:
            case [Literal(value=str() as said)]:
                return said
        return None
