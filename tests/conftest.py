"""What all tests have in common: nothing is left in the user's cache folder, nothing is timed."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tracking_plan.usage.keeping.folder import VARIABLE

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of their own for what is kept between scans."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache", numbered=True)))
        yield
