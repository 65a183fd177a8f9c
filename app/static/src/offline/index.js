/** Search through kept pages: the same answers as the server's search, from memory. */
import { findHits, queryWords } from "../reader/fold.js";

const SNIPPET = 160;

/** Return the index of one document from the texts of its pages: {text, folded} for each page. */
export function indexOf(texts) {
  return texts.map(({ text }) => ({ text, folded: ` ${queryWords(text).join(" ")} ` }));
}

/**
 * Return what the server's search would say: [{document_id, title, page, snippet, hits}], pages
 * with the words as a phrase first, then by how often the words stand there; the first `most` after
 * `skip`.
 *
 * @param {{id: number, title: string, pages: {text: string, folded: string}[]}[]} documents
 */
export function searchIn(documents, query, { most = 40, skip = 0 } = {}) {
  const words = queryWords(query);
  if (words.length === 0) return [];
  const found = [];
  for (const document of documents) {
    document.pages.forEach((page, at) => {
      const weight = weightOf(page.folded, words);
      if (weight > 0) found.push({ document, page: at + 1, text: page.text, weight });
    });
  }
  found.sort((a, b) => b.weight - a.weight);
  return found.slice(skip, skip + most).map(({ document, page, text }) => ({
    document_id: document.id,
    title: document.title,
    page,
    ...snippetOf(text, query),
  }));
}

/** All words must be there, the last may be unfinished; a phrase outweighs any number of words. */
function weightOf(folded, words) {
  const last = words.length - 1;
  const terms = words.map((word, at) => (at === last ? ` ${word}` : ` ${word} `));
  if (!terms.every((term) => folded.includes(term))) return 0;
  const share = folded.length + 200;
  const often = terms.reduce((sum, term) => sum + countOf(folded, term), 0) / share;
  return often + (last > 0 && folded.includes(` ${words.join(" ")}`) ? 1 : 0);
}

function countOf(text, term) {
  let count = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) count += 1;
  return count;
}

/** Return {snippet, hits} around the first hit, cut between words. */
function snippetOf(text, query) {
  const hits = findHits(text, query);
  const [first, firstEnd] = hits[0] || [0, 0];
  let start = Math.max(0, first - Math.floor(SNIPPET / 3));
  while (start > 0 && start < first && !/\s/.test(text[start - 1])) start += 1;
  let end = Math.max(firstEnd, Math.min(text.length, start + SNIPPET));
  while (end < text.length && end > firstEnd && !/\s/.test(text[end])) end -= 1;
  return {
    snippet: text.slice(start, end).replace(/\s/g, " "),
    hits: hits.filter((hit) => hit[0] >= start && hit[1] <= end),
  };
}
