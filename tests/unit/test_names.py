import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.names.likeness import Nearest, nearest, nearest_value

MANY = [
    f"{thing} {part} {deed}"
    for thing in ("Order", "Invoice", "Account", "Report", "Ticket", "Checkout")
    for part in ("Draft", "Summary", "Step", "Owner", "History")
    for deed in ("Created", "Deleted", "Opened", "Closed", "Shared", "Exported", "Renamed")
]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("chekout completed", "Checkout Completed"),
        ("signed_up", "Signed Up"),
        ("SignedUp!", "Signed Up"),
        ("Plan Changed", None),
        ("", None),
    ],
)
def test_the_name_that_looks_most_alike_is_found(name: str, meant: str | None) -> None:
    assert nearest(name, ["Checkout Completed", "Signed Up"]) == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Chekout Completed", "Checkout Completed"),
        ("Checkout Compelted", "Checkout Completed"),
        ("checkoutCompletd", "Checkout Completed"),
        ("Check Out Completed", "Checkout Completed"),
        ("Check Out Completd", "Checkout Completed"),
        ("Checkouts Complete", "Checkout Completed"),
        ("Sucesfully Sent", "Successfully Sent"),
        ("hcekout_started", "Checkout Started"),
        ("property", "properties"),
        ("paln", "plan"),
        ("wbe", "web"),
        ("ap.ts", "app.ts"),
        ("order-ids", "order_id"),
        ("step 1 competed", "Step 1 Completed"),
        ("tуpe", "type"),
        ("Größe geändert", "Grösse geändert"),
    ],
)
def test_a_word_misspelled_or_restyled_is_the_same_word(name: str, meant: str) -> None:
    assert nearest(name, [meant]) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Notifications Enabled", "Notifications Disabled"),
        ("Live Session Started", "Live Session Ended"),
        ("Settings Panel Opened", "Settings Panel Closed"),
        ("Wishlist Item Added", "Wishlist Item Removed"),
        ("User Account Signed In", "User Account Signed Out"),
        ("User Account SignedIn", "User Account SignedUp"),
        ("User Account Login", "User Account Logout"),
        ("Show Side Panel", "Hide Side Panel"),
        ("Quantity Incremented", "Quantity Decremented"),
        ("Quantity Increased", "Quantity Decreased"),
        ("Fullscreen Mode Entered", "Fullscreen Mode Left"),
        ("Fullscreen Enter", "Fullscreen Exit"),
        ("Team Invitation Accepted", "Team Invitation Declined"),
        ("Team Invitation Accepted", "Team Invitation Rejected"),
        ("Newsletter Subscribed", "Newsletter Unsubscribed"),
        ("Conversation Muted", "Conversation Unmuted"),
        ("Conversation Archived", "Conversation Unarchived"),
        ("is_active", "is_inactive"),
        ("Report Data Imported", "Report Data Exported"),
        ("included_items", "excluded_items"),
        ("Encrypted", "Decrypted"),
        ("Video Window Maximized", "Video Window Minimized"),
        ("macro_enabled", "micro_enabled"),
        ("employer_name", "employee_name"),
        ("synchronous", "asynchronous"),
        ("Onboarding Step 1 Completed", "Onboarding Step 2 Completed"),
        ("Checkout Step Completed", "Checkout Step 2 Completed"),
        ("address_line1", "address_line2"),
        ("v1_checkout", "v2_checkout"),
        ("Payment Card Added", "Payment Cart Added"),
        ("Checkout Form Sent", "Checkout Form Seen"),
        ("Order Completed", "Order Completed Twice"),
        ("Order Not Completed", "Order Completed"),
        ("User Plan Upgraded", "User Plan Downgraded"),
        ("price_min", "price_max"),
        ("page_url", "page_uri"),
        ("paid_by", "paid_to"),
    ],
)
def test_opposites_other_numbers_and_other_words_are_no_misspelling(one: str, other: str) -> None:
    assert (nearest(one, [other]), nearest(other, [one])) == (None, None)


def test_the_likely_one_is_found_beside_an_opposite_that_looks_more_alike() -> None:
    planned = ["Alerts Disabled", "Alerts Unenabled", "Allerts Enabled"]
    assert nearest("Alerts Enabled", planned) == "Allerts Enabled"


def test_a_value_is_found_as_it_is_and_not_as_text() -> None:
    assert nearest_value("1", [1, 2]) == 1
    assert nearest_value(10, [1, 100]) is None
    assert nearest_value("True", [False, True]) is True


@given(st.sampled_from(MANY), st.data())
def test_a_slip_of_the_pen_leads_to_the_same_name_among_many_as_among_few(
    name: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    written = name[:place] + data.draw(st.sampled_from(("", "x", "e"))) + name[place + 1 :]
    assert Nearest(MANY).to(written) == Nearest(MANY, few=len(MANY)).to(written)


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(name: str) -> None:
    assert Nearest(MANY).to(name) in {None, *MANY}
