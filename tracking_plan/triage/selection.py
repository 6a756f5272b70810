"""Which rules are on, and how severe: layers of settings, the later over the earlier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracking_plan.families import family_of
from tracking_plan.finding import Code, Severity
from tracking_plan.triage.selectors import ALL, is_explicit, precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One place's settings. `select` None: it does not say; empty: nothing is on.

    `severity` maps selectors to `error`, `warning`, `info` or `off`.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)

    def is_on(self, code: Code, *, before: bool) -> bool:
        """Whether the code is on after this layer. The more exact selector wins, a tie is off.

        A prefix leaves a code off that is off by default: its id, its name or `ALL` turns it on.
        """
        asked = (*(self.select or ()), *self.extend_select)
        may_be_implied = code.default or before
        wanted = _best_precision((s for s in asked if may_be_implied or is_explicit(s, code)), code)
        off = (selector for selector, word in self.severity.items() if word == "off")
        unwanted = _best_precision((*self.ignore, *off), code)
        if max(wanted, unwanted) < 0:
            return before and self.select is None
        return wanted > unwanted

    def of_its_faults(self) -> "Layer":
        """The layer for what is wrong with the choice of rules: only naming that turns it off.

        A choice with a mistake in it cannot decide whether the mistake is shown.
        """
        return Layer(
            extend_select=(*(self.select or ()), *self.extend_select),
            ignore=tuple(selector for selector in self.ignore if selector != ALL),
            severity={
                selector: word
                for selector, word in self.severity.items()
                if (selector, word) != (ALL, "off")
            },
        )

    def severity_of(self, code: Code) -> Severity | None:
        """The severity that this layer gives the code; None where it gives none."""
        words = {
            rank: word
            for selector, word in self.severity.items()
            if word != "off" and (rank := precision(selector, code)) is not None
        }
        return Severity(words[max(words)]) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The choice of rules: the plan's layer, then the command line's over it."""

    layers: tuple[Layer, ...] = ()

    def is_on(self, code: Code) -> bool:
        """Whether findings of the code are shown. F codes always are."""
        on = code.default
        for layer in self.layers:
            on = layer.is_on(code, before=on)
        return on or not family_of(code.id).suppressible

    def of_its_faults(self) -> "Selection":
        """The choice for what is wrong with the choice itself."""
        return Selection(layers=tuple(layer.of_its_faults() for layer in self.layers))

    def severity(self, code: Code, own: Severity) -> Severity:
        """The severity of a finding of the code that would have its `own` otherwise."""
        if not family_of(code.id).suppressible:
            return own
        for layer in reversed(self.layers):
            if chosen := layer.severity_of(code):
                return chosen
        return own


def _best_precision(selectors: Iterable[str], code: Code) -> int:
    """The precision of the selector that means the code most exactly; -1 where none does."""
    found = (precision(selector, code) for selector in selectors)
    return max((rank for rank in found if rank is not None), default=-1)
