"""Proofs, witnesses and samples of random versions agree: `compatibility_search.py` runs longer."""

from random import Random

from compatibility_search import check_samples, compare_versions
from hypothesis import given, settings
from hypothesis import strategies as st
from random_schemas import edited, event_schema

from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.proofs.witness import NO_WITNESS, witness
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_no_witness_contradicts_a_proof(chance: Random) -> None:
    old = event_schema(chance)
    new = edited(old, chance)
    found = witness(old, new, None, Random(1))
    if found is not NO_WITNESS:
        assert proof(old, new) is not Proof.PROVED


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_nothing_that_the_old_version_accepts_contradicts_a_proof(chance: Random) -> None:
    old = event_schema(chance)
    new = edited(old, chance)
    if proof(old, new) is Proof.PROVED:
        accepts = Validator(new).is_valid
        assert all(map(accepts, samples(old, Random(1), 60)))


def test_what_is_refuted_has_a_witness() -> None:
    counts = compare_versions(20_260_101, 150)
    assert counts[Proof.REFUTED] > 30
    found = counts[f"{Proof.REFUTED}, with a witness"]
    assert found >= 0.99 * counts[Proof.REFUTED]


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_both_engines_accept_all_samples(chance: Random) -> None:
    schema = event_schema(chance)
    engines = [Validator(schema, engine) for engine in Engine]
    for value in samples(schema, Random(1), 30):
        assert all(engine.is_valid(value) for engine in engines)


def test_most_schemas_have_samples() -> None:
    counts = check_samples(1, 60, 20)
    assert counts["schemas without any"] < 6
    assert counts["samples"] > 600
