"""Clients that a file gives to functions of packages: what these send with them is not seen."""

from collections.abc import Iterator
from functools import cached_property

from tracking_plan.place import Place
from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.facts.expression import (
    DynamicReason,
    Entry,
    Expression,
    Function,
    Invocation,
    Items,
    Literal,
    Spread,
    Table,
)
from tracking_plan.usage.facts.handing import ANY_KEY, CALLED, Handing, HandingKind
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere
from tracking_plan.usage.recognition.evidence import Evidence
from tracking_plan.usage.recognition.foreign import Foreign
from tracking_plan.usage.recognition.giving import Giving, Keys, matched
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Role, SdkObject
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 6


def unseen_call(module: Module, at: Place, sdk: str, method: Method) -> Call:
    """What other code may do with a function or a client that it gets: a possible call."""
    return Call(
        at=at,
        language=module.language,
        sdk=sdk,
        method=method,
        event_at=at,
        dynamic=DynamicReason.MENTIONED,
        is_doubtful=True,
    )


class GivenClients:
    """Finds the clients that one module gives away."""

    def __init__(
        self, module: Module, sdks: tuple[Sdk, ...], project: Project, evidence: Evidence
    ) -> None:
        self._module = module
        self._sdks = sdks
        self._project = project
        self._evidence = evidence
        self._elsewhere = Elsewhere(module, project.imports)
        self._foreign = Foreign(module, sdks, project)
        self._giving = Giving(module, sdks, project)

    def exported(self) -> Iterator[str]:
        """The names under which other files may import a client that this one makes, or has."""
        for path, bindings in self._module.bindings.items():
            own = [b for b in bindings if b.imported is None and b.scope.parent is None]
            if any(map(self._may_be_client, own)):
                known = self._role(path, self._module.end)
                if known is not None and known.role is Role.CLIENT:
                    yield path
            elif self._is_importer and any(map(self._has_client, own)):
                yield path

    def calls(self) -> Iterator[Call]:
        """A possible call for each place where a client is given away."""
        for path, bindings in self._module.bindings.items():
            if any(self._may_be_client(binding) for binding in bindings):
                imported = next((b.imported for b in bindings if b.imported), None)
                for handing in self._module.handings(path):
                    if self._is_of_its_own(handing):
                        continue
                    sdk = self._given(handing, path, imported)
                    if sdk is not None:
                        at = Place(path=self._module.path, span=handing.at)
                        yield unseen_call(self._module, at, sdk, Method.TRACK)

    def _is_of_its_own(self, handing: Handing) -> bool:
        """Whether a variable gets what is handed on that is looked at for itself."""
        is_made = handing.kind is HandingKind.ASSIGNED and isinstance(handing.value, Invocation)
        is_own = is_made and not handing.keys and not self._foreign.is_set(handing.to)
        return is_own and dotted(handing.to) in self._module.bindings

    @cached_property
    def _is_importer(self) -> bool:
        """Whether the file itself imports an SDK."""
        return any(self._project.names(self._module.name, sdk.name) for sdk in self._sdks)

    def _may_be_client(self, binding: Binding) -> bool:
        """Whether a name may have to do with an SDK, as far as its own line shows it."""
        imported = binding.imported
        if imported is not None:
            is_sdk = self._is_importer and self._is_sdk(imported)
            return is_sdk or self._is_client_elsewhere(imported)
        if not self._is_importer:
            return False
        if binding.annotation is not None:
            return self._evidence.types.meaning(binding.annotation.type, 0) is not None
        if binding.kind is not BindingKind.ASSIGNED:
            return False
        value = binding.value.expression if binding.value is not None else None
        return isinstance(value, Invocation) and self._evidence.is_client(value)

    def _has_client(self, binding: Binding) -> bool:
        """Whether a binding makes a name an object that has a client, or a function giving one."""
        value = binding.value.expression if binding.value is not None else None
        is_seen = isinstance(value, Table | Items | Function)
        return is_seen and value is not None and any(carried(self._evidence, value))

    def _is_sdk(self, imported: Imported) -> bool:
        return any(sdk.exports(imported.module) for sdk in self._sdks)

    def _is_client_elsewhere(self, imported: Imported) -> bool:
        """Whether a file of the project that imports an SDK exports a client by the name."""
        if imported.member is None or not self._project.is_client_name(imported.member):
            return False
        file = self._project.imports.file_of(self._module, imported)
        return file is not None and any(self._project.names(file, sdk.name) for sdk in self._sdks)

    def _role(self, path: str, offset: int) -> SdkObject | None:
        """What a variable is to an SDK where it stands."""
        return self._evidence.known(path_at(path, NOWHERE, offset))

    def _given(self, handing: Handing, path: str, imported: Imported | None) -> str | None:
        """The SDK of a client that a function of a package gets in the end; None: it gets none."""
        known = self._role(path, handing.offset) if not handing.taken else None
        if known is None or known.role is not Role.CLIENT:
            known = self._evidence.known(handing.value) if handing.taken else None
        if known is not None and known.role is Role.CLIENT:
            every: tuple[tuple[str, Keys], ...] = ((known.sdk.name, ()),)
        elif imported is not None and not self._is_sdk(imported):
            every = tuple(self._carried_there(imported, handing))
        else:
            return None
        return next((sdk for sdk, keys in every if self._giving.is_given(handing, keys)), None)

    def _carried_there(self, imported: Imported, handing: Handing) -> Iterator[tuple[str, Keys]]:
        """The clients of what another file exports, with the keys that are left to get at them."""
        there = self._elsewhere.definition(imported)
        if there is None:
            return
        evidence = self._evidence.within(there[0])
        for _, binding in self._elsewhere.bound_there(there):
            value = binding.value.expression if binding.value is not None else None
            for sdk, keys in carried(evidence, value) if value is not None else ():
                left = matched(handing.taken, keys)
                if left is not None:
                    yield sdk, left


def carried(evidence: Evidence, value: Expression, depth: int = 0) -> Iterator[tuple[str, Keys]]:
    """The clients that an expression has within it: the SDK of each, and the keys to it."""
    if depth > _DEPTH:
        return
    match value:
        case Table(entries=entries):
            for entry in entries:
                inner = carried(evidence, entry.value, depth + 1)
                key = (_key(entry.key),) if isinstance(entry, Entry) else ()
                yield from ((sdk, (*key, *keys)) for sdk, keys in inner)
        case Items(items=items):
            every = (one.value if isinstance(one, Spread) else one for one in items)
            for sdk, keys in (c for one in every for c in carried(evidence, one, depth + 1)):
                yield sdk, (ANY_KEY, *keys)
        case Function() as function:
            given = (one.value for one in function.outcomes().every)
            for sdk, keys in (c for one in given for c in carried(evidence, one, depth + 1)):
                yield sdk, (CALLED, *keys)
        case _:
            known = evidence.known(value)
            if known is not None and known.role is Role.CLIENT:
                yield known.sdk.name, ()


def _key(key: Expression) -> str:
    return str(key.value) if isinstance(key, Literal) else ANY_KEY
