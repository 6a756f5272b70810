"""How payloads are judged."""

from dataclasses import dataclass
from datetime import date

from tracking_plan.validation.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of a run. `noisy`: phone numbers and IP addresses are looked for as well."""

    today: date
    engine: Engine = Engine.RUST
    show_values: bool = False
    noisy: bool = False
