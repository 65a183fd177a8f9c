/** Backups: the page is shown anew until the worker is done. */
import { readData } from "../dom.js";

const LOOK_MS = 2000;
if (readData("work-state")) window.setTimeout(() => window.location.reload(), LOOK_MS);
