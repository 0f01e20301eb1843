/** Where a parcel goes, however its sender writes the country; and what becomes of one whose country nobody knows. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import countries from "i18n-iso-countries";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { Carriers } from "./carriers.ts";
import { countryOf } from "./countries.ts";
import { usualCarriers } from "./usual-carriers.ts";

describe("one country in many spellings", () => {
  it.each([
    [
      "GB",
      [
        "United Kingdom",
        " united kingdom ",
        "GB",
        "gb",
        "GBR",
        "826",
        "UK",
        "U.K.",
        "Great Britain",
        "England",
        "Scotland",
        "Reino Unido",
        "ＧＢ",
      ],
    ],
    ["IE", ["EIRE", "Éire", "Ireland", "IE", "IRL", "Republic of Ireland"]],
    [
      "DE",
      [
        "Germany",
        "Deutschland",
        "DEUTSCHLAND",
        "DE",
        "DEU",
        "de",
        "Allemagne",
        "Alemania",
        "Niemcy",
        "Германия",
        "ドイツ",
      ],
    ],
    ["AT", ["Austria", "Österreich", "Osterreich", "Oesterreich", "O\u0308sterreich", "AUT"]],
    ["CH", ["Switzerland", "Schweiz", "Suisse", "Svizzera", "CHE"]],
    ["ES", ["Spain", "España", "Espana", "ESP"]],
    ["NL", ["Netherlands", "The Netherlands", "Holland", "Nederland", "NLD"]],
    [
      "US",
      ["USA", "U.S.A.", "US", "u.s.", "United States", "United States of America", "840", "Estados Unidos"],
    ],
    ["CZ", ["Czech Republic", "Czechia", "Česko", "CZE"]],
    ["GR", ["Greece", "Ελλάδα", "EL", "GRC"]],
    ["TR", ["Turkey", "Türkiye", "TÜRKİYE", "Turkiye"]],
    ["CI", ["Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire"]],
    ["LC", ["St. Lucia", "Saint Lucia"]],
    ["TT", ["Trinidad & Tobago", "Trinidad and Tobago"]],
    ["JP", ["Japan", "日本", "JPN"]],
    ["KR", ["Korea", "South Korea", "Korea, Republic of", "대한민국", "KOR"]],
    ["ZA", ["RSA", "South Africa", "ZAF"]],
    ["HK", ["Hong Kong", "HKG"]],
  ])("%s", (code, spellings) => {
    expect(spellings.map((text) => [text, countryOf(text)])).toEqual(spellings.map((text) => [text, code]));
  });

  it("every code of the list, in two and three letters and digits, and every English name", () => {
    for (const [alpha2, alpha3] of Object.entries(countries.getAlpha2Codes())) {
      const numeric = countries.alpha2ToNumeric(alpha2)!;
      expect([alpha2, alpha3, numeric, alpha2.toLowerCase()].map(countryOf)).toEqual(Array(4).fill(alpha2));
      expect([alpha2, countryOf(countries.getName(alpha2, "en")!)]).toEqual([alpha2, alpha2]);
    }
  });

  it.each([
    "Atlantis",
    "Unspecified",
    "",
    "-",
    "XX",
    "ZZZ",
    "999",
    "Congo",
    "Kongo",
    "75001",
    "Paris",
    "toString",
  ])("%s is none", (text) => {
    expect(countryOf(text)).toBeUndefined();
  });
});

it.each([
  ["GB", "home-parcel", "home"],
  ["UK", "home-parcel", "home"],
  ["Channel Islands", "home-parcel", "islands"],
  ["Jersey", "home-parcel", "islands"],
  ["Deutschland", "euro-road", "europe-west"],
  ["European Community", "euro-road", "europe-west"],
  ["NOR", "euro-road", "europe-north"],
  ["España", "euro-road", "europe-south"],
  ["Hungary", "euro-road", "europe-east"],
  ["USA", "world-air", "americas"],
  ["Argentina", "world-air", "americas"],
  ["JP", "world-air", "asia-pacific"],
  ["Israel", "world-air", "middle-east"],
  ["RSA", "world-air", "world"],
  ["Kenya", "world-air", "world"],
  ["Atlantis", "unassigned", "unknown"],
])("a parcel to %s goes with %s to %s", (country, carrier, region) => {
  expect(new Carriers(usualCarriers).carriageTo(country)).toEqual({ carrier, region });
});

describe("an order to a country that nobody knows", () => {
  const orders = (floor: Floor) => floor.bridge.figures().orders;

  it("is taken, has no carrier, says so in its answer, is counted, and has an alarm until it ended", async () => {
    const floor = await aStockedFloor();
    const answer = floor.order("O1", { A: 1 }, { country: "Germoney" });
    floor.order("O2", { A: 1 }, { country: "Germoney" });
    floor.order("O3", { A: 1 }, { country: "Germany" });
    const during = [orders(floor).countryUnknown, [...floor.alarms.values()]];
    await floor.reopen();
    floor.run(1_800);

    expect(answer).toMatchObject({
      status: 201,
      body: { carrier: "unassigned", region: "unknown", country: "Germoney", countryCode: null },
    });
    expect(during).toEqual([2, ["order.country-unknown"]]);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(orders(floor).countryUnknown).toBe(2);
    expect([...floor.alarms.values()]).toEqual([]);
  });

  it("names in its alarm what was written and for which order, once for each spelling", async () => {
    const floor = await aStockedFloor();
    for (const [order, country] of [
      ["O1", "Атлантида"],
      ["O2", "Атлантида"],
      ["O3", "Germoney"],
    ] as const)
      floor.order(order, { A: 1 }, { country });

    const raised = (await floor.ledger.rows(1, 1e6)).flatMap(({ change }) =>
      change.mail
        .map(({ message }) => message as Record<string, unknown>)
        .filter(({ type }) => type === "alarm.raise"),
    );
    expect(raised).toMatchObject([
      { key: "order.country-unknown:WMS", parameters: { country: "Атлантида", order: "O1", orders: 1 } },
      { key: "order.country-unknown:WMS", parameters: { country: "Germoney", order: "O3", orders: 3 } },
    ]);
  });

  it("is one among others when it is cancelled: the alarm goes with the last of them", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 }, { country: "Germoney" });
    floor.order("O2", { A: 1 }, { country: "Narnia" });
    floor.post(wmsPaths.cancellation("O1"), {});
    const one = [...floor.alarms.values()];
    floor.post(wmsPaths.cancellation("O2"), {});

    expect([one, [...floor.alarms.values()]]).toEqual([["order.country-unknown"], []]);
  });

  it("of a known country says which it is", async () => {
    const floor = await aStockedFloor();

    expect(floor.order("O1", { A: 1 }, { country: "deutschland" }).body).toMatchObject({
      country: "deutschland",
      countryCode: "DE",
      carrier: "euro-road",
    });
  });
});
