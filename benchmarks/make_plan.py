"""A believable plan of any size, for benchmarks: the same seed gives the same bytes.

    python benchmarks/make_plan.py --events 200 > tracking-plan.yaml

An event takes about 1.8 kB. Most of it is clean; one event in fifty has something that lint finds.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator

OBJECTS = [
    "Account",
    "Address",
    "Alert",
    "Article",
    "Attachment",
    "Banner",
    "Basket",
    "Billing",
    "Board",
    "Booking",
    "Campaign",
    "Card",
    "Cart",
    "Category",
    "Channel",
    "Checkout",
    "Comment",
    "Contact",
    "Contract",
    "Coupon",
    "Course",
    "Credit",
    "Dashboard",
    "Delivery",
    "Device",
    "Document",
    "Domain",
    "Draft",
    "Export",
    "Feature",
    "Feed",
    "Filter",
    "Folder",
    "Form",
    "Gallery",
    "Goal",
    "Group",
    "Guide",
    "Image",
    "Import",
    "Integration",
    "Invitation",
    "Invoice",
    "Item",
    "Label",
    "Lesson",
    "Link",
    "List",
    "Listing",
    "Location",
    "Login",
    "Mention",
    "Menu",
    "Message",
    "Milestone",
    "Note",
    "Notification",
    "Offer",
    "Onboarding",
    "Order",
    "Organization",
    "Page",
    "Password",
    "Payment",
    "Permission",
    "Plan",
    "Playlist",
    "Poll",
    "Post",
    "Preference",
    "Product",
    "Profile",
    "Project",
    "Promotion",
    "Query",
    "Question",
    "Quiz",
    "Quote",
    "Rating",
    "Receipt",
    "Recommendation",
    "Refund",
    "Reminder",
    "Report",
    "Request",
    "Reservation",
    "Review",
    "Reward",
    "Role",
    "Rule",
    "Schedule",
    "Search",
    "Section",
    "Segment",
    "Seat",
    "Session",
    "Setting",
    "Share",
    "Shipment",
    "Story",
    "Subscription",
    "Survey",
    "Tag",
    "Task",
    "Team",
    "Template",
    "Ticket",
    "Tour",
    "Transfer",
    "Trial",
    "Tutorial",
    "Upload",
    "User",
    "Variant",
    "Video",
    "Wallet",
    "Webhook",
    "Widget",
    "Wishlist",
    "Workspace",
]
PARTS = [
    "Details",
    "Summary",
    "History",
    "Preview",
    "Step",
    "Limit",
    "Draft",
    "Batch",
    "Archive",
    "Owner",
    "Comment",
    "Export",
    "Version",
    "Discount",
    "Usage",
    "Settings",
    "Status",
    "Badge",
    "Rule",
    "Filter",
]
ACTIONS = [
    "Abandoned",
    "Accepted",
    "Activated",
    "Added",
    "Approved",
    "Archived",
    "Assigned",
    "Canceled",
    "Changed",
    "Clicked",
    "Closed",
    "Completed",
    "Confirmed",
    "Connected",
    "Copied",
    "Created",
    "Declined",
    "Deleted",
    "Disabled",
    "Dismissed",
    "Downloaded",
    "Edited",
    "Enabled",
    "Exported",
    "Failed",
    "Filtered",
    "Imported",
    "Invited",
    "Merged",
    "Moved",
    "Opened",
    "Paid",
    "Paused",
    "Printed",
    "Published",
    "Rated",
    "Received",
    "Refunded",
    "Removed",
    "Renamed",
    "Requested",
    "Restored",
    "Saved",
    "Scheduled",
    "Selected",
    "Sent",
    "Shared",
    "Started",
    "Submitted",
    "Upgraded",
    "Viewed",
]
QUESTIONS = ("activation", "conversion", "engagement", "retention")
SOURCES = ("web", "ios", "android", "backend")
TEAMS = ("growth", "checkout", "platform", "content", "insights", "mobile")

# name, type, further keys, a value for the event's example
PROPERTIES = (
    ("plan_tier", "string", "enum: [free, pro, team, enterprise]", "pro"),
    ("currency", "string", "enum: [USD, EUR, GBP, JPY]", "EUR"),
    ("amount", "number", "minimum: 0, unit: USD", 49.9),
    ("quantity", "integer", "minimum: 1, maximum: 1000", 2),
    ("duration_ms", "integer", "minimum: 0, unit: ms", 1250),
    ("is_first_time", "boolean", "", True),
    ("is_trial", "boolean", "", False),
    ("screen_section", "string", "max_length: 80", "header"),
    ("entry_point", "string", "enum: [menu, search, link, notification]", "menu"),
    ("object_ref", "string", "pattern: '^[a-z]{2,8}_[0-9a-z]+$'", "obj_42"),
    ("experiment_variant", "string", "max_length: 40", "control"),
    ("error_code", "string", "max_length: 40, nullable: true", "timeout"),
    ("item_count", "integer", "minimum: 0", 3),
    ("discount_percent", "number", "minimum: 0, maximum: 100", 12.5),
    ("campaign_source", "string", "max_length: 120", "newsletter"),
    ("created_on", "string", "format: date", "2026-02-14"),
    ("result_position", "integer", "minimum: 1", 4),
    ("locale", "string", "pattern: '^[a-z]{2}(-[A-Z]{2})?$'", "fr-FR"),
    ("payment_method", "string", "enum: [card, transfer, wallet, voucher]", "card"),
    ("has_coupon", "boolean", "", True),
    ("retry_count", "integer", "minimum: 0, maximum: 20", 0),
    ("team_size", "integer", "minimum: 1", 12),
    ("search_term_length", "integer", "minimum: 0", 9),
    ("file_format", "string", "enum: [csv, json, pdf, xlsx]", "csv"),
)
SENTENCES = (
    "What the person saw when it happened, as the interface calls it.",
    "Counted once, also where the network made the client send it twice.",
    "As the server computed it, not as the page showed it.",
    "Absent where the person has not chosen yet.",
    "The value at the moment of the event, before anything else changes it.",
    "Needed to tell new teams from those that come back after a pause.",
)
HEAD = """tracking_plan: 1
name: benchmark
description: A made plan, for measuring.
sources:
  web: {paths: ["web/**"], libs: [altertable-js]}
  ios: {}
  android: {}
  backend: {paths: ["api/**"]}
