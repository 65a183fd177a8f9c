/** Hours and days as the venue's clocks show them, in the page's language. */

/** Return {clock(iso), day(iso), dayOf(ms): a name for that day} for a time zone such as "Asia/Ho_Chi_Minh". */
export function venueTimes(timeZone, pageLanguage = document.documentElement.lang) {
  // Browsers that do not know hourCycle still count to 24 in these two.
  const language = pageLanguage === "en" ? "en-GB" : "vi";
  const clock = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  const day = new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "2-digit",
    month: "2-digit",
    timeZone,
  });
  const date = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone,
  });
  return {
    clock: (iso) => (iso ? clock.format(new Date(iso)) : ""),
    day: (iso) => (iso ? day.format(new Date(iso)) : ""),
    dayOf: (ms) => date.format(new Date(ms)),
  };
}
