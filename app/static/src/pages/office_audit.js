/** The audit: checking the chain, also against a head from paper. */
import { element, fill, readData, say } from "../dom.js";

const words = readData("words");
const form = document.getElementById("check");
const printed = document.getElementById("printed");
const address = form.dataset.api;

form.addEventListener(
  "submit",
  () => {
    const head = printed.value.replace(/\s/g, "").toLowerCase();
    form.dataset.api = `${address}?printed=${encodeURIComponent(head)}`;
  },
  true, // before the form itself is sent
);

form.addEventListener("answered", (event) => {
  const { is_whole: isWhole, entries, stands_at: standsAt } = event.detail;
  const lines = [[isWhole, say(isWhole ? words.whole : words.broken, { entries })]];
  if (printed.value.trim()) {
    const found = standsAt !== null;
    lines.push([found, found ? say(words.stands, { number: standsAt }) : words.unknown]);
  }
  fill(
    document.getElementById("checked"),
    lines.map(([good, sentence]) =>
      element("p", { class: `notice ${good ? "notice-good" : "notice-bad"}` }, sentence),
    ),
  );
});
