"""The language as a value."""

from tracking_plan.usage.languages.language import Language, Scanner


def _scanner() -> Scanner:
    from toys.language.scan import scan

    return scan


TOY = Language(
    name="toy",
    title="Toy",
    comment=";; {}",
    notes="no expressions",
    dialects={".toy": "toy"},
    load_scanner=_scanner,
    use_pattern=lambda function: f"{function}!",
)