conventions: {event_names: Title Case, property_names: snake_case, require: [description, owner]}
common:
  app_version: {type: string, max_length: 20, description: Release that sent the event.}
events:
"""


def names(count: int, rng: random.Random) -> Iterator[str]:
    """`count` different names of an object and an action, and, once those run out, of parts."""
    short = [f"{thing} {action}" for thing in OBJECTS for action in ACTIONS]
    long = [f"{t} {part} {a}" for t in OBJECTS for part in PARTS for a in ACTIONS if part != t]
    rng.shuffle(short)
    rng.shuffle(long)
    pool = [name for pair in zip(short, long, strict=False) for name in pair]
    if count > len(pool):
        raise SystemExit(f"at most {len(pool)} events")
    yield from pool[:count]


def event(name: str, rng: random.Random) -> Iterator[str]:
    """The lines of one event."""
    chosen = rng.sample(PROPERTIES, rng.randint(6, 10))
    clean = rng.random() >= 0.02
    yield f"  {name}:"
    first, *_, last = name.split()
    yield f"    description: {first} was {last.lower()} by a person or by a rule."
    yield f"    trigger: Right after the server confirms. {rng.choice(SENTENCES)}"
    yield f"    answers: {rng.choice(QUESTIONS)}"
    if clean:
        yield f"    owner: {rng.choice(TEAMS)}@acme.example"
    yield f"    sources: [{', '.join(rng.sample(SOURCES, rng.randint(1, 3)))}]"
    yield f"    tags: [{rng.choice(TEAMS)}, {rng.choice(QUESTIONS)}]"
    yield "    properties:"
    example = {}
    for key, kind, further, value in chosen:
        needed = rng.random() < 0.5
        yield f"      {key}:"
        yield f"        description: {rng.choice(SENTENCES)}"
        yield f"        type: {kind}"
        yield from (f"        {part}" for part in _split(further))
        if needed:
            yield "        required: true"
            example[key] = value
    if not clean:
        yield "      user_email: {type: string, description: Where receipts go to.}"
    yield "    examples:"
    yield f"      - {json.dumps(example)}"


def _split(further: str) -> list[str]:
    """The further keys of a property, a line each."""
    parts: list[str] = []
    for part in further.split(", "):
        if ":" in part:
            parts.append(part)
        elif part:
            parts[-1] += f", {part}"
    return parts


def plan(events: int, seed: int = 1) -> str:
    """The text of a plan."""
    rng = random.Random(seed)
    lines = (line for name in names(events, rng) for line in event(name, rng))
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Writes the plan to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.stdout.write(plan(arguments.events, arguments.seed))


if __name__ == "__main__":
    main()
