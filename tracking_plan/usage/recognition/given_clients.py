"""Clients that a file gives to functions of packages: what these send with them is not seen."""

import re
from collections.abc import Iterator
from functools import cached_property

from tracking_plan.place import Place
from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.facts.expression import (
    DynamicReason,
    Expression,
    Invocation,
    Member,
    Name,
)
from tracking_plan.usage.facts.handing import Handing
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.recognition.elsewhere import NOWHERE
from tracking_plan.usage.recognition.evidence import Evidence
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.roles import Role, SdkObject
from tracking_plan.usage.sdks.shape import Sdk

_DEPTH = 6
_MAKING = (Role.CLASS, Role.HOOK)


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
        self._language = project.imports.language(module)
        self._storing = re.compile(self._language.storing or r"(?!)")

    def exported(self) -> Iterator[str]:
        """The names under which other files may import a client that this one makes."""
        for path, bindings in self._module.bindings.items():
            own = [b for b in bindings if b.imported is None and b.scope.parent is None]
            if any(map(self._may_be_client, own)):
                known = self._role(path, self._module.end)
                if known is not None and known.role is Role.CLIENT:
                    yield path

    def calls(self) -> Iterator[Call]:
        """A possible call for each place where a client is given away."""
        for path, bindings in self._module.bindings.items():
            if any(self._may_be_client(binding) for binding in bindings):
                for handing in self._module.handings(path):
                    known = self._role(path, handing.offset)
                    if known and self._is_given(handing, known):
                        at = Place(path=self._module.path, span=handing.at)
                        yield unseen_call(self._module, at, known.sdk.name, Method.TRACK)

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
        if not self._is_importer or binding.kind is not BindingKind.ASSIGNED:
            return False
        value = binding.value.expression if binding.value is not None else None
        return isinstance(value, Invocation) and self._evidence.is_client(value)

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

    def _is_given(self, handing: Handing, known: SdkObject) -> bool:
        is_client = known.role in _MAKING if handing.is_result else known.role is Role.CLIENT
        return is_client and self._is_open(handing.callee) and self._is_foreign(handing.callee, 0)

    def _is_open(self, callee: Expression) -> bool:
        """Whether a function may do anything with what it gets, by its name."""
        name = callee.name if isinstance(callee, Member) else getattr(callee, "text", "")
        return name not in self._language.harmless and not self._storing.fullmatch(name)

    def _is_foreign(self, value: Expression, depth: int) -> bool:
        """Whether an expression comes from a package that is neither the platform's nor an SDK."""
        if depth > _DEPTH:
            return False
        match value:
            case Member(owner=owner):
                return self._is_foreign(owner, depth + 1)
            case Invocation(callee=callee):
                return self._is_foreign(callee, depth + 1)
            case Name(text=text, offset=offset):
                bound = self._module.reaching(text, offset) or self._module.lookup(text, offset)
                return bool(bound) and all(self._binds_foreign(one, depth) for one in bound)
        return False

    def _binds_foreign(self, binding: Binding, depth: int) -> bool:
        imported = binding.imported
        if imported is not None:
            is_ours = self._project.is_own_import(self._module, imported)
            is_known = self._is_sdk(imported) or self._language.is_standard(imported.module)
            return not is_ours and not is_known
        value = binding.value.expression if binding.value is not None else None
        is_assigned = binding.kind is BindingKind.ASSIGNED and value is not None
        return is_assigned and value is not None and self._is_foreign(value, depth + 1)
