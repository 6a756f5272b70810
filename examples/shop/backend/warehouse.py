"""What the warehouse reports: parcels at the counter, and the night's list."""

import time

import requests
from altertable import Altertable

client = Altertable("demo-key")


def picked_up(order_id: str) -> None:
    """The buyer stands at the counter, and nobody knows their account."""
    properties = {"order_id": order_id, "carrier": "pickup"}
    client.track("Order Shipped", "anonymous", {"properties": properties})


def report_night(api: str, shipped: dict[str, str]) -> None:
    """One request with the parcels of the night: order -> user."""
    batch = [
        {
            "event": "Order Shipped",
            "environment": "production",
            "distinct_id": user_id,
            "timestamp": int(time.time()),
            "properties": {"order_id": order_id},
        }
        for order_id, user_id in shipped.items()
    ]
    requests.post(f"{api}/track", json=batch, timeout=10)
