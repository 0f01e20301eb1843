/** Which day it is at the site: counts of "today" begin at its midnight, wherever the screen hangs. */

/** Days are named `2010-12-01`; equal names are one day. */
export function siteDays(timezone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  // A day name is asked for with every order; within one minute it is the same.
  let minute = Number.NaN;
  let name = "";
  return (at) => {
    const asked = Math.floor(at / 60_000);
    if (asked !== minute) {
      minute = asked;
      name = format.format(at);
    }
    return name;
  };
}
