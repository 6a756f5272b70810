"""Accounts and subscriptions, with the generated helpers."""

from datetime import datetime

from backend.analytics import Tracker
from backend.analytics.shapes import Currency, Plan


def open_account(tracker: Tracker, user_id: str, referral_code: str | None) -> None:
    tracker.identify(user_id, plan="free", newsletter=False)
    tracker.account_created(user_id, method="email", plan="free", referral_code=referral_code)


def verify_email(tracker: Tracker, user_id: str, opened: datetime, clicked: datetime) -> None:
    hours = (clicked - opened).total_seconds() / 3600
    tracker.email_verified(user_id, hours_since_signup=hours)


def upgrade(tracker: Tracker, user_id: str, old: Plan, new: Plan, price: float) -> None:
    currency: Currency = "EUR"
    tracker.plan_upgraded(user_id, from_plan=old, plan=new, revenue=price, currency=currency)
    tracker.alias(user_id, f"stripe:cus_{user_id.removeprefix('u_')}")
