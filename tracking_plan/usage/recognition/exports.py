"""What an SDK's modules export."""

from collections.abc import Callable, Iterable

from tracking_plan.usage.facts.bindings import Imported
from tracking_plan.usage.recognition.roles import Role, SdkObject
from tracking_plan.usage.sdks.shape import Sdk


def exported(
    sdks: Iterable[Sdk], imported: Imported, is_own: Callable[[Imported], bool] = lambda _: True
) -> SdkObject | None:
    """What an import is; None where it is not one of an SDK's modules.

    `is_own` says whether it may be a module of the project's own.
    """
    name = imported.module
    for sdk in sdks:
        is_common = name in sdk.common_modules and not is_own(imported)
        if sdk.exports(name) or is_common:
            return member_of(sdk, imported.member)
        if f"{name}.{imported.member}" in sdk.modules:
            return member_of(sdk, None)
    return None


def member_of(sdk: Sdk, member: str | None, default: str | None = None) -> SdkObject | None:
    """What a member of an SDK's module is (None: the module as a whole); `default` is a client."""
    if member is None:
        return SdkObject(sdk=sdk, role=Role.MODULE)
    if member in sdk.classes:
        return SdkObject(sdk=sdk, role=Role.CLASS)
    if member in sdk.hooks or member in sdk.factories:
        return SdkObject(sdk=sdk, role=Role.HOOK)
    if member == default or member in sdk.clients:
        return SdkObject(sdk=sdk, role=Role.CLIENT)
    is_function = sdk.has_functions and any(one.name == member for one in sdk.signatures)
    return SdkObject(sdk=sdk, role=Role.METHOD, name=member) if is_function else None
