/** Words on labels, in the languages that a label may ask for: those whose letters every printer's own fonts have. */

const english = {
  parcel: "Parcel",
  order: "Order",
  carton: "Carton",
  weight: "Weight",
  units: "Units",
  tote: "Tote",
  bin: "Bin",
  of: "To",
};
export type LabelWords = Readonly<Record<keyof typeof english, string>>;

export const labelWords = {
  en: english,
  de: {
    parcel: "Packstück",
    order: "Auftrag",
    carton: "Karton",
    weight: "Gewicht",
    units: "Stück",
    tote: "Behälter",
    bin: "Platz",
    of: "Nach",
  },
  fr: {
    parcel: "Colis",
    order: "Commande",
    carton: "Carton",
    weight: "Poids",
    units: "Unités",
    tote: "Bac",
    bin: "Emplacement",
    of: "Vers",
  },
  es: {
    parcel: "Bulto",
    order: "Pedido",
    carton: "Caja",
    weight: "Peso",
    units: "Unidades",
    tote: "Cubeta",
    bin: "Ubicación",
    of: "A",
  },
  it: {
    parcel: "Collo",
    order: "Ordine",
    carton: "Scatola",
    weight: "Peso",
    units: "Unità",
    tote: "Cassetta",
    bin: "Ubicazione",
    of: "A",
  },
  nl: {
    parcel: "Collo",
    order: "Order",
    carton: "Doos",
    weight: "Gewicht",
    units: "Stuks",
    tote: "Bak",
    bin: "Locatie",
    of: "Naar",
  },
} as const satisfies Readonly<Record<string, LabelWords>>;

export type LabelLanguage = keyof typeof labelWords;
