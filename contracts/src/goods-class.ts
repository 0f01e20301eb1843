/** Classes of goods that may not stand wherever there is room (REQUIREMENTS A2, compliance zoning). */
export const goodsClasses = ["general", "battery", "liquid", "restricted"] as const;
export type GoodsClass = (typeof goodsClasses)[number];
