import { altertable } from "@altertable/altertable-js";
import { useEffect } from "react";

import { RELEASE } from "./analytics";

export interface Product {
  id: string;
  title: string;
  category: "foliage" | "succulents" | "flowering" | "herbs" | "supplies";
  price: number;
  currency: "USD" | "EUR" | "GBP";
  inStock: boolean;
}

export function ProductPage({ product }: { product: Product }) {
  useEffect(() => {
    altertable.track("Product Viewed", {
      product_id: product.id,
      category: product.category,
      price: `${product.price.toFixed(2)}`,
      currency: product.currency,
      in_stock: product.inStock,
      app_version: RELEASE,
    });
  }, [product]);

  function save() {
    altertable.track("Product Saved", { productId: product.id });
  }

  return (
    <article>
      <h1>{product.title}</h1>
      <button onClick={save}>♥</button>
    </article>
  );
}

export interface Filter {
  field: "light" | "water" | "price" | "size";
  value: string;
}

export function searched(query: string, found: Product[], filters: Filter[]): void {
  altertable.track("Products Searched", {
    query: query.toLowerCase(),
    results_count: found.length,
    filters,
  });
}
