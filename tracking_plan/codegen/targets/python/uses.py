"""Which names each module of the package uses, and so imports or exports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracking_plan.codegen.model import HelperModule
from tracking_plan.codegen.targets.python.imports import import_block, member_order

_FROM_RUNTIME = (
    "UNSET",
    "PlanViolation",
    "Recorder",
    "SdkClient",
    "SdkTransport",
    "Transport",
    "Unsendable",
    "Unset",
)
_PLAIN_FUNCTIONS = ("alias", "configure", "identify")

_Imports = tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What the signatures and bodies of the helpers use."""

    standard: Mapping[str, tuple[str, ...]]
    modules: tuple[str, ...]
    siblings: tuple[str, ...]
    runtime: tuple[str, ...]

    def tracker(self, runtime: str) -> _Imports:
        """The imports of `tracker.py`, for `import_block`."""
        return self.modules, {**self.standard, ".": self.siblings, runtime: self.runtime}

    def package(self, runtime: str) -> _Imports:
        """The imports of `__init__.py`: what its functions use, and what users see."""
        names = {
            **self.standard,
            ".": (*self.siblings, "shapes"),
            runtime: (*self.runtime, "Slot", *_FROM_RUNTIME),
            ".tracker": ("Tracker",),
        }
        return self.modules, names


def uses_of(module: HelperModule, signatures: Iterable[str]) -> Uses:
    """What helpers with these parameters use."""
    code = "\n".join(signatures)
    takes_mappings = any(one.others is not None for one in module.methods) or module.traits is None
    has_shapes = "shapes." in code or module.environments is not None or bool(module.common)
    has_schema = (
        bool(module.methods or module.common)
        or module.traits is not None
        or module.environments is not None
    )
    is_deprecating = any(one.deprecation is not None for one in module.methods)
    optional = ("UNSET", "Unset") if "UNSET" in code else ()
    personal = ("PersonalData",) if module.needs_pii_key else ()
    return Uses(
        standard={
            "collections.abc": ("Mapping",) if takes_mappings or "Mapping[" in code else (),
            "datetime": ("datetime",),
            "typing": ("Any",) if "[Any]" in code else (),
        },
        modules=("typing_extensions",) if is_deprecating else (),
        siblings=(*(("schema",) if has_schema else ()), *(("shapes",) if has_shapes else ())),
        runtime=("Emitter", "Mode", "OnError", "Transport", *optional, *personal),
    )


def shape_imports(definitions: Iterable[str]) -> str:
    """The imports of `shapes.py`."""
    code = "\n".join(definitions)
    names = {
        "collections.abc": ("Mapping",) if "Mapping[" in code else (),
        "typing": (
            *(("Any",) if "[Any]" in code else ()),
            *(("Literal",) if "Literal[" in code else ()),
        ),
    }
    return import_block(("typing_extensions",) if "typing_extensions." in code else (), names)


def schema_imports(module: HelperModule, runtime: str) -> str:
    """The imports of `schema.py`."""
    checks = [one.check for one in module.methods]
    if module.traits_check is not None:
        checks.append(module.traits_check)
    names = (
        *(("EventSchema",) if module.methods else ()),
        *(("Field",) if any(check.properties or check.others for check in checks) else ()),
        *(("Shape",) if checks else ()),
    )
    return import_block((), {runtime: names})


def package_exports(module: HelperModule) -> list[str]:
    """The names of the package, sorted as imports are."""
    functions = [one.function for one in module.methods]
    names = [*_FROM_RUNTIME, *_PLAIN_FUNCTIONS, "Tracker", "shapes", *functions]
    return sorted(names, key=member_order)
