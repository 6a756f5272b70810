"""Compared events as data and as lines: what `diff` shows besides its findings."""

from collections.abc import Iterable, Iterator

from tracking_plan.place import Json, Place
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.findings import shortened
from tracking_plan.registry.proofs.containment import Proof
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.verdict import Verdict, Weighed


def changed(compared: Iterable[Compared]) -> tuple[tuple[Compared, Verdict], ...]:
    """The steps of which something is to be said, refused ones first."""
    each = [
        (event, one)
        for event in compared
        for one in event.verdicts
        if one.changes or one.is_unsound
    ]
    return tuple(sorted(each, key=lambda pair: verdict_word(pair[1]) != "refused"))


def as_json(compared: Iterable[Compared]) -> list[Json]:
    """The steps as the JSON report has them."""
    return [_entry(event, one) for event, one in changed(compared)]


def _entry(event: Compared, verdict: Verdict) -> Json:
    step = verdict.step
    old, new = step.old, step.new
    return {
        "event": event.event,
        "old_event": event.old_name,
        "old_version": str(old.version) if old else None,
        "new_version": str(new.version) if new else None,
        "required_bump": bump_word(verdict.required),
        "declared_bump": bump_word(verdict.declared) if verdict.declared else None,
        "verdict": verdict_word(verdict),
        "proof": str(verdict.proof),
        "counterexample": verdict.counterexample,
        "at": _place(new.places.of()) if new else None,
        "old_at": _place(old.places.of()) if old else None,
        "changes": [change_json(one) for one in verdict.changes],
    }


def change_json(one: Weighed) -> Json:
    """A change as the JSON report has it."""
    change = one.change
    return {
        "kind": one.code.name,
        "code": one.code.id,
        "property": change.path or None,
        "message": change.says,
        "producers": str(change.producers),
        "consumers": str(change.consumers),
        "bump": bump_word(one.bump),
        "is_allowed": one.bump is not Bump.REFUSED,
        "witness": one.witness,
        "captured": one.captured,
    }


def bump_word(bump: Bump) -> str:
    """`none`, `minor` or `major`: a change that no version makes up for needs all there is."""
    return str(Bump.MAJOR if bump is Bump.REFUSED else bump)


def verdict_word(verdict: Verdict) -> str:
    """`accepted`, `refused`, or `new` and `gone` where there is only one version."""
    if verdict.refused or verdict.is_unsound:
        return "refused"
    if verdict.step.old is None:
        return "new"
    return "gone" if verdict.step.new is None else "accepted"


def _place(place: Place | None) -> Json:
    if place is None or place.span is None:
        return {"path": place.path} if place is not None else None
    return {"path": place.path, "line": place.span.line, "column": place.span.column}


def as_lines(compared: Iterable[Compared]) -> Iterator[str]:
    """The steps for people: a line for each, then one for each of its changes."""
    for event, verdict in changed(compared):
        yield f"{title(event, verdict)}: {sentence(verdict)}"
        for one in verdict.changes:
            yield f"  {line_of(one)}"
            if one.captured is not None:
                yield f"        {one.captured}"
        if verdict.is_unexplained:
            yield f"  {unexplained(verdict)}"
        yield ""


def title(event: Compared, verdict: Verdict) -> str:
    """The event and its versions: `'Checkout Completed' 1.2 -> 2.0`."""
    old, new = verdict.step.old, verdict.step.new
    versions = " -> ".join(str(side.version) for side in (old, new) if side is not None)
    return f"{event.event!r} {versions}"


def sentence(verdict: Verdict) -> str:
    """What the step needs and has, in a few words."""
    if verdict.step.old is None:
        over = verdict.step.over
        return "new" if over is None else f"back, after {over} was retired"
    if verdict.step.new is None:
        return "gone, and was not retired" if verdict.refused else "gone, after it was retired"
    if verdict.went_down:
        return "refused: the version went down"
    if verdict.is_unexplained:
        return "refused: payloads that were valid no longer are"
    if verdict.required is Bump.REFUSED:
        return "refused, whatever the version"
    needs = f"needs {with_article(verdict.required)}"
    if verdict.refused:
        return f"{needs}, which is version {verdict.version_for(verdict.required)}: refused"
    declared = verdict.declared or Bump.NONE
    if declared.value > verdict.required.value:
        return f"{needs}, and declares {with_article(declared)}"
    return f"{needs}{unproved(verdict)}"


def unproved(verdict: Verdict) -> str:
    """What is said behind a step that no proof decides, and that no payload breaks."""
    is_open = verdict.proof is Proof.UNDECIDED and not _breaks(verdict)
    return " (not proved, but no payload shows a break)" if is_open else ""


def unexplained(verdict: Verdict) -> str:
    """What is said of payloads that are refused now, though no rule says so."""
    if verdict.counterexample is None:
        return "some that was valid no longer is, and no rule says why"
    return f"was valid and no longer is: {shortened(verdict.counterexample)}"


def _breaks(verdict: Verdict) -> bool:
    return any(one.change.producers is Effect.BREAK for one in verdict.changes)


def with_article(bump: Bump) -> str:
    """The bump as a noun: `no new version`, `a minor version`."""
    return "no new version" if bump is Bump.NONE else f"a {bump_word(bump)} version"


def line_of(one: Weighed, whole: str = "event") -> str:
    """A change on one line; `whole` is what it is called that has the properties."""
    change = one.change
    subject = change.path or whole
    whom = whom_it_breaks(one)
    shown = f", such as {shortened(one.witness)}" if one.witness is not None else ""
    return f"{bump_word(one.bump):<5} {subject} {change.says}{f' ({whom}{shown})' if whom else ''}"


def whom_it_breaks(one: Weighed) -> str:
    """Whom the change disturbs: `breaks what sends it, may surprise what reads it`; or nothing."""
    said = []
    sides = (("sends", one.change.producers), ("reads", one.change.consumers))
    for does, effect in sides:
        words = _EFFECTS.get(effect)
        if words:
            said.append(f"{words} what {does} it")
    return ", ".join(said)


_EFFECTS = {
    Effect.BREAK: "breaks",
    Effect.UNKNOWN: "may break",
    Effect.NOTICE: "may surprise",
}
