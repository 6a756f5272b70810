"""Writes the captured payloads of the shop: a week of Fernhill's traffic, always the same.

    python examples/shop/captured/make.py [FOLDER]

Most of it is as planned. The mistakes are those that shops really make, and the functions that
make them are named `wrong_*`. `altertable-docs.ndjson` holds the payloads that Altertable's public
documentation shows.
"""

import json
import random
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

Payload = dict[str, Any]
T = TypeVar("T")

SEED = 20261109
VISITORS = 420
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
PRODUCTS = [
    ("FI-0042", "foliage", 24.9),
    ("FI-0107", "foliage", 39.0),
    ("SU-0003", "succulents", 8.5),
    ("SU-0311", "succulents", 12.0),
    ("FL-0020", "flowering", 17.25),
    ("HE-0001", "herbs", 4.0),
    ("SP-0900", "supplies", 6.75),
]
CURRENCIES = ["EUR", "EUR", "EUR", "GBP", "USD"]
SEARCHES = ["monstera", "string of pearls", "cat safe plants", "terracotta pot", "basil"]
DOCS: list[Payload | list[Payload]] = [
    {
        "event": "Purchase Completed",
        "environment": "production",
        "distinct_id": "u_01jza857w4f23s1hf2s61befmw",
        "properties": {"amount": 99.99, "currency": "USD"},
    },
    [
        {
            "event": "Checkout Started",
            "environment": "production",
            "distinct_id": "u_01jza857w4f23s1hf2s61befmw",
            "properties": {},
        },
        {
            "event": "Checkout Completed",
            "environment": "production",
            "distinct_id": "u_01jza857w4f23s1hf2s61befmw",
            "properties": {"revenue": 49.99, "currency": "USD"},
        },
    ],
    {
        "event": "checkout_completed",
        "environment": "production",
        "distinct_id": "u_01jza857w4f23s1hf2s61befmw",
        "properties": {"revenue": 49.99, "plan": "pro", "currency": "USD"},
    },
]


