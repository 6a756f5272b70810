"""What all tests have in common: nothing of theirs is left in the user's cache folder."""

from collections.abc import Iterator

import pytest

from tracking_plan.usage.keeping.folder import VARIABLE


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of their own for what is kept between scans."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache", numbered=True)))
        yield
