"""Which files name an SDK in an import, and which modules are the project's own."""

import re
from collections.abc import Callable, Iterable, Iterator

from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.sdks.shape import Sdk

_BEFORE = rb"(?:(?:npm|jsr|https?):(?:[^'\"\s]{0,200}[/:])?|[^'\"\s]{0,200}node_modules/)?"


def sdk_finder(sdks: Iterable[Sdk], languages: Languages) -> Callable[[bytes], list[str]]:
    """What finds the SDKs that the text of a file imports, by their names."""
    patterns = [
        (sdk.name, tuple(one.encode() for one in sdk.modules), _import_of(sdk, languages))
        for sdk in sdks
        if sdk.modules
    ]

    def find(content: bytes) -> list[str]:
        return [
            name
            for name, modules, pattern in patterns
            if any(module in content for module in modules) and pattern.search(content)
        ]

    return find


def _import_of(sdk: Sdk, languages: Languages) -> re.Pattern[bytes]:
    keywords = dict.fromkeys(word for language in languages for word in language.import_keywords)
    before = b"|".join(re.escape(keyword.encode()) for keyword in keywords)
    modules = b"|".join(re.escape(module.encode()) for module in sdk.modules)
    return re.compile(
        rb"(?:" + before + rb")\s*\(?\s*['\"]?" + _BEFORE + rb"(?:" + modules + rb")\b"
    )


def module_names(name: str) -> Iterator[str]:
    """The names under which code may import a file of its own project: `app`, for `app/x.py`."""
    *folders, file = name.split("/")
    yield from folders
    yield file.rsplit(".", 1)[0]
