"""Screens that are compiled together, so that what they have in common is compiled once.

A pattern is a machine of its own for each place that it is compiled for, and a machine that is
seldom used is never in the processor's cache: two hundred screens compiled one by one take twice as
long to run, and five times as long to compile.
"""

from collections.abc import Callable, Mapping

from tracking_plan.payloads.judging.calm import definitions, lenient_definitions
from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.keywords import rewritten
from tracking_plan.validation.validator import Validator


class Group:
    """The screens of several names. What is tested is an object of one name and its value."""

    def __init__(self, screens: Mapping[str, JsonSchema], engine: Engine, *, noisy: bool) -> None:
        self._screens = _Shared(screens)
        self._engine = engine
        self.accepts = self._compiled(definitions(noisy=noisy))
        self._lenient: Callable[[object], bool] | None = None

    @property
    def accepts_personal(self) -> Callable[[object], bool]:
        """The test without that for personal data, which few inputs need."""
        if self._lenient is None:
            self._lenient = self._compiled(lenient_definitions())
        return self._lenient

    def _compiled(self, definitions: JsonSchema) -> Callable[[object], bool]:
        schema: JsonSchema = {
            "$defs": {**definitions, **self._screens.definitions},
            "properties": self._screens.schemas,
            "additionalProperties": False,
        }
        return Validator(schema, self._engine).accepts


class _Shared:
    """Schemas that refer to the patterns that are written in them; each is defined once."""

    def __init__(self, screens: Mapping[str, JsonSchema]) -> None:
        self.definitions: JsonSchema = {}
        self._names: dict[str, str] = {}
        self.schemas: dict[str, Json] = {
            name: rewritten(screen, self._referring) for name, screen in screens.items()
        }

    def _referring(self, schema: JsonSchema) -> JsonSchema:
        pattern = schema.get("pattern")
        if not isinstance(pattern, str) or "$ref" in schema:
            return schema
        name = self._names.setdefault(pattern, f"pattern{len(self._names)}")
        self.definitions[name] = {"pattern": pattern}
        others = {key: value for key, value in schema.items() if key != "pattern"}
        return others | {"$ref": f"#/$defs/{name}"}
