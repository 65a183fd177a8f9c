/** Built files on the phone: those of this build, and those that a kept page still names. */
import { ASSETS, NOT_KEPT, isOurs } from "./addresses.js";

const NAMED = /\/static\/dist\/[\w.-]+|[\w-]+-[A-Z0-9]{8}\.(?:woff2|svg|png|webp)/g;
const FOLDER = "/static/dist/";

/** Forget the built files that neither this build nor any kept page needs. */
export async function sweepAssets(store, built) {
  const assets = await store.open(ASSETS);
  const needed = new Set([...built, NOT_KEPT]);
  for (const name of (await store.keys()).filter(isOurs)) {
    const cache = await store.open(name);
    for (const request of await cache.keys()) {
      if (/^\/(?:c|desk)\//.test(new URL(request.url).pathname)) {
        await addNamed(needed, await cache.match(request));
      }
    }
  }
  const sheets = Array.from(needed).filter((each) => each.endsWith(".css"));
  for (const sheet of sheets) await addNamed(needed, await assets.match(sheet));
  for (const request of await assets.keys()) {
    if (!needed.has(new URL(request.url).pathname)) await assets.delete(request);
  }
}

async function addNamed(needed, response) {
  if (!response) return;
  for (const name of (await response.text()).match(NAMED) || []) {
    needed.add(name.startsWith(FOLDER) ? name : FOLDER + name);
  }
}
