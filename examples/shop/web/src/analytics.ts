import { altertable } from "@altertable/altertable-js";

export const RELEASE = "2026.11.3";

export function start(apiKey: string): void {
  altertable.init(apiKey, { environment: "production", release: RELEASE });
}

export interface Customer {
  id: string;
  plan: "free" | "pro" | "premium" | "enterprise";
  newsletter: boolean;
}

export function signedIn(customer: Customer): void {
  altertable.identify(customer.id, { plan: customer.plan, newsletter: customer.newsletter });
}
