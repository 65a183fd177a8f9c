/** Loaded by the reader once its first page is seen: the line to the hall, for its document list. */
import { readData } from "../dom.js";
import { openLine } from "../live/connection.js";
import { part } from "../live/state.js";
import { browserWorld } from "../live/world.js";

const { congress_id: congress } = readData("document");

openLine(
  {
    snapshotUrl: `/api/congresses/${congress}/live`,
    congress,
    snapshot: null,
    etag: null,
    onParts(held, changed) {
      const library = part(held, "library");
      if (!changed.includes("library") || !library) return;
      window.dispatchEvent(new CustomEvent("library", { detail: library.documents }));
    },
    onLine() {},
  },
  browserWorld(),
);
