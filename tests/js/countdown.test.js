import assert from "node:assert/strict";
import { test } from "node:test";

import { serverClock } from "../../app/static/src/live/clock.js";
import { clockText, countdownView, secondsLeft } from "../../app/static/src/live/countdown.js";
import { lasting, lengthened } from "../../app/static/src/live/remote_countdown.js";

const NOW = Date.parse("2026-11-22T02:00:00Z");
const END = "2026-11-22T02:05:00.000Z";

test("the second that has begun counts, and below nothing it does not go", () => {
  assert.equal(secondsLeft(END, NOW), 300);
  assert.equal(secondsLeft(END, NOW + 1), 300);
  assert.equal(secondsLeft(END, NOW + 1000), 299);
  assert.equal(secondsLeft(END, NOW + 299_999), 1);
  assert.equal(secondsLeft(END, NOW + 300_000), 0);
  assert.equal(secondsLeft(END, NOW + 900_000), 0);
});

test("seconds are written as clocks write them", () => {
  const shown = [0, 9, 65, 600, 3723].map(clockText);
  assert.deepEqual(shown, ["0:00", "0:09", "1:05", "10:00", "1:02:03"]);
});

test("a countdown ends so many minutes after the press", () => {
  assert.deepEqual(lasting(5, NOW), { ends_at: END });
});

test("a minute more is added to the end, or to now when the time is over", () => {
  assert.deepEqual(lengthened({ ends_at: END }, NOW), { ends_at: "2026-11-22T02:06:00.000Z" });
  const late = NOW + 10 * 60_000;
  assert.deepEqual(lengthened({ ends_at: END }, late), { ends_at: "2026-11-22T02:11:00.000Z" });
});

/** A holder of the digits, a device whose clock is `wrongMs` away, and its timer. */
function device(wrongMs) {
  const digits = { textContent: "" };
  const classes = new Set();
  const holder = {
    hidden: true,
    querySelector: () => digits,
    classList: { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)) },
  };
  let serverMs = NOW;
  const ticks = [];
  const world = {
    clock: serverClock(() => serverMs + wrongMs),
    setInterval: (work) => ticks.push(work),
    clearInterval: () => ticks.splice(0),
  };
  return {
    view: countdownView(holder, { words: { timeUp: "Hết giờ" }, world }),
    holder,
    digits,
    classes,
    ticks,
    hear: () => world.clock.hear(serverMs),
    pass(ms) {
      serverMs += ms;
      for (const tick of ticks) tick();
    },
  };
}

test("a device whose clock is an hour wrong shows what the hall shows", () => {
  for (const wrong of [-3_600_000, 0, 3_600_000]) {
    const phone = device(wrong);
    phone.hear();
    phone.view.show({ ends_at: END });
    assert.equal(phone.digits.textContent, "5:00");
    phone.pass(61_000);
    assert.equal(phone.digits.textContent, "3:59");
  }
});

test("nothing is shown before the server's clock is known", () => {
  const phone = device(3_600_000);
  phone.view.show({ ends_at: END });
  assert.equal(phone.holder.hidden, true);
  phone.hear();
  phone.pass(1000);
  assert.equal(phone.holder.hidden, false);
  assert.equal(phone.digits.textContent, "4:59");
});

test("when the time is over it says so, until it is taken away", () => {
  const phone = device(0);
  phone.hear();
  phone.view.show({ ends_at: END });
  phone.pass(300_000);
  assert.equal(phone.digits.textContent, "Hết giờ");
  assert.ok(phone.classes.has("is-over"));
  phone.view.show(null);
  assert.equal(phone.holder.hidden, true);
  assert.equal(phone.ticks.length, 0);
});
