"""The libraries that send to Altertable, and the platform that each is for."""

from collections.abc import Mapping

# What the SDKs call themselves -> the source that they speak for where the plan names no libs.
PLATFORMS: Mapping[str, str] = {
    "altertable-js": "web",
    "altertable-react": "web",
    "altertable-web": "web",
    "altertable-swift": "ios",
    "altertable-ios": "ios",
    "altertable-kotlin": "android",
    "altertable-android": "android",
    "altertable-python": "backend",
    "altertable-ruby": "backend",
    "altertable-node": "backend",
    "altertable-php": "backend",
    "altertable-go": "backend",
    "altertable-java": "backend",
}


SERVERS = frozenset("backend server api worker jobs".split())


def without_scope(lib: str) -> str:
    """The name of a library without the scope of its npm package."""
    return lib.rpartition("/")[2] if lib.startswith("@") else lib
