"""What the payment provider tells us, with the generated helpers."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.analytics import UNSET, Tracker
from backend.analytics.shapes import Currency, PaymentFailedReason


@dataclass(frozen=True)
class Line:
    product_id: str
    quantity: int
    price: float


@dataclass(frozen=True)
class Order:
    user_id: str
    lines: Sequence[Line]
    currency: Currency
    email: str | None = None
    coupon: str | None = None

    @property
    def total(self) -> float:
        return round(sum(line.price * line.quantity for line in self.lines), 2)


def captured(tracker: Tracker, order: Order) -> None:
    tracker.checkout_completed(
        order.user_id,
        revenue=order.total,
        currency=order.currency,
        coupon=order.coupon,
        items=[
            {"product_id": line.product_id, "quantity": line.quantity, "price": line.price}
            for line in order.lines
        ],
        receipt_email=UNSET if order.email is None else order.email,
    )


def bought_now(tracker: Tracker, user_id: str, line: Line, currency: Currency) -> None:
    tracker.purchase_completed(
        user_id, amount=line.price, currency=currency, product_id=line.product_id
    )


def refused(tracker: Tracker, order: Order, reason: PaymentFailedReason, ip_address: str) -> None:
    tracker.payment_failed(
        order.user_id,
        reason=reason,
        revenue=order.total,
        currency=order.currency,
        ip_address=ip_address,  # the plan says `drop`: the helper takes it and never sends it
    )
