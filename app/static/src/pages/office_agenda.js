/** The office's programme: rows move up and down. */
import { readData } from "../dom.js";
import { wireOrder } from "../office/order.js";

wireOrder(document, readData("words"));
