/** What the descriptions of all addresses are put together from (OpenAPI 3.1). */
import { perPageMax } from "../reading/list-query.ts";

export const text = (description: string) => ({ type: "string", description });
export const whole = { type: "integer" };
export const time = { type: "string", format: "date-time" };
export const timeOf = (description: string) => ({ ...time, description });
export const timeOrNull = (description: string) => ({
  type: ["string", "null"],
  format: "date-time",
  description,
});

/** What people and programs did about one thing: which of these, who, why and when. */
export const actsOf = (acts: readonly string[], description: string) => ({
  type: "array",
  description,
  items: {
    type: "object",
    properties: {
      act: { type: "string", enum: [...acts] },
      via: { type: "string", enum: ["floor", "program"], description: "a person at a screen, or a program" },
      by: text("the name that the person gave, or the program"),
      reason: text("why; a program gives none"),
      at: time,
    },
  },
});

/** Words with what each means. */
export const meaningsOf = (known: Readonly<Record<string, string>>): string =>
  Object.entries(known)
    .map(([word, meaning]) => `\`${word}\`: ${meaning}`)
    .join("; ");

/** The key of a request that creates something. */
export const keyHeaders = {
  type: "object",
  required: ["idempotency-key"],
  properties: { "idempotency-key": { type: "string", minLength: 1, maxLength: 128 } },
};

/** What stands in a path under this name. */
export const inPath = (name: string) => ({
  type: "object",
  required: [name],
  properties: { [name]: { type: "string" } },
});

const whoseOf = (what: string) =>
  text(`${what}: a client of \`site.yaml\`; the site's own where nobody is named`);
export const whose = whoseOf("whose");
export const whoseGoods = whoseOf("whose goods");

/** Another key than these is refused. */
export const queryOf = (properties: object) => ({ type: "object", additionalProperties: false, properties });
export const perPageShown = { ...whole, minimum: 1, maximum: perPageMax, default: 100 };

/** Of a list that is read page by page; `properties`: what it is narrowed to. */
export const pagesOf = (properties: object) =>
  queryOf({ client: whose, after: text("`next` of the page before"), perPage: perPageShown, ...properties });
export const ofCarriers = text("of these carriers alone, with commas between");