class Dice:
    """Choices drawn from `random.random` alone, which gives the same on every Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def below(self, end: int) -> int:
        return int(self._random.random() * end)

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def uuid(self) -> str:
        bits = self.below(2**50) << 78 | self.below(2**50) << 28 | self.below(2**28)
        return str(uuid.UUID(int=bits, version=4))


class Visitor:
    """A person with a browser, and the clock of their visit."""

    def __init__(self, dice: Dice, number: int) -> None:
        self.dice = dice
        self.now = MONDAY + timedelta(seconds=dice.below(7 * 24 * 3600))
        self.anonymous_id = f"anonymous-{dice.uuid()}"
        self.device_id = f"device-{dice.uuid()}"
        self.session_id = f"session-{dice.uuid()}"
        self.user_id = f"u_{number:05d}"
        self.is_known = dice.chance(0.4)
        self.currency = dice.one_of(CURRENCIES)
        self.release = dice.one_of(["2026.11.3", "2026.11.3", "2026.11.2"])

    def wait(self, seconds: int) -> None:
        self.now += timedelta(milliseconds=500 + self.dice.below(seconds * 1000))

    def web(self, event: str, **properties: Any) -> Payload:
        """A payload as the JavaScript SDK sends it."""
        self.wait(40)
        return {
            "timestamp": iso(self.now),
            "event": event,
            "environment": "production",
            "device_id": self.device_id,
            "distinct_id": self.user_id if self.is_known else self.anonymous_id,
            "anonymous_id": self.anonymous_id if self.is_known else None,
            "session_id": self.session_id,
            "properties": {
                "$lib": "@altertable/altertable-js",
                "$lib_version": "1.2.0",
                "$release": self.release,
                "$url": "https://fernhill.example/",
                "app_version": self.release,
                **properties,
            },
        }

    def backend(self, event: str, **properties: Any) -> Payload:
        """A payload as the Python SDK sends it."""
        self.wait(5)
        return {
            "timestamp": iso(self.now),
            "event": event,
            "environment": "production",
            "distinct_id": self.user_id,
            "properties": properties,
        }

    def identify(self, traits: Payload) -> Payload:
        self.is_known = True
        return {
            "environment": "production",
            "device_id": self.device_id,
            "distinct_id": self.user_id,
            "anonymous_id": self.anonymous_id,
            "traits": traits,
        }


def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def browse(visitor: Visitor) -> Iterator[Payload]:
    dice = visitor.dice
    yield visitor.web("$pageview", **{"$viewport": "1280x720", "$referer": ""})
    if dice.chance(0.4):
        filters = [{"field": "light", "value": "shade"}] if dice.chance(0.5) else []
        query = dice.one_of(SEARCHES)
        count = dice.below(40)
        yield visitor.web("Products Searched", query=query, results_count=count, filters=filters)
    for _ in range(1 + dice.below(5)):
        product, category, price = dice.one_of(PRODUCTS)
        yield visitor.web(
            "Product Viewed",
            product_id=product,
            category=category,
            price=price,
            currency=visitor.currency,
            in_stock=dice.chance(0.9),
        )
        if dice.chance(0.15):
            yield visitor.web("Product Saved", product_id=product)
        if visitor.is_known and dice.chance(0.05):
            yield visitor.web(
                "Purchase Completed", amount=price, currency=visitor.currency, product_id=product
            )
    if visitor.is_known and dice.chance(0.3):
        topic = dice.one_of(["light", "watering", "feeding", "repotting", "pests"])
        yield visitor.web("Care Guide Opened", product_id="FI-0042", topic=topic, plan="pro")


def sign_up(visitor: Visitor) -> Iterator[Payload]:
    dice = visitor.dice
    method = dice.one_of(["email", "google", "apple"])
    code = f"FRIEND{dice.below(99)}" if dice.chance(0.2) else None
    yield visitor.backend("Account Created", method=method, plan="free", referral_code=code)
    newsletter = dice.chance(0.3)
    yield visitor.identify({"plan": "free", "newsletter": newsletter, "joined_on": "2026-11-09"})
    if dice.chance(0.7):
        yield visitor.backend("Email Verified", hours_since_signup=dice.below(480) / 10)


def buy(visitor: Visitor) -> Iterator[Payload]:
    dice = visitor.dice
    bought = [dice.one_of(PRODUCTS) for _ in range(1 + dice.below(3))]
    total = round(sum(price for _, _, price in bought), 2)
    money = {"value": total, "currency": visitor.currency}
    yield visitor.web("Cart Viewed", items_count=len(bought), **money)
    coupon = "AUTUMN10" if dice.chance(0.2) else None
    if coupon and visitor.release == "2026.11.3":
        yield wrong_coupon(visitor, coupon)
    elif coupon:
        yield visitor.web("Coupon Applied", coupon=coupon, discount=10)
    yield visitor.web("Checkout Started", items_count=len(bought), **money)
    if dice.chance(0.08):
        reason = dice.one_of(["declined", "expired_card", "insufficient_funds"])
        yield visitor.backend(
            "Payment Failed", reason=reason, revenue=total, currency=visitor.currency
        )
        return
    yield visitor.backend(
        "Checkout Completed",
        revenue=total,
        currency=visitor.currency,
        coupon=coupon,
        items=[
            {"product_id": product, "quantity": 1, "price": price} for product, _, price in bought
        ],
        schema_version="2.1",
    )
    yield from deliver(visitor)


def deliver(visitor: Visitor) -> Iterator[Payload]:
    dice = visitor.dice
    order = f"o-{10000 + dice.below(90000)}"
    visitor.now += timedelta(hours=4 + dice.below(30))
    yield visitor.backend(
        "Order Shipped", order_id=order, carrier=dice.one_of(["post", "bike", "pickup"])
    )
    if dice.chance(0.3):
        yield visitor.web("Delivery Rated", order_id=order, rating=3 + dice.below(3))


def visit(visitor: Visitor) -> Iterator[Payload]:
    yield from browse(visitor)
    if not visitor.is_known and visitor.dice.chance(0.35):
        yield from sign_up(visitor)
    if visitor.is_known and visitor.dice.chance(0.6):
        yield from buy(visitor)
    if visitor.is_known and visitor.dice.chance(0.05):
        yield visitor.backend(
            "Plan Upgraded", from_plan="free", plan="pro", revenue=9, currency=visitor.currency
        )
        yield {
            "timestamp": iso(visitor.now),
            "environment": "production",
            "distinct_id": visitor.user_id,
            "new_user_id": f"stripe:cus_{visitor.user_id[2:]}",
        }


def wrong_coupon(visitor: Visitor, coupon: str) -> Payload:
    """The latest release forgets the discount (web/src/checkout.tsx)."""
    return visitor.web("Coupon Applied", coupon=coupon)


def wrong_spelling(visitor: Visitor) -> Payload:
    """The express checkout misspells its event (web/src/checkout.tsx)."""
    return visitor.web("Chekout Started", value=24.9, currency=visitor.currency, items_count=1)


def wrong_key(visitor: Visitor) -> Payload:
    """The heart on the product page says productId (web/src/catalog.tsx)."""
    return visitor.web("Product Saved", productId="FL-0020")


def wrong_type(visitor: Visitor) -> Payload:
    """A release formatted prices before it sent them (web/src/catalog.tsx)."""
    visitor.release = "2026.11.1"
    return visitor.web(
        "Product Viewed",
        product_id="SU-0311",
        category="succulents",
        price="12.00",
        currency=visitor.currency,
    )


def wrong_nesting(visitor: Visitor) -> Payload:
    """The refund's properties were not put under `properties` (backend/refunds.py)."""
    return visitor.backend("Order Refunded")


def wrong_user(visitor: Visitor) -> Payload:
    """The pickup desk has no user at hand and names one that is reserved (backend/warehouse.py)."""
    payload = visitor.backend("Order Shipped", order_id="o-55555", carrier="pickup")
    return {**payload, "distinct_id": "anonymous"}


def wrong_query(visitor: Visitor) -> Payload:
    """People type all sorts of things into a search box."""
    query = f"order of {visitor.user_id}@mail.example"
    return visitor.web("Products Searched", query=query, results_count=0, filters=[])


def wrong_clock(visitor: Visitor) -> Payload:
    """The nightly job of the warehouse counts seconds (backend/warehouse.py)."""
    payload = visitor.backend("Order Shipped", order_id="o-77777")
    return {**payload, "timestamp": int(visitor.now.timestamp())}


def wrong_environment(visitor: Visitor) -> Payload:
    """One server was set up by hand."""
    payload = visitor.backend("Email Verified", hours_since_signup=1.5)
    return {**payload, "environment": "prod"}


def wrong_age(visitor: Visitor) -> Payload:
    """Tabs that have been open for months run the first shop's code."""
    visitor.release = "2025.12.9"
    choice = visitor.dice.below(4)
    if choice == 0:
        return visitor.web("Button Clicked", label="Buy")
    if choice == 1:
        return visitor.web("Basket Opened", items_count=2)
    if choice == 2:
        return visitor.web("checkout_completed", revenue=31.5, plan="free", currency="EUR")
    payload = visitor.web("Checkout Completed", amount=31.5, currency="EUR")  # version 1, as it was
    del payload["properties"]["app_version"]  # which came with version 2
    return payload


MISTAKES = [
    (wrong_spelling, 0.05),
    (wrong_key, 0.05),
    (wrong_type, 0.06),
    (wrong_nesting, 0.03),
    (wrong_user, 0.02),
    (wrong_query, 0.01),
    (wrong_clock, 0.03),
    (wrong_environment, 0.01),
    (wrong_age, 0.06),
]


def traffic(dice: Dice) -> Iterator[Payload | list[Payload]]:
    """The lines of the capture. The JavaScript SDK sends what is queued as a batch."""
    for number in range(VISITORS):
        visitor = Visitor(dice, number)
        payloads = list(visit(visitor))
        payloads += [mistake(visitor) for mistake, share in MISTAKES if dice.chance(share)]
        if dice.chance(0.2):
            yield payloads[:4]
            payloads = payloads[4:]
        yield from payloads


def write(path: Path, lines: Iterator[Payload | list[Payload]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def main(folder: Path) -> None:
    write(folder / "altertable-docs.ndjson", iter(DOCS))
    write(folder / "events.ndjson", iter([*traffic(Dice(SEED)), *DOCS]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
