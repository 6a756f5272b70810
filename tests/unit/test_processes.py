"""Processes that share work find what one finds, and what one leaves behind is done."""

import os
import signal

import pytest

from tracking_plan.processes import portions, shared


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("parts", [0, 1, 2, 40, 256, 300])
def test_answers_are_in_the_order_of_the_parts(jobs: int, parts: int) -> None:
    assert shared(lambda part: part * part, parts, jobs) == tuple(n * n for n in range(parts))


def test_another_process_does_a_part() -> None:
    here, other = os.pipe(), os.pipe()
    parent, begun = os.getpid(), list[bytes]()

    def work(_: int) -> int:
        own, theirs = (here, other) if os.getpid() == parent else (other, here)
        if not begun:
            os.write(own[1], b".")
            begun.append(os.read(theirs[0], 1))  # until the other one has begun
        return os.getpid()

    found = shared(work, 40, 2)
    for end in (*here, *other):
        os.close(end)
    assert len(set(found)) == 2
    assert parent in found


@pytest.mark.parametrize("how", ["ended", "raised", "not plain data"])
def test_what_another_process_fails_at_is_done_here(how: str) -> None:
    here = os.getpid()

    def work(part: int) -> object:
        if os.getpid() == here:
            return part
        if how == "ended":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "raised":
            raise ValueError(part)
        return lambda: part

    assert shared(work, 40, 3) == tuple(range(40))


def test_what_work_raises_here_is_raised() -> None:
    def work(part: int) -> int:
        if part == 17:
            raise ValueError("17")
        return part

    for jobs in (1, 2):
        with pytest.raises(ValueError, match="17"):
            shared(work, 40, jobs)


@pytest.mark.parametrize(
    "sizes", [[], [0, 0], [5], [1] * 1000, [900, 1, 1, 1, 500], [7, 0] * 300, [50] * 900]
)
@pytest.mark.parametrize("jobs", [1, 2, 8, 200])
def test_portions_have_each_once_in_order(sizes: list[int], jobs: int) -> None:
    found = portions(sizes, jobs, 10)
    assert [index for portion in found for index in portion] == list(range(len(sizes)))
    assert len(found) <= 256


def test_what_is_small_is_one_portion() -> None:
    assert portions([3, 3, 3], 4, 10) == (range(3),)
