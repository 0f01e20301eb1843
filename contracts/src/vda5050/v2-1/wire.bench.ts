/** What a message costs at the door; a state of 3 KB should stay near 30 microseconds. */
import { test } from "vitest";
import { anOrder, aState } from "./messages.fixture.ts";
import { readOrder, readState, writeOrder, writeState } from "./wire.ts";

const state = aState({}, 16);
const order = anOrder(12, 4);
const stateBytes = writeState(state);
const orderBytes = writeOrder(order);
const oddState = new TextEncoder().encode(JSON.stringify({ ...state, zoneSetId: null }));
const text = new TextDecoder().decode(stateBytes);

test(`a state of ${stateBytes.byteLength} bytes`, async ({ bench }) => {
  await bench.compare(
    bench("JSON.parse alone", () => void JSON.parse(text)),
    bench("readState", () => void readState(stateBytes)),
    bench("readState with a null to strip", () => void readState(oddState)),
    bench("writeState", () => void writeState(state)),
  );
});

test(`an order of ${orderBytes.byteLength} bytes`, async ({ bench }) => {
  await bench.compare(
    bench("readOrder", () => void readOrder(orderBytes)),
    bench("writeOrder", () => void writeOrder(order)),
  );
});
