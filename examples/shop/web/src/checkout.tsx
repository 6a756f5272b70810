import { useAltertable } from "@altertable/altertable-react";

type Currency = "USD" | "EUR" | "GBP";

export interface Cart {
  lines: { productId: string; quantity: number }[];
  total: number;
  currency: Currency;
}

type Funnels = {
  checkout: [
    { name: "Cart Viewed"; properties: { items_count: number; value: number; currency: Currency } },
    { name: "Checkout Started"; properties: { value: number; currency: Currency } },
  ];
};

export function CartPage({ cart, pay }: { cart: Cart; pay: () => void }) {
  const { selectFunnel } = useAltertable<Funnels>();
  const funnel = selectFunnel("checkout");

  funnel.trackStep("Cart Viewed", {
    items_count: cart.lines.length,
    value: cart.total,
    currency: cart.currency,
  });

  function begin() {
    funnel.trackStep("Checkout Started", { value: cart.total, currency: cart.currency });
    pay();
  }

  return <button onClick={begin}>Pay {cart.total}</button>;
}

export function ExpressButton({ cart, pay }: { cart: Cart; pay: () => void }) {
  const { track } = useAltertable();

  function begin() {
    track("Chekout Started", { value: cart.total, currency: cart.currency, items_count: 1 });
    pay();
  }

  return <button onClick={begin}>Pay at once</button>;
}

export function CouponField({ redeem }: { redeem: (code: string) => void }) {
  const { track } = useAltertable();

  function apply(code: string) {
    redeem(code);
    track("Coupon Applied", { coupon: code });
  }

  return <input onBlur={(change) => apply(change.target.value)} />;
}

export function BuyNow({ price, currency }: { price: number; currency: Currency }) {
  const { track } = useAltertable();
  return (
    <button onClick={() => track("Purchase Completed", { amount: price, currency })}>
      Buy now
    </button>
  );
}
