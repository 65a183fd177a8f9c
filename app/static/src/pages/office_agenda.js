/** The office's programme: rows move up and down, and the hours follow. */
import { readData } from "../dom.js";
import { wireOrder } from "../office/order.js";
import { refreshed } from "../office/refresh.js";

const words = readData("words");
const refresh = refreshed(["programme"], (part) => wireOrder(part, words));
document.addEventListener("ordered", refresh);
