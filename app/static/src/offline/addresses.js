/** What an address of this server is to a phone that keeps things, and the caches they lie in. */

export const ASSETS = "kept-assets";
export const NOT_KEPT = "/not-kept";
const FORMAT = 1;
const SHAPES = [
  ["asset", /^\/static\/dist\//],
  ["reader", /^\/c\/(\d+)\/documents\/(\d+)$/],
  ["page", /^\/c\/(\d+)(?:\/delegates)?$/],
  ["desk", /^\/desk\/(\d+)$/],
  ["picture", /^\/api\/congresses\/(\d+)\/documents\/(\d+)\/pages\/(\d+)$/],
  ["text", /^\/api\/congresses\/(\d+)\/documents\/(\d+)\/pages\/(\d+)\/text$/],
  ["search", /^\/api\/congresses\/(\d+)\/search$/],
  ["door", /^\/api\/(?:login|logout)$/],
];

/**
 * Return {kind, congress, document, page} of an address, with the `version` and `width` that it
 * names; null for whatever is never kept.
 */
export function meaning(url) {
  for (const [kind, shape] of SHAPES) {
    const found = shape.exec(url.pathname);
    if (!found) continue;
    const [congress, document, page] = found.slice(1).map(Number);
    const version = Number(url.searchParams.get("v")) || null;
    return { kind, congress, document, page, version, width: url.searchParams.get("w") || "720" };
  }
  return null;
}

/** Return the name of the cache of a congress's own pages. */
export function congressCache(congress) {
  return `kept-${FORMAT}/c${congress}`;
}

/** Return the name of the cache of a congress's check-in desk: it goes when somebody signs out. */
export function deskCache(congress) {
  return `kept-${FORMAT}/desk${congress}`;
}

/** Return the name of the cache of one version of a document: gone with it as a whole. */
export function documentCache(congress, document, version) {
  return `kept-${FORMAT}/c${congress}/d${document}/v${version}`;
}

/** Return {congress, document, version} of a cache's name, document null for the congress's own. */
export function cacheMeaning(name) {
  const found = /^kept-(\d+)\/c(\d+)(?:\/d(\d+)\/v(\d+))?$/.exec(name);
  if (!found || Number(found[1]) !== FORMAT) return null;
  const [congress, document, version] = found.slice(2).map((each) => (each ? Number(each) : null));
  return { congress, document, version };
}

/** Return whether a cache holds what this or an older build of ours kept of documents and pages. */
export function isOurs(name) {
  return /^kept-\d+\//.test(name);
}

/** Return the addresses under which the parts of a document are kept. */
export function partsOf(congress, document, version) {
  const api = `/api/congresses/${congress}/documents/${document}`;
  return {
    page: `/c/${congress}/documents/${document}`,
    picture: (number) => `${api}/pages/${number}?w=720&v=${version}`,
    pictures: (first, last) => `${api}/pictures?first=${first}&last=${last}&v=${version}`,
    text: (number) => `${api}/pages/${number}/text`,
    texts: `${api}/texts?v=${version}`,
    index: `${api}/kept-index`,
    done: `${api}/kept-whole`,
  };
}

/** Return the addresses under which a congress's own things are kept. */
export function congressParts(congress) {
  const api = `/api/congresses/${congress}`;
  return {
    page: `/c/${congress}`,
    delegates: `/c/${congress}/delegates`,
    pack: `${api}/pack`,
    live: `${api}/live`,
    wanted: `${api}/kept-wanted`,
  };
}
