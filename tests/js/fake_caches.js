/** The browser's `caches` in memory, as far as our code uses it. */

class FakeCache {
  constructor() {
    this.held = new Map();
  }
  async match(address) {
    const found = this.held.get(absolute(address));
    return found && found.clone();
  }
  async put(address, response) {
    this.held.set(absolute(address), response);
  }
  async keys() {
    return Array.from(this.held.keys()).map((url) => ({ url }));
  }
  async delete(address) {
    return this.held.delete(absolute(address));
  }
}

/** Return an empty store. */
export function fakeCaches() {
  const caches = new Map();
  return {
    async open(name) {
      if (!caches.has(name)) caches.set(name, new FakeCache());
      return caches.get(name);
    },
    has: async (name) => caches.has(name),
    keys: async () => Array.from(caches.keys()),
    delete: async (name) => caches.delete(name),
  };
}

function absolute(address) {
  return new URL(address.url || address, "https://hall.test").href;
}
