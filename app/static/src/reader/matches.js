/** Which words of a page a query means. */
import { fold, queryWords } from "./fold.js";

/**
 * Return a Set of indexes into `words` (texts in reading order). Where the query stands on the
 * page as a phrase only the phrases count; else, where all its words stand on the page as the
 * search wants it, every word that begins with one of them.
 */
export function matchingWords(words, query) {
  const wanted = queryWords(query);
  const hits = new Set();
  if (wanted.length === 0) return hits;
  const folded = words.map((word) => queryWords(word).join("") || fold(word));
  for (let start = 0; start + wanted.length <= folded.length; start += 1) {
    if (phraseAt(folded, start, wanted)) {
      for (let i = 0; i < wanted.length; i += 1) hits.add(start + i);
    }
  }
  if (hits.size > 0) return hits;
  const isComplete = wanted.every((each) => folded.some((word) => word.startsWith(each)));
  if (!isComplete) return hits;
  folded.forEach((word, index) => {
    if (wanted.some((each) => word.startsWith(each))) hits.add(index);
  });
  return hits;
}

function phraseAt(folded, start, wanted) {
  return wanted.every((each, i) =>
    i === wanted.length - 1 ? folded[start + i].startsWith(each) : folded[start + i] === each,
  );
}
