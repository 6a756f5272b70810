"""Refunds, as they were written before the shop generated its helpers."""

from altertable import Altertable

client = Altertable("demo-key")


def refunded(user_id: str, order_id: str, amount: float, currency: str) -> None:
    client.track(
        "Order Refunded",
        user_id,
        {"order_id": order_id, "amount": amount, "currency": currency},
    )
