/** Everything that this room keeps. */
import type { Kind } from "@floorplane/contracts/kind";
import { carryKind } from "./carrying/carry.kind.ts";
import {
  confirmationKind,
  deadLetterKind,
  hearerKind,
  houseNameKind,
  knownHearerKind,
} from "./confirmations/confirmation.kind.ts";
import { hearerActsKind } from "./confirmations/hearer-acts.kind.ts";
import { toldKind } from "./confirmations/told.kind.ts";
import { deliveryKind, webhookKind } from "./confirmations/webhook.kind.ts";
import { countTourKind } from "./counting/count-tour.kind.ts";
import { snapshotKind } from "./counting/snapshot.kind.ts";
import { countTagsKind, stocktakeKind } from "./counting/stocktake.kind.ts";
import { itemKind } from "./goods/item.kind.ts";
import { handlingKind } from "./handling/handling.kind.ts";
import { answerKind } from "./intake/answering/answer.kind.ts";
import { referenceKind } from "./intake/reading/reference.kind.ts";
import { countersKind } from "./keeping/counters.kind.ts";
import { ledgerOwnerKind } from "./keeping/ledger-owner.kind.ts";
import { numbersKind } from "./keeping/remembered-numbers.kind.ts";
import { restorationKind } from "./keeping/restoration.kind.ts";
import { unknownNameKind } from "./keeping/unknown-name.kind.ts";
import { carrierLabelKind } from "./labels/carrier-label.kind.ts";
import { consignmentKind } from "./orders/consignment.kind.ts";
import { orderKind } from "./orders/order.kind.ts";
import { benchKind } from "./packing/bench.kind.ts";
import { manifestKind } from "./packing/manifest.kind.ts";
import { palletKind } from "./packing/pallet.kind.ts";
import { parcelKind } from "./packing/parcel.kind.ts";
import { deskKind, workKind } from "./packing/work.kind.ts";
import { photoKind } from "./photos/photo.kind.ts";
import { printKind } from "./printing/print.kind.ts";
import { printerKind } from "./printing/printer.kind.ts";
import { programKind } from "./programs/program.kind.ts";
import { returnKind } from "./returns/return.kind.ts";
import { serialsKind } from "./serials/serials.kind.ts";
import { expectedReceiptKind } from "./stock/expected-receipt.kind.ts";
import { holdKind } from "./stock/hold.kind.ts";
import { lotKind } from "./stock/lot.kind.ts";
import {
  binCountKind,
  closedPlaceKind,
  countedKind,
  misplacedKind,
  removedPlaceKind,
} from "./stock/places.kind.ts";
import { outsideKind, stockKind, transitKind } from "./stock/stock.kind.ts";
import { movedKind, warningKind } from "./stock/warning.kind.ts";
import { taskKind } from "./tasks/task.kind.ts";
import { readerKind } from "./totes/reader.kind.ts";
import { toteKind } from "./totes/tote.kind.ts";
import { captureKind, captureLeadKind } from "./trace/capture.kind.ts";
import { transferKind } from "./transfers/transfer.kind.ts";
import { waveKind } from "./waves/wave.kind.ts";

export const wmsBridgeKinds: readonly Kind[] = [
  deliveryKind,
  webhookKind,
  answerKind,
  benchKind,
  binCountKind,
  captureKind,
  captureLeadKind,
  carrierLabelKind,
  carryKind,
  closedPlaceKind,
  confirmationKind,
  consignmentKind,
  countTagsKind,
  countTourKind,
  countedKind,
  countersKind,
  deadLetterKind,
  expectedReceiptKind,
  handlingKind,
  hearerActsKind,
  hearerKind,
  holdKind,
  houseNameKind,
  itemKind,
  knownHearerKind,
  ledgerOwnerKind,
  restorationKind,
  lotKind,
  misplacedKind,
  movedKind,
  manifestKind,
  numbersKind,
  orderKind,
  outsideKind,
  deskKind,
  workKind,
  palletKind,
  parcelKind,
  printKind,
  printerKind,
  photoKind,
  programKind,
  readerKind,
  referenceKind,
  removedPlaceKind,
  returnKind,
  serialsKind,
  snapshotKind,
  stockKind,
  stocktakeKind,
  taskKind,
  toldKind,
  toteKind,
  transferKind,
  transitKind,
  unknownNameKind,
  warningKind,
  waveKind,
];
