/**
 * Who carries a parcel and to which region it belongs, by destination country. The table is the house's own and documented here; a site that ships with
 * others changes this table. Countries not named go by air to region `world`, so that a new country never stops an order.
 */

export interface Carriage {
  readonly carrier: string;
  readonly region: string;
}

const home: Carriage = { carrier: "home-parcel", region: "home" };
const island: Carriage = { carrier: "home-parcel", region: "islands" };
const euroWest: Carriage = { carrier: "euro-road", region: "europe-west" };
const euroNorth: Carriage = { carrier: "euro-road", region: "europe-north" };
const euroSouth: Carriage = { carrier: "euro-road", region: "europe-south" };
const euroEast: Carriage = { carrier: "euro-road", region: "europe-east" };
const americas: Carriage = { carrier: "world-air", region: "americas" };
const asia: Carriage = { carrier: "world-air", region: "asia-pacific" };
const gulf: Carriage = { carrier: "world-air", region: "middle-east" };
const world: Carriage = { carrier: "world-air", region: "world" };

const byCountry = new Map<string, Carriage>([
  ["united kingdom", home],
  ["channel islands", island],
  ["eire", island],
  ["ireland", island],
  ["austria", euroWest],
  ["belgium", euroWest],
  ["european community", euroWest],
  ["france", euroWest],
  ["germany", euroWest],
  ["luxembourg", euroWest],
  ["netherlands", euroWest],
  ["switzerland", euroWest],
  ["denmark", euroNorth],
  ["finland", euroNorth],
  ["iceland", euroNorth],
  ["norway", euroNorth],
  ["sweden", euroNorth],
  ["cyprus", euroSouth],
  ["greece", euroSouth],
  ["italy", euroSouth],
  ["malta", euroSouth],
  ["portugal", euroSouth],
  ["spain", euroSouth],
  ["czech republic", euroEast],
  ["lithuania", euroEast],
  ["poland", euroEast],
  ["brazil", americas],
  ["canada", americas],
  ["mexico", americas],
  ["usa", americas],
  ["united states", americas],
  ["australia", asia],
  ["china", asia],
  ["hong kong", asia],
  ["japan", asia],
  ["korea", asia],
  ["singapore", asia],
  ["bahrain", gulf],
  ["israel", gulf],
  ["lebanon", gulf],
  ["saudi arabia", gulf],
  ["united arab emirates", gulf],
]);

/** Names are compared without case and outer blanks. */
export const carriageTo = (country: string): Carriage => byCountry.get(country.trim().toLowerCase()) ?? world;
