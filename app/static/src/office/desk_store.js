/**
 * Where a desk's check-ins lie until the server has taken them: IndexedDB, so that they outlive
 * the page and the browser; else localStorage; else, as `kind` "memory" says, this page only.
 *
 * All tabs of one congress share what is stored; the events' own keys keep each counted once.
 */
const STORE = "events";

/** Return {kind, add(event), all(), change(entry), remove(id)}; an entry is {id, event, …}. */
export async function deskStore(name) {
  try {
    return inDatabase(await opened(name));
  } catch (error) {
    return inText(name, textStorage());
  }
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(name, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function inDatabase(database) {
  /** Resolve when the change lies on the disk, not when it was merely asked for. */
  function run(mode, ask) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = transaction.onerror;
    });
  }
  return {
    kind: "database",
    add: (event) => run("readwrite", (store) => store.add({ event })),
    all: () => run("readonly", (store) => store.getAll()),
    change: (entry) => run("readwrite", (store) => store.put(entry)),
    remove: (id) => run("readwrite", (store) => store.delete(id)),
  };
}

function textStorage() {
  try {
    window.localStorage.setItem("desk-probe", "1");
    window.localStorage.removeItem("desk-probe");
    return window.localStorage;
  } catch (error) {
    return null;
  }
}

function inText(name, storage) {
  let held = [];
  const read = () => (storage ? JSON.parse(storage.getItem(name)) || [] : held);
  function write(entries) {
    held = entries;
    if (storage) storage.setItem(name, JSON.stringify(entries));
  }
  return {
    kind: storage ? "text" : "memory",
    async add(event) {
      const entries = read();
      const id = entries.reduce((most, each) => Math.max(most, each.id), 0) + 1;
      write(entries.concat({ id, event }));
      return id;
    },
    all: async () => read(),
    change: async (entry) => write(read().map((each) => (each.id === entry.id ? entry : each))),
    remove: async (id) => write(read().filter((each) => each.id !== id)),
  };
}
