import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.lint.styles import STYLES, prevailing, rewrite
from tracking_plan.names.likeness import fold
from tracking_plan.names.words import words

NAMES = st.lists(st.text("abcdefgxyz", min_size=2, max_size=8), min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Checkout Completed", ("Checkout", "Completed")),
        ("checkoutCompleted", ("checkout", "Completed")),
        ("HTTPRequestSent", ("HTTP", "Request", "Sent")),
        ("userIDs", ("user", "IDs")),
        ("user_id", ("user", "id")),
        ("2FA Enabled", ("2FA", "Enabled")),
        ("step2Done", ("step2", "Done")),
        ("ÉtapeTerminée", ("Étape", "Terminée")),
        ("購入 完了", ("購入", "完了")),
        ("a.b-c/d", ("a", "b", "c", "d")),
        ("!?", ()),
    ],
)
def test_names_come_apart_into_words(name: str, parts: tuple[str, ...]) -> None:
    assert words(name) == parts


@given(NAMES, st.sampled_from(sorted(STYLES)))
def test_what_a_style_writes_fits_it_and_keeps_the_words(
    parts: tuple[str, ...], style: str
) -> None:
    written = STYLES[style].write(parts)
    assert STYLES[style].fits(written)
    assert fold(written) == fold(" ".join(parts))


@given(NAMES, st.sampled_from(sorted(STYLES)), st.sampled_from(sorted(STYLES)))
def test_a_name_can_be_rewritten_from_any_style_to_any_other(
    parts: tuple[str, ...], source: str, target: str
) -> None:
    name = STYLES[source].write(parts)
    there = rewrite(name, STYLES[target]) or name
    assert STYLES[target].fits(there)


@given(st.text())
def test_any_text_can_be_asked_about(name: str) -> None:
    for style in STYLES.values():
        style.fits(name)
        rewrite(name, style)


@pytest.mark.parametrize(
    ("names", "style"),
    [
        ((), None),
        (("Signup",), None),
        (("signup", "Signup"), None),
        (("Checkout Completed", "Signup"), "Title Case"),
        (("checkout_completed", "signup"), "snake_case"),
        (("checkoutCompleted", "signup", "Signed Up"), "camelCase"),
        (("購入", "完了"), None),
        (("flag-created", "flag-updated", "signup", "Flag Gone"), "kebab-case"),
        (("flag-created", "flag-updated", "opt in"), "kebab-case"),
        (("order.paid", "order.sent", "orderLost"), "dot.case"),
        (("user.signed_up", "user.logged_in"), "dot.case"),
        (("COURSE_STARTED", "COURSE_ENDED", "Course Gone"), "SCREAMING_SNAKE_CASE"),
        (("/cards/new", "/cards/old", "app/user.created"), None),
        (("deploy:success", "deploy:failed", "order.paid"), None),
        (("Order.Paid", "Order.Sent", "Order/Lost"), None),
        (("signup", "login", "logout"), None),
        (("Signup", "Login", "Checkout"), None),
        (("Sign-In Completed", "Sign-Up", "Order Paid"), "Title Case"),
        (("sign-in completed", "order paid", "sign-up"), "lower case"),
    ],
)
def test_the_prevailing_style_needs_a_majority(names: tuple[str, ...], style: str | None) -> None:
    found = prevailing(names)
    assert (found.name if found else None) == style


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("signedUp", "Signed Up"),
        ("logged_out", "Logged Out"),
        ("opted_in_to_mail", "Opted in to Mail"),
        ("product_added_to_cart", "Product Added to Cart"),
        ("off", "Off"),
        ("order_done_v2", "Order Done v2"),
    ],
)
def test_the_last_word_of_a_title_is_never_small(name: str, written: str) -> None:
    assert rewrite(name, STYLES["Title Case"]) == written
