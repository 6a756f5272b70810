from tracking_plan.finding import Problem, Related
from tracking_plan.place import Place


def test_all_places_of_a_problem_are_moved_together() -> None:
    old, new = Place(path="old"), Place(path="new")
    problem = Problem(message="m", at=old, related=(Related("r", old),), places=(old, old), count=2)
    moved = problem.with_places(lambda place: new if place == old else place)
    assert repr(old) not in repr(moved)
    assert repr(moved).count(repr(new)) == 4
    assert Problem(message="m", at=None).with_places(lambda _: new) == Problem(message="m", at=None)
