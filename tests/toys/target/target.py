"""The target as a value."""

from collections.abc import Iterator

from toys.target.render import render
from tracking_plan.codegen.names import Naming, Reserved, upper
from tracking_plan.codegen.target import Fault, TargetLanguage
from tracking_plan.plan.settings import Target


def camel(words: tuple[str, ...]) -> str:
    return words[0] + "".join(word.capitalize() for word in words[1:])


def refuse(target: Target) -> Iterator[Fault]:
    if "-" in target.output:
        yield Fault("output", "toys have no hyphens", "take it away")


NONE: frozenset[str] = frozenset()
TOY = TargetLanguage(
    comment="--",
    template=7,
    callers=frozenset({"toy"}),
    ending=".toy",
    library="base",
    naming=Naming(
        normalise=str,
        is_identifier=lambda text: text.replace("_", "").isalnum(),
        method=camel,
        function="do_{}".format,
        constant=upper,
        parameter=camel,
        type=camel,
        reserved=Reserved(
            methods=frozenset({"goto"}),
            functions=NONE,
            constants=NONE,
            parameters=frozenset({"if"}),
            types=NONE,
        ),
    ),
    literal=repr,
    faults=refuse,
    render=render,
    notes=lambda module: iter(()),
)
