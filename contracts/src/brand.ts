/** Nominal types: a plain value that only its gate may call by this name. */
declare const brand: unique symbol;
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };
