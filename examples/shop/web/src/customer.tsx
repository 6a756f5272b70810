import { altertable } from "@altertable/altertable-js";

const EVENTS = {
  guide: "Care Guide Opened",
  rated: "Delivery Rated",
} as const;

type Topic = "light" | "watering" | "feeding" | "repotting" | "pests";

export function openedGuide(productId: string, topic: Topic): void {
  altertable.track(EVENTS.guide, { product_id: productId, topic });
}

export function Stars({ order }: { order: string }) {
  const rate = (rating: number) => altertable.track(EVENTS.rated, { order_id: order, rating });
  return (
    <>
      {[1, 2, 3, 4, 5].map((star) => (
        <button key={star} onClick={() => rate(star)}>
          ★
        </button>
      ))}
    </>
  );
}

// The page of the first shop, which some bookmarks still open.
export function OldThankYouPage({ total }: { total: number }) {
  altertable.track("checkout_completed", { revenue: total, plan: "free", currency: "EUR" });
  return <p>Thank you!</p>;
}
