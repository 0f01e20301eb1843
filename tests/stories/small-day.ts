/** A small day of the tests' own making with the dirt of real ones, and, written by hand beside it, what must leave the dock. */
import type { OrderGoods } from "../order-goods.ts";

/** InvoiceNo, StockCode, Description, Quantity, time of 4 May 2026, Country. */
const rows: readonly (readonly [string, string, string, number, string, string])[] = [
  ["700001", "10001", "BLUE MUG", 2, "08:00:00", "United Kingdom"],
  ["700001", "10002", "RED MUG", 1, "08:00:00", "United Kingdom"],
  // One code twice, in three spellings.
  ["700002", "10003a", 'TRAY, "GARDEN" PATTERN', 2, "08:00:01", "United Kingdom"],
  ["700002", "10004", "CANDLE", 4, "08:00:01", "United Kingdom"],
  ["700002", "10003A", "", 1, "08:00:01", "United Kingdom"],
  ["700002", " 10003A ", "", 1, "08:00:01", "United Kingdom"],
  // A service beside goods.
  ["700003", "10005", "LANTERN", 3, "08:00:02", "United Kingdom"],
  ["700003", "POST", "POSTAGE", 1, "08:00:02", "United Kingdom"],
  // Nothing to ship.
  ["700004", "M", "Manual", 1, "08:00:03", "United Kingdom"],
  // Goods that come back.
  ["C700005", "10001", "BLUE MUG", -2, "08:00:04", "United Kingdom"],
  // A write-off among lines.
  ["700006", "10006", "BELL", 5, "08:00:05", "United Kingdom"],
  ["700006", "10007", "broken", -3, "08:00:05", "United Kingdom"],
  // A case instead of units.
  ["700007", "10008", "RIBBON", 14, "08:00:06", "United Kingdom"],
  // More than a tote holds.
  ["700008", "10009", "PAPER CHAIN", 70, "08:00:07", "United Kingdom"],
  ["700009", "10002", "RED MUG", 2, "08:00:08", "United Kingdom"],
  ["700010", "10010", "CLOCK", 1, "08:00:09", "United Kingdom"],
  ["700010", "10001", "BLUE MUG", 1, "08:00:09", "United Kingdom"],
  ["700010", "10007", "SPOON", 2, "08:00:09", "United Kingdom"],
  // Eight make a wave; the rest wait for company.
  ["700011", "10004", "CANDLE", 6, "08:00:10", "United Kingdom"],
  ["700012", "10005", "LANTERN", 1, "08:00:11", "France"],
  ["700013", "10010", "CLOCK", 2, "08:00:12", "Japan"],
  ["700013", "10006", "BELL", 1, "08:00:12", "Japan"],
];

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const smallDay: string = [
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country",
  ...rows.map(([invoice, code, description, quantity, time, country]) =>
    [invoice, code, quoted(description), quantity, `2026-05-04 ${time}`, country].join(","),
  ),
  "",
].join("\r\n");

export const smallDayGoods: OrderGoods = {
  "700001": { "10001": 2, "10002": 1 },
  "700002": { "10003A": 4, "10004": 4 },
  "700003": { "10005": 3 },
  "700006": { "10006": 5 },
  "700007": { "10008": 14 },
  "700008": { "10009": 70 },
  "700009": { "10002": 2 },
  "700010": { "10001": 1, "10007": 2, "10010": 1 },
  "700011": { "10004": 6 },
  "700012": { "10005": 1 },
  "700013": { "10006": 1, "10010": 2 },
};

export const smallDayRejected = ["700004"];
export const smallDayReturned = 2;
export const smallDayWrittenOff = 3;
