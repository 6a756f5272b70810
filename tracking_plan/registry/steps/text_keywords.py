"""What a version asks of texts beside their length: a format, a pattern."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.names.phrases import quoted
from tracking_plan.registry.shapes.pattern_keys import follows
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.change import Change, Effect
from tracking_plan.registry.steps.pair import Pair
from tracking_plan.registry.steps.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKeyword:
    """A keyword about texts, and the words in which a message says that it has to be so."""

    key: str
    must: str
    need_not: str

    def added(self, step: Step) -> Iterator[Change]:
        """A change for each text that could be any, and has to fit the keyword."""
        for pair, before, after in self._pairs(step):
            if before is None and after is not None:
                yield Change(
                    says=f"{self.must} {quoted(after)} now",
                    producers=Effect.BREAK,
                    consumers=Effect.SAFE,
                    path=pair.path,
                    key=self.key,
                    pair=pair,
                )

    def removed(self, step: Step) -> Iterator[Change]:
        """A change for each text that had to fit the keyword, and need not any more."""
        for pair, before, after in self._pairs(step):
            if before is not None and after is None:
                yield Change(
                    says=f"{self.need_not} {quoted(before)} any more",
                    producers=Effect.SAFE,
                    consumers=Effect.NOTICE,
                    path=pair.path,
                    key=self.key,
                )

    def changed(self, step: Step) -> Iterator[Change]:
        """A change for each text that has to fit the keyword otherwise than before.

        Of a pattern that is found in every text (`[a-z]*`) nobody knows what was meant.
        """
        for pair, before, after in self._pairs(step):
            if before is not None and after is not None and before != after:
                is_pattern = self.key == "pattern"
                is_tighter = is_pattern and follows(before, after)
                is_idle = is_pattern and follows(before, "") and follows(after, "")
                yield Change(
                    says=f"{self.must} {quoted(after)} now, not {quoted(before)}",
                    producers=Effect.UNKNOWN if is_idle else Effect.BREAK,
                    consumers=Effect.SAFE if is_tighter and not is_idle else Effect.BREAK,
                    path=pair.path,
                    key=self.key,
                    pair=pair,
                    is_provable=not is_idle,
                )

    def _pairs(self, step: Step) -> Iterator[tuple[Pair, str | None, str | None]]:
        for pair in step.value_pairs:
            if pair.has_free_texts:
                yield pair, self._of(pair.before), self._of(pair.after)

    def _of(self, shape: Shape) -> str | None:
        return {"format": shape.format, "pattern": shape.pattern}[self.key]


FORMAT = TextKeyword(key="format", must="must be of format", need_not="need not be of format")
PATTERN = TextKeyword(
    key="pattern", must="must match the pattern", need_not="need not match the pattern"
)
