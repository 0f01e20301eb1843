/**
 * What each alarm of this room means (ISA-18.2 rationalisation): cause, consequence, what the operator does, and within which time. An alarm without
 * an action is none: such things are events in the log.
 */
import type { AlarmPriority } from "@floorplane/contracts/states";

/** What a person is told; the priority is said by who raises. */
export interface AlarmMeaning {
  readonly cause: string;
  readonly consequence: string;
  readonly action: string;
  /** Minutes within which the action still helps. */
  readonly respondWithinMinutes: number;
}

export interface AlarmDefinition extends AlarmMeaning {
  readonly priority: AlarmPriority;
}

export const ownAlarms = {
  "climate.temperature-band": {
    priority: "high",
    cause: "A zone was warmer or colder than its band for longer than a door stands open.",
    consequence: "Goods in the zone may have to be held and judged.",
    action: "Look for open doors and failed cooling or heating; move sensitive goods if it lasts.",
    respondWithinMinutes: 30,
  },
  "climate.humidity-band": {
    priority: "medium",
    cause: "A zone was drier or damper than its band for longer than a door stands open.",
    consequence: "Cartons soften or static builds up; labels come off.",
    action: "Check doors, roof and air handling of the zone.",
    respondWithinMinutes: 120,
  },
  "device.silent": {
    priority: "medium",
    cause: "The device has said nothing for two periods and a minute.",
    consequence: "Its zone or station is not watched.",
    action: "Check power, battery and radio of the device; exchange it if it stays silent.",
    respondWithinMinutes: 60,
  },
  "device.link-broken": {
    priority: "medium",
    cause: "The connection to the device is gone and does not come back by itself.",
    consequence: "Its values are old; a packing station takes no new jobs.",
    action: "Check network and power of the device and that its address in the site file is right.",
    respondWithinMinutes: 15,
  },
  "device.bad-values": {
    priority: "medium",
    cause: "Several readings in a row were no numbers or outside what is physically possible.",
    consequence: "The device's values are set aside; its zone may not be watched.",
    action: "Check the probe and its cable, and the unit the device is set to.",
    respondWithinMinutes: 120,
  },
  "device.channel-silent": {
    priority: "medium",
    cause:
      "One quantity of the device has not come for two periods and a minute, while the device speaks of the other.",
    consequence: "That quantity of its zone is not watched by this device.",
    action: "Check the probe of that quantity and its cable; exchange the device if it stays silent.",
    respondWithinMinutes: 60,
  },
  "device.unwatched": {
    priority: "high",
    cause: "The device measures for no zone of the site file, or for one whose band no value can lie in.",
    consequence: "Heat, cold and damp that it measures raise no alarm.",
    action: "Give the device a zone that the site file has, with min below max, and start again.",
    respondWithinMinutes: 60,
  },
  "device.frozen": {
    priority: "low",
    cause: "The value has not moved at all for hours.",
    consequence: "The device may show the past; its zone may not be watched.",
    action: "Breathe on the probe or compare with a hand instrument; exchange it if it stays still.",
    respondWithinMinutes: 480,
  },
  "device.unknown": {
    priority: "low",
    cause: "A reader or sensor speaks that the site file does not name.",
    consequence: "What it says has no effect.",
    action: "Add it to the site file, or find and remove it.",
    respondWithinMinutes: 480,
  },
  "device.identity": {
    priority: "high",
    cause: "A device names another one in its message.",
    consequence: "Its messages are set aside; somebody may be trying to speak for another device.",
    action: "Compare the device's settings with the site file; revoke its credential if they are right.",
    respondWithinMinutes: 30,
  },
  "device.shared-identity": {
    priority: "high",
    cause: "Two devices log in under one client id and throw each other out.",
    consequence: "Neither is heard reliably; the broker keeps both out for a minute at a time.",
    action: "Find the second device (a copied configuration or a stolen credential) and give it its own.",
    respondWithinMinutes: 15,
  },
  "station.stopped": {
    priority: "high",
    cause: "A packing station is held, stopped or aborted.",
    consequence: "Its totes wait and their orders may leave late.",
    action: "Clear the fault at the station and start it; send its totes elsewhere if that takes long.",
    respondWithinMinutes: 10,
  },
  "station.job-not-taken": {
    priority: "high",
    cause: "A packing station has not taken a job that it was given again and again.",
    consequence: "A tote stands unpacked and its order may leave late.",
    action: "Look at the station's infeed and its link; pack the tote by hand if need be.",
    respondWithinMinutes: 15,
  },
  "alarm.flood": {
    priority: "critical",
    cause: "More alarms stand than the list may hold.",
    consequence: "Further alarms are counted but not listed.",
    action: "Find the common cause (power, network) and acknowledge what it explains.",
    respondWithinMinutes: 5,
  },
} as const satisfies Readonly<Record<string, AlarmDefinition>>;

export type OwnAlarm = keyof typeof ownAlarms;
