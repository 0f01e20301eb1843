/** Alarms in English: what each is, why, what follows and what to do (ISA-18.2 rationalisation). Total: an alarm or root without words does not compile. */
import type { AlarmText, AlarmWords } from "./alarm-words.ts";

export const alarmsInEnglish = {
  "house.line-down": {
    title: "House has lost its line to the floor",
    cause: "The connection between the control plane and its MQTT broker is down.",
    consequence:
      "Robots drive to the end of what they were given and stand there; nothing new is heard or said. Nobody else is to blame for the silence.",
    action:
      "Look at the broker and at the network to it. When the line is back, every robot is looked at anew and the work goes on by itself.",
  },
  "house.behind": {
    title: "House does not keep up with its clock",
    cause:
      "This machine is too slow for what runs on it, or for the speed that was asked for: the control plane's answers come late.",
    consequence:
      "Robots wait for their way, and are called stuck, silent or in each other's way without being so; orders leave late.",
    action:
      "Look at what else runs on this machine and end it. A demo: start it again with a lower --speed, or fewer robots. A house that is behind at its usual load needs a faster machine of its own. Alarms of robots that came meanwhile are judged when this one is over.",
  },
  "planner.lost": {
    title: "Traffic planner was lost",
    cause: "The thread that plans who passes first died, or made no plan for two seconds.",
    consequence:
      "Plans are made in the control plane's own thread meanwhile; nobody meets anybody for it, and everything else is a little later.",
    action:
      "It is started again by itself. Where it happens again and again, look at the machine's load and memory, and at planner.thread-lost in house.log.",
  },
  "robot.lost": {
    title: "Robot is lost",
    cause: "The robot has been silent or off line for too long.",
    consequence: "The floor where it was last seen stays held for it; its transport waits.",
    action: "Look where it stands. Bring it back on line, or take it off the floor and confirm that.",
  },
  "robot.estop": {
    title: "Emergency stop pressed on robot",
    cause: "An emergency stop is pressed on or near the robot.",
    consequence: "The robot stands and others drive around it; it never goes on by itself.",
    action: "Go there, see that nobody is in danger, release the stop and resume the robot.",
  },
  "robot.fault": {
    title: "Robot needs a person",
    cause: "The robot reports a fault that it cannot heal itself.",
    consequence: "It stands; its transport and the way it blocks wait.",
    action: "Read the fault on the robot, clear it there and resume.",
  },
  "robot.astray": {
    title: "Robot is not where it can be",
    cause: "The robot is not where it can be, or does not know where it is.",
    consequence: "It is given no further way; old and new place stay held.",
    action: "Bring it back onto its lane and set its position.",
  },
  "robot.contradicts": {
    title: "Robot contradicts itself over its place",
    cause: "The node that the robot names as its last and the pose that it says do not fit together.",
    consequence: "It is given no further way; where it was, where it says to be and all between stay held.",
    action:
      "Look where it stands. Mend its localisation or its order there; if it stays so, give up its order or take it off the floor.",
  },
  "robot.unanswered": {
    title: "Robot does not answer orders",
    cause: "The robot speaks but does not answer orders that were sent again and again.",
    consequence: "Its transport waits and may become late.",
    action: "Look at the robot's control and its network; restart it if it stays deaf.",
  },
  "robot.refuses": {
    title: "Robot refuses its orders",
    cause: "The robot refuses one order after another.",
    consequence: "It gets no more work.",
    action: "Read its last error; compare its map and abilities with the site's.",
  },
  "robot.unfit": {
    title: "Robot cannot do what is asked of every robot here",
    cause:
      "By its factsheet the robot cannot do what is asked of every robot here: follow a curve, do an action, or take an order as long as the shortest one is.",
    consequence:
      "It gets no orders: it would refuse them, drive where nobody holds the floor for it, or leave out what must be done.",
    action:
      "Read which in the alarm, with the field of the factsheet. Change the layout, or the robot's software and its factsheet.",
  },
  "robot.limits-untold": {
    title: "Robot is not told all that others are",
    cause:
      "The robot's factsheet does not list limits of a kind that the layout sets, or the actions of charging, so that its orders do not carry them.",
    consequence:
      "It may drive faster or stand taller there than the layout allows; one without the actions of charging is sent to no charger.",
    action: "Set these limits in the robot itself, or have its factsheet list the fields that it takes.",
  },
  "robot.cancel-stuck": {
    title: "Robot does not cancel",
    cause: "The robot was asked to cancel its order and neither did nor stands.",
    consequence: "Its way stays held and its transport waits.",
    action: "Stop the robot by hand and clear its order there.",
  },
  "robot.stuck": {
    title: "Robot has not moved on",
    cause: "The robot is heard, has work, and has not moved on for minutes.",
    consequence: "Its transport and those behind it wait.",
    action: "Look for an obstacle on its way and take it off.",
  },
  "robot.unreadable": {
    title: "Robot says what nobody can read",
    cause: "What the robot says on a topic cannot be read, or names another robot.",
    consequence: "Nothing of it counts: the robot is as good as silent there, and its place stays held.",
    action:
      "Mend the field that is named, in the robot's software or its settings; the rest of its words are as they were.",
  },
  "robot.odd-words": {
    title: "Robot says some things oddly",
    cause: "The robot leaves out or misspells fields that the standard asks for.",
    consequence: "They are read on the safe side: it may stand, or take no work, where it need not.",
    action:
      "Mend the fields that are named in the robot's software; the table of what is made of each is in the contracts.",
  },
  "robot.ring": {
    title: "Robots wait for one another in a ring",
    cause: "Robots wait for one another in a ring that traffic could not dissolve by itself.",
    consequence: "All of them stand, and so does what waits behind them.",
    action: "Pause one of them and drive it by hand to the next free place; the others go on by themselves.",
  },
  "robot.displaced": {
    title: "Robot stands where another holds the floor",
    cause: "The robot stands where another one holds the floor.",
    consequence: "Both are given no further way, so that they do not meet.",
    action: "Drive one of them back to its lane by hand.",
  },
  "robot.outcome-unknown": {
    title: "Unknown whether units were moved",
    cause: "The robot lost its order while it was picking or putting.",
    consequence: "Nobody knows whether the units were moved; the tote will be counted.",
    action: "Nothing on the robot; see that the tote reaches a check lane.",
  },
  "robot.bars-way": {
    title: "Robot bars the way to work",
    cause:
      "The robot stands for good where others have to pass, and what lies behind it is reached by no other way.",
    consequence: "All work behind it waits; it is not given up, and may become late.",
    action:
      "Let the robot go on, or have it moved. When it is out of the way, take it off the floor: the work goes on at once.",
  },
  "robot.awaits-place": {
    title: "Robot waits at closed stations",
    cause: "Every place where the robot can do its next stop has been closed to robots for minutes.",
    consequence: "It stands with what it carries, and the order of that tote waits; both may become late.",
    action:
      "Open one of those places to robots. Where none can be opened, have the tote handed over by hand.",
  },
  "robot.failing": {
    title: "Robot fails again and again",
    cause: "One kind of work failed on this robot again and again, where other robots do it well.",
    consequence: "It gets no more work; what it had with empty hands goes to another robot.",
    action: "Look at its gripper, lift or reader. Take it back into service when it is mended.",
  },
  "place.failing": {
    title: "Place where robots fail again and again",
    cause: "One kind of work failed at this station or storage place with several robots.",
    consequence: "No robot is sent there; its work is done elsewhere or waits.",
    action:
      "Look at the place: its handover, its label, what lies in the way. Open it again when it is mended.",
  },
  "robot.off-floor-seen": {
    title: "Robot off the floor says that it is on it",
    cause: "The robot was taken off the floor by a person, and says that it stands on the lanes.",
    consequence:
      "The place that it says is held for it; it is told to stand still, and others drive around it.",
    action:
      "Look where it is. Switch it off or bring it off the lanes and take it off the floor again, or put it back.",
  },
  "robot.handling-failed": {
    title: "Robot cannot take or hand over its tote",
    cause: "The robot cannot take or hand over its tote.",
    consequence: "It stands at the station and blocks its place.",
    action: "Look at the tote and the handover; take the tote over by hand if need be.",
  },
  "order.at-risk": {
    title: "Order may miss its ship-by",
    cause: "An order will hardly leave by its ship-by time.",
    consequence: "It misses its truck.",
    action:
      "See what it waits for: stock, a robot or a station; tell the customer's side if it cannot be helped.",
  },
  "order.country-unknown": {
    title: "Orders to a country that nobody knows",
    cause: "The WMS sent orders to a country that nobody knows.",
    consequence:
      "They are picked and packed, and have no carrier: nothing is sent around the world by guess.",
    action:
      "Give their parcels to a carrier by hand, and let the WMS write an ISO code or the country's usual name from now on.",
  },
  "order.parked": {
    title: "Order is parked for a person",
    cause: "An order cannot go on without a person's decision.",
    consequence: "It stands until somebody decides.",
    action: "Open the order, read why it is parked, and decide.",
  },
  "label.failed": {
    title: "Label cannot be printed",
    cause:
      "There is nothing to print any more, its printer has more labels waiting than it could print in an hour, or it is named by the site's files no more.",
    consequence: "The parcel has no label, and no byte of one left the house.",
    action: "Mend what is named, and ask for the label again.",
  },
  "label.unknown": {
    title: "Was this label printed?",
    cause:
      "The house was ended, or the line to the printer was cut, while the label was under way, or nobody has read it in time. It may lie in the printer, and it may not.",
    consequence: "Nothing more is printed for this parcel until somebody says so.",
    action:
      "Look into the printer: say that the label lies there, or have it printed again; the second one says that it is one.",
  },
  "printer.stopped": {
    title: "Printer takes no labels",
    cause: "It does not answer, is out of paper or ribbon, is open, or is paused.",
    consequence: "Labels wait for it; parcels are closed without them.",
    action: "Put in paper, close it, or look after its power and network. It goes on by itself.",
  },
  "parcel.late": {
    title: "Parcel not seen at the portal",
    cause: "A packed parcel was not seen at the outbound portal in time.",
    consequence: "Its order is not shipped, and the parcel may lie somewhere.",
    action:
      "Look for the parcel between its station and the portal. Where it has left, say so: POST /v1/parcels/SSCC/departure, for SSCC the number of 18 digits that stands in the alarm.",
  },
  "packer.late": {
    title: "Totes wait for a packer",
    cause:
      "Totes stand at a station where a person packs, and nobody has packed the longest waiting in time.",
    consequence: "Their units stand in the book as not packed, and their orders may leave late.",
    action: "Send somebody to the station, or have its totes counted at a check lane and packed elsewhere.",
  },
  "parcel.elsewhere": {
    title: "Another warehouse has a parcel that is here by the book",
    cause: "The other warehouse of a transfer says that a parcel arrived, and nobody here saw it leave.",
    consequence: "Its goods stay here by the book, and its order stays open.",
    action:
      "Look for the parcel. If it has left, say so: POST /v1/parcels/SSCC/departure, for SSCC the number of 18 digits on its label.",
  },
  "pallet.apart": {
    title: "Parcel left without its pallet",
    cause: "A dock's portal read a parcel that stands on a closed pallet, and did not read the pallet.",
    consequence:
      "That parcel is told as shipped. Nobody knows whether the pallet and the rest of it left too.",
    action:
      "Look for the pallet. Where it has left, say so (POST /v1/pallets/SSCC/departure, for SSCC the number of 18 digits that stands in the alarm); where it is still here, say that (POST /v1/pallets/SSCC/stay): the parcel is off it then.",
  },
  "pallet.seen-open": {
    title: "Open pallet read at the dock",
    cause: "A dock's portal read a pallet on which parcels are still being put.",
    consequence: "Nobody knows whether it left or only passed by. Nothing of it is told as shipped.",
    action:
      "Look at the dock. Where it has left, say so (POST /v1/pallets/SSCC/departure, for SSCC the number of 18 digits that stands in the alarm); where it is still here, say that (POST /v1/pallets/SSCC/stay), and it is open as before.",
  },
  "pallet.unread": {
    title: "Pallet not read before its truck left",
    cause: "A carrier's manifest closed, and no portal had read one of its pallets.",
    consequence: "Nobody knows whether it is on the truck. Nothing of it is told as shipped.",
    action:
      "Look at the dock. Where it has left, say so (POST /v1/pallets/SSCC/departure, for SSCC the number of 18 digits that stands in the alarm; one that is open is closed first); where it is still here, say that (POST /v1/pallets/SSCC/stay), and it goes with the next truck.",
  },
  "parcel.unknown": {
    title: "Unknown parcel leaves",
    cause: "The outbound portal read the label of a parcel that nobody here packed, or of one of long ago.",
    consequence: "It leaves unbooked: it may be somebody else's, or goods of this house under a wrong label.",
    action:
      "Look at the parcel before its truck goes. This stands until a day after it was last seen; acknowledge it when you have looked.",
  },
  "parcel.unread": {
    title: "Parcel not read before its truck left",
    cause: "A carrier's manifest closed, and no portal had read one of its parcels.",
    consequence: "Nobody knows whether it is on the truck. It is not told as shipped.",
    action:
      "Look at the dock. Where it has left, say so (POST /v1/parcels/SSCC/departure, for SSCC the number of 18 digits that stands in the alarm); where it is still here, say that (POST /v1/parcels/SSCC/stay), and it goes with the next truck.",
  },
  "parcel.wrong-dock": {
    title: "Parcel at another carrier's dock",
    cause: "The portal of one carrier's dock read a parcel or pallet that another carrier is to have.",
    consequence: "It is not told as shipped, and may go with the wrong truck.",
    action: "Take it off that dock and bring it to its own carrier's.",
  },
  "portal.unheard": {
    title: "Portal sees no parcels",
    cause: "Several packed parcels in a row were not seen at the outbound portal, and none was seen since.",
    consequence: "What leaves is not told to the WMS, and orders stay open.",
    action:
      "Look at the portal's reader, its power and its network. Say of each parcel what has left meanwhile: POST /v1/parcels/SSCC/departure, for SSCC the number of 18 digits on its label.",
  },
  "readers.unheard": {
    title: "Reads of totes fail everywhere",
    cause:
      "Tote after tote is read by no robot's reader as its robot says: it is nothing that one robot has alone.",
    consequence: "Every tote goes to a check lane and is counted by a person.",
    action:
      "Look at what readers share: network, broker, tags of newly received goods, the catalogue's GTINs.",
  },
  "return.overdue": {
    title: "A return has waited for more than a day",
    cause: "A return came more than a day ago, and of units of it nobody has said what they are fit for.",
    consequence: "Nothing of them is for sale, and its client does not know what to give back.",
    action: "Look at them at the receiving station, and answer their inspection task.",
  },
  "stock.misplaced": {
    title: "Goods in a zone that does not admit them",
    cause: "Goods stand at a place whose zone does not admit their class.",
    consequence: "They are frozen: no robot fetches them and no order counts on them.",
    action: "Bring them where the inspection task says, or correct the zone's admits in site.yaml.",
  },
  "stock.place-removed": {
    title: "Stock at a place that was removed",
    cause: "Stock stands at a place that is no longer in the site's locations.",
    consequence: "It is frozen: no robot fetches it and no order counts on it.",
    action: "Put the place back into locations.csv, or bring the goods to another place and say so.",
  },
  "transfer.overdue": {
    title: "A transfer is off, and nobody decides",
    cause:
      "Units of a transfer are missing at the other warehouse, or came too many, and for a day nobody has said what becomes of them.",
    consequence: "The book has them between the sites: they are for sale nowhere.",
    action: "Ask the other warehouse, and answer the task: they arrived after all, look on, or give them up.",
  },
  "task.refused": {
    title: "A person's answer could not be booked",
    cause:
      "What a person answered to a task cannot be booked as it is; why stands in the alarm and in the task.",
    consequence: "Nothing of it was booked; what was to be counted gives no units until it is.",
    action: "Open the task, read why it was not booked, and answer it again.",
  },
  "task.answered-otherwise": {
    title: "Two different answers to one task",
    cause: "A handheld answered a task that is done already, and found something else than what was booked.",
    consequence: "The second answer changed nothing; bins that were counted are counted once more.",
    action:
      "See which of the two is right. Take units that are no good off by a write-off, or decide about them.",
  },
  "task.unknown": {
    title: "Answer to a task that nobody asked",
    cause: "A handheld answered a task that is not known here, or that was let go of long ago.",
    consequence: "Nothing of the answer was booked.",
    action: "See what was counted and where; have it counted again where it may matter.",
  },
  "tote.unknown": {
    title: "Unknown tote on a robot",
    cause: "The reader of a robot read the tag of a tote that nobody here knows.",
    consequence: "What lies in it is in no book; a tote that the robot should carry may be missing.",
    action: "Take the tote from the robot and bring its contents to a check lane.",
  },
  "tote.contents-unknown": {
    title: "Contents of tote unknown",
    cause: "Nobody knows what a tote holds.",
    consequence: "Its units are neither in stock nor on their way.",
    action: "Bring the tote to a check lane and count it.",
  },
  "csv.unread": {
    title: "A file in the CSV folder cannot be taken",
    cause:
      "An entry of the watched folder cannot be read (no right to it, a link to nothing, no file at all), or could not be moved into done after it was taken.",
    consequence: "Orders and stock in it are not here; all other files go on.",
    action:
      "Give the house the right to read it, or take it away; in done there must be room and the right to write. The alarm goes by itself.",
  },
  "webhook.dead-letter": {
    title: "WMS did not take a confirmation",
    cause: "A confirmation could not be delivered to the WMS for days.",
    consequence: "The WMS does not know what was shipped.",
    action:
      "See what the WMS answered and mend it there; then have the confirmations sent again (POST /v1/dead-letters/redelivery).",
  },
  "webhook.gone": {
    title: "WMS no longer listens at its address",
    cause: "The WMS answered a confirmation with 410: nobody listens at its address any more.",
    consequence: "Nothing further is sent there; confirmations wait for three days.",
    action: "Ask for the WMS's new address and start the house with it.",
  },
  "webhook.refused": {
    title: "WMS refuses a confirmation",
    cause: "The WMS takes confirmations, but has refused one of them for half an hour.",
    consequence: "It does not know what became of that order, nor what follows for it.",
    action:
      "Look into the WMS's log for that webhook-id and mend what it stumbles over; it is sent again by itself.",
  },
  "webhook.unheard": {
    title: "WMS takes no confirmations",
    cause: "For minutes the WMS has taken no confirmation: it cannot be reached, or refuses all of them.",
    consequence: "It does not know what is shipped; everything waits, and the floor goes on.",
    action:
      "See what is answered: nothing (network, address, certificate), 401 (secret), 404 (path), 5xx (the WMS itself). All is sent within a minute of its return.",
  },
  "webhook.no-hearer": {
    title: "A WMS that was told of shipments is not named",
    cause: "The house was started without the address of a WMS that it told its confirmations before.",
    consequence: "That WMS does not know what is shipped. All is written down for it, for three days.",
    action:
      "Start the house with the address of that WMS: the confirmations go there at once. After three days they lie with the dead letters.",
  },
  "climate.temperature-band": {
    title: "Zone temperature outside its band",
    cause: "A zone was warmer or colder than its band for longer than a door stands open.",
    consequence: "Goods in the zone may have to be held and judged.",
    action: "Look for open doors and failed cooling or heating; move sensitive goods if it lasts.",
  },
  "climate.humidity-band": {
    title: "Zone humidity outside its band",
    cause: "A zone was drier or damper than its band for longer than a door stands open.",
    consequence: "Cartons soften or static builds up; labels come off.",
    action: "Check doors, roof and air handling of the zone.",
  },
  "device.silent": {
    title: "Device is silent",
    cause: "The device has said nothing for two periods and a minute.",
    consequence: "Its zone or station is not watched.",
    action: "Check power, battery and radio of the device; exchange it if it stays silent.",
  },
  "device.link-broken": {
    title: "Link to device is broken",
    cause: "The connection to the device is gone and does not come back by itself.",
    consequence: "Its values are old; a packing station takes no new jobs.",
    action: "Check network and power of the device and that its address in the site file is right.",
  },
  "device.bad-values": {
    title: "Device sends impossible values",
    cause: "Several readings in a row were no numbers or outside what is physically possible.",
    consequence: "The device's values are set aside; its zone may not be watched.",
    action: "Check the probe and its cable, and the unit the device is set to.",
  },
  "device.channel-silent": {
    title: "One quantity of a device is silent",
    cause:
      "One quantity of the device has not come for two periods and a minute, while the device speaks of the other.",
    consequence: "That quantity of its zone is not watched by this device.",
    action: "Check the probe of that quantity and its cable; exchange the device if it stays silent.",
  },
  "device.unwatched": {
    title: "Device watches nothing",
    cause: "The device measures for no zone of the site file, or for one whose band no value can lie in.",
    consequence: "Heat, cold and damp that it measures raise no alarm.",
    action: "Give the device a zone that the site file has, with min below max, and start again.",
  },
  "device.frozen": {
    title: "Device value does not move",
    cause: "The value has not moved at all for hours.",
    consequence: "The device may show the past; its zone may not be watched.",
    action: "Breathe on the probe or compare with a hand instrument; exchange it if it stays still.",
  },
  "device.clock": {
    title: "Device's clock is wrong",
    cause: "The device says a time that cannot be, that is long ago or to come, or none with a zone.",
    consequence:
      "How old its values are is not known: they may call for its zone, and none of them says that it is well.",
    action: "Set the clock of the device, with its zone, or let it ask a time server.",
  },
  "device.unknown": {
    title: "Unknown device speaks",
    cause: "A reader or sensor speaks that the site file does not name.",
    consequence: "What it says has no effect.",
    action: "Add it to the site file, or find and remove it.",
  },
  "device.identity": {
    title: "Device names another one",
    cause: "A device names another one in its message.",
    consequence: "Its messages are set aside; somebody may be trying to speak for another device.",
    action: "Compare the device's settings with the site file; revoke its credential if they are right.",
  },
  "device.unreadable": {
    title: "Device says what nobody can read",
    cause: "A message of the device cannot be read: the field that is named is missing or is no such value.",
    consequence: "The message is set aside; what it measured or saw is not known.",
    action: "Mend the field that is named in the device's settings or software.",
  },
  "device.odd-words": {
    title: "Device says some things oddly",
    cause: "The device leaves out or misspells fields that the house asks for.",
    consequence: "Those are left out or read on the safe side; the rest counts.",
    action: "Mend the field that is named in the device's settings or software.",
  },
  "device.shared-identity": {
    title: "Two devices under one identity",
    cause: "Two devices log in under one client id and throw each other out.",
    consequence: "Neither is heard reliably; the broker keeps both out for a minute at a time.",
    action: "Find the second device (a copied configuration or a stolen credential) and give it its own.",
  },
  "station.stopped": {
    title: "Packing station stands still",
    cause: "A packing station is held, stopped or aborted.",
    consequence: "Its totes wait and their orders may leave late.",
    action: "Clear the fault at the station and start it; send its totes elsewhere if that takes long.",
  },
  "station.job-not-taken": {
    title: "Packing station does not take its job",
    cause: "A packing station has not taken a job that it was given again and again.",
    consequence: "A tote stands unpacked and its order may leave late.",
    action: "Look at the station's infeed and its link; pack the tote by hand if need be.",
  },
  "alarm.flood": {
    title: "More alarms than the list holds",
    cause: "More alarms stand than the list may hold.",
    consequence: "Further alarms are counted but not listed.",
    action: "Find the common cause (power, network) and acknowledge what it explains.",
  },
  "floor-silent": {
    title: "Many fell silent together",
    cause:
      "Robots or devices stopped being heard at about the same time: most likely it is one thing that all of them need (broker, network, power), not each of them.",
    consequence:
      "Where robots were last seen stays held for them, and what the devices watch is watched by nobody.",
    action:
      "Look at what they share before you look at any of them. When it is back they come back by themselves; then look only at those that still stand here.",
  },
  "gateway-silent": {
    title: "All behind one gateway fell silent",
    cause:
      "Devices that are reached by one address stopped being heard at about the same time: most likely it is their gateway or its line.",
    consequence: "What they watch is watched by nobody.",
    action: "Check power and network of the gateway and the line behind it, not each device.",
  },
} as const satisfies AlarmWords;

/** For programs and the command line. Undefined for a code of a house that knew others than this one. */
export function inEnglish(meaning: string): AlarmText | undefined {
  const all: Readonly<Record<string, AlarmText>> = alarmsInEnglish;
  return Object.hasOwn(all, meaning) ? all[meaning] : undefined;
}
