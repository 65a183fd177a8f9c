/** Answering a search from what is kept, when the server cannot. */
import { congressCache, congressParts, partsOf } from "./addresses.js";
import { searchIn } from "./index.js";
import { keptDocuments, keptJson } from "./shelf.js";

const MOST_HITS = 20;
const MOST_HITS_INSIDE = 400;

let inMemory = { names: "", documents: [] };

/** Return what the server would say to `?q=…&document_id=…&skip=…`, as far as documents are kept. */
export async function answerSearch(store, congress, parameters) {
  const only = Number(parameters.get("document_id")) || null;
  const documents = await indexesOf(store, congress);
  return searchIn(
    documents.filter((each) => only === null || each.id === only),
    parameters.get("q") || "",
    {
      most: only === null ? MOST_HITS : MOST_HITS_INSIDE,
      skip: Number(parameters.get("skip")) || 0,
    },
  );
}

/** Return the indexes of all documents that are kept; read again only when others are kept. */
async function indexesOf(store, congress) {
  const kept = await keptDocuments(store, congress);
  const names = kept.map((each) => each.name).join();
  if (inMemory.names === names && inMemory.documents.length === kept.length) {
    return inMemory.documents;
  }
  const pack = await keptJson(store, congressCache(congress), congressParts(congress).pack);
  const titles = {};
  for (const each of (pack && pack.documents) || []) titles[each.id] = each.title;
  const found = await Promise.all(
    kept.map(async ({ name, document, version }) => {
      const address = partsOf(congress, document, version).index;
      const pages = await keptJson(store, name, address);
      return pages && { id: document, title: titles[document] || "", pages };
    }),
  );
  inMemory = { names, documents: found.filter(Boolean) };
  return inMemory.documents;
}
