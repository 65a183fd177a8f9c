/** Forgetting everything that the pages of delegates and guests keep in a browser. */

const DESK = /^desk/;

/**
 * Forget what this browser keeps: storage, caches, databases, the service worker. Never rejects;
 * what a browser does not have it does not keep.
 *
 * What a desk keeps stays: the check-ins that wait there are not yet anywhere else.
 */
export async function wipe(browser = window) {
  empty(() => browser.sessionStorage);
  empty(() => browser.localStorage);
  await Promise.all([
    tryTo(async () => {
      const workers = await browser.navigator.serviceWorker.getRegistrations();
      await Promise.all(workers.map((each) => each.unregister()));
    }),
    tryTo(async () => {
      const names = await browser.caches.keys();
      await Promise.all(names.map((name) => browser.caches.delete(name)));
    }),
    tryTo(async () => {
      const found = await browser.indexedDB.databases();
      const names = found.map((each) => each.name).filter((name) => !DESK.test(name));
      await Promise.all(names.map((name) => dropped(browser.indexedDB, name)));
    }),
  ]);
}

function dropped(databases, name) {
  return new Promise((resolve) => {
    const request = databases.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

function empty(open) {
  try {
    const storage = open();
    for (const name of Object.keys(storage)) if (!DESK.test(name)) storage.removeItem(name);
  } catch (error) {
    // Private windows have no storage to forget.
  }
}

async function tryTo(work) {
  try {
    await work();
  } catch (error) {
    // Caches and service workers are for HTTPS only.
  }
}
