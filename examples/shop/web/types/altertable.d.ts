// The part of Altertable's SDKs that the shop calls, so that the example type-checks without
// them. An application that installs the packages gets their own types instead.

declare module "@altertable/altertable-js" {
  export type EventProperties = Record<string, unknown>;
  export interface Altertable {
    init(apiKey: string, config?: { environment?: string; release?: string }): void;
    identify(userId: string, traits?: Record<string, unknown>): void;
    updateTraits(traits: Record<string, unknown>): void;
    alias(newUserId: string): void;
    page(url: string): void;
    track(event: string, properties?: EventProperties): void;
    reset(): void;
    flush(): Promise<void>;
  }
  export const altertable: Altertable;
}

declare module "@altertable/altertable-react" {
  import type { Altertable } from "@altertable/altertable-js";
  import type { ReactNode } from "react";

  interface Step {
    name: string;
    properties?: Record<string, unknown>;
  }
  export type FunnelMapping = Record<string, readonly Step[]>;
  type Named<Steps extends readonly Step[]> = Steps[number]["name"];
  type PropertiesOf<Steps extends readonly Step[], Name> = Extract<
    Steps[number],
    { name: Name }
  >["properties"];
  interface Funnel<Steps extends readonly Step[]> {
    trackStep<Name extends Named<Steps>>(step: Name, properties?: PropertiesOf<Steps, Name>): void;
  }

  export function AltertableProvider(props: { client: Altertable; children: ReactNode }): ReactNode;
  export function useAltertable<Funnels extends FunnelMapping = FunnelMapping>(): Omit<
    Altertable,
    "init" | "track"
  > & {
    track<Steps extends Funnels[keyof Funnels]>(
      event: Named<Steps>,
      properties?: Record<string, unknown>,
    ): void;
    selectFunnel<Name extends keyof Funnels>(name: Name): Funnel<Funnels[Name]>;
  };
}
