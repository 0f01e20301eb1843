/**
 * Who carries a parcel and to which region it belongs, by destination country. The table is the house's own and documented here; a site that ships with
 * others changes this table. Known countries that it does not name go by air to region `world`; a country that nobody knows has no carrier until a person
 * says which, so that nothing is sent around the world for a misspelt name.
 */
import { type CountryCode, channelIslands, countryOf, europeanUnion } from "./countries.ts";

export interface Carriage {
  readonly carrier: string;
  readonly region: string;
}

/** Of an order whose country nobody knows. */
export const unassigned: Carriage = { carrier: "unassigned", region: "unknown" };

const world: Carriage = { carrier: "world-air", region: "world" };
const table: readonly (Carriage & { readonly countries: string })[] = [
  { carrier: "home-parcel", region: "home", countries: "GB" },
  { carrier: "home-parcel", region: "islands", countries: `IE IM JE GG ${channelIslands}` },
  { carrier: "euro-road", region: "europe-west", countries: `AT BE CH DE FR LI LU MC NL ${europeanUnion}` },
  { carrier: "euro-road", region: "europe-north", countries: "AX DK FI FO IS NO SE SJ" },
  { carrier: "euro-road", region: "europe-south", countries: "AD CY ES GI GR IT MT PT SM VA" },
  {
    carrier: "euro-road",
    region: "europe-east",
    countries: "AL BA BG CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK",
  },
  {
    carrier: "world-air",
    region: "americas",
    countries:
      "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
  },
  {
    carrier: "world-air",
    region: "asia-pacific",
    countries:
      "AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN JP KH KI KP KR LA LK MH MM MN MO MP MV MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TK TL TO TV TW VN VU WF WS",
  },
  {
    carrier: "world-air",
    region: "middle-east",
    countries: "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
  },
];

const byCountry = new Map<CountryCode, Carriage>(
  table.flatMap(({ countries, carrier, region }) =>
    countries.split(" ").map((code) => [code, { carrier, region }]),
  ),
);

/** The destination as the sender wrote it. */
export function carriageTo(country: string): Carriage {
  const code = countryOf(country);
  return code === undefined ? unassigned : (byCountry.get(code) ?? world);
}
