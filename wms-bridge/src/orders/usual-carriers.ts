/** Carriers of a site whose file names none: a European warehouse's, every day of the week. Known countries that no region names go by air. */
import type { CarrierRow, Departure } from "@floorplane/contracts/site-carriers";

/** Received before 15:00 leaves with the evening's truck, later with the next noon's. */
const departures: Departure[] = [
  { leaves: "12:00", orderBy: "00:00" },
  { leaves: "19:00", orderBy: "15:00" },
];

const region = (name: string, countries: string) => ({ region: name, countries: countries.split(" ") });

export const usualCarriers: readonly CarrierRow[] = [
  {
    carrier: "home-parcel",
    departures,
    regions: [
      region("home", "GB"),
      { region: "islands", countries: ["IE", "IM", "JE", "GG", "Channel Islands"] },
    ],
  },
  {
    carrier: "euro-road",
    departures,
    regions: [
      region("europe-west", "AT BE CH DE EU FR LI LU MC NL"),
      region("europe-north", "AX DK FI FO IS NO SE SJ"),
      region("europe-south", "AD CY ES GI GR IT MT PT SM VA"),
      region("europe-east", "AL BA BG CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK"),
    ],
  },
  {
    carrier: "world-air",
    departures,
    regions: [
      region(
        "americas",
        "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
      ),
      region(
        "asia-pacific",
        "AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN JP KH KI KP KR LA LK MH MM MN MO MP MV MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TK TL TO TV TW VN VU WF WS",
      ),
      region("middle-east", "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE"),
      { region: "world" },
    ],
  },
];
