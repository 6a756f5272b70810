"""Properties that the code sends although the plan says that they are on their way out."""

from collections.abc import Callable, Iterator

from tracking_plan.finding import Related
from tracking_plan.plan.model import Property
from tracking_plan.rule import Problem
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.subject import Subject


def sent_ones(subject: Subject, what: str, is_one: Callable[[Property], bool]) -> Iterator[Problem]:
    """A problem at each key of a property that `is_one`; `what` is the word for it."""
    return certain(_candidates(subject, what, is_one))


def _candidates(
    subject: Subject, what: str, is_one: Callable[[Property], bool]
) -> Iterator[Candidate]:
    for matched, found in subject.objects:
        for sent in found.sent.properties:
            planned = found.planned_for(sent)
            if planned is None or not is_one(planned[1]):
                continue
            path, prop = planned
            instead = prop.replaced_by
            problem = Problem(
                message=f"property {path!r} is {what}",
                hint=f"send {instead!r} instead" if instead else "leave it out",
                at=sent.at,
                related=(Related(message=f"{path!r} is here", at=prop.origin.place),),
                event=matched.event_name,
                version=matched.version_text,
                property=path,
            )
            yield Candidate(matched, problem, found.is_sure and sent.is_sure)
