from tracking_plan.catalog.describe import describe
from tracking_plan.plan.load import load_text

PLAN = """tracking_plan: 1
sources: {web: {}, backend: {}}
common: {release: {type: string, description: What sent it.}}
events:
  Order Placed:
    description: |
      Somebody paid.
      Once.
    trigger: "After the provider\\n confirms."
    answers: [conversion, retention]
    owner: growth@acme.example
    sources: [web]
    status: deprecated
    replaced_by: Order Paid
    sunset: 2027-01-31
    previous_names: [order_placed]
    tags: [revenue]
    metadata: {dashboard: https://x.example, tier: 1}
    version: 2.1
    properties:
      total: {type: number, required: true, unit: USD, minimum: 0, examples: [1.5]}
      plan: {enum: [free, pro], nullable: true}
      kind: {const: web, status: deprecated, replaced_by: plan}
      email: {type: string, format: email, pii: {kind: email, action: hash}}
      code: {type: string, pattern: '^x', pii: none}
      items:
        type: array
        items: {type: object, properties: {sku: string!}}
    examples: [{total: 2}]
    previous:
      1.3: {status: retired, sunset: 2026-01-01, description: Before., properties: {sum: number}}
  Order Paid: {}
  Open: {additional_properties: true}
  Half Open: {additional_properties: true, properties: {a: any}}
"""
EXPECTED = """Order Placed 2.1 (deprecated), tracking-plan.yaml:5

Somebody paid.
Once.

Sent: After the provider confirms.
Answers: conversion, retention
Owner: growth@acme.example
Sources: web
Tags: revenue
Previous names: order_placed
Use instead: Order Paid
Counts as retired from: 2027-01-31
dashboard: https://x.example
tier: 1

Properties (* is required):
  total*: number, unit USD, minimum 0, such as 1.5
  plan: string or null, one of "free" | "pro"
  kind: string, always "web", deprecated, use plan instead
  email: string, format email, personal (email): hash
  code: string, pattern ^x, not personal
  items: array of object
    sku*: string
  release: string, common
      What sent it.

Examples:
  {"total": 2}

Version 1.3 (retired, counts as retired from 2026-01-01)
  Before.
Properties (* is required):
  sum: number"""


def test_all_that_a_plan_says_of_an_event_is_shown() -> None:
    plan = load_text(PLAN).plan
    assert plan is not None
    assert "\n".join(describe(plan.events["Order Placed"])) == EXPECTED


def test_what_an_event_carries_is_said_where_it_lists_nothing() -> None:
    plan = load_text("tracking_plan: 1\nevents:" + PLAN.split("\nevents:")[1]).plan
    assert plan is not None
    last = {name: list(describe(event)) for name, event in plan.events.items()}
    assert last["Order Paid"][-1] == "Properties: none"
    assert last["Open"][-1] == "Properties: any"
    assert last["Half Open"][-2:] == ["Properties (* is required), and any other:", "  a: any"]
