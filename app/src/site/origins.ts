/** What a site can be imported from. */
export const origins = ["lif", "opentcs", "grid"] as const;
export type Origin = (typeof origins)[number];
