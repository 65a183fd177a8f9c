/** The slides that the remote steps through: known from the page, learned anew when they change. */

const AGAIN_MS = 3000;

/**
 * Return {all(), notes(), learn()}. `begun` is {decks, notes} of the page, `fetchDecks()` resolves
 * to the same; `onChange()` follows. What fails is asked again; only the newest answer counts.
 */
export function deckKeeper(begun, { fetchDecks, onChange, world }) {
  let known = begun;
  let asked = 0;

  async function learn() {
    asked += 1;
    const mine = asked;
    try {
      const found = await fetchDecks();
      if (mine !== asked) return;
      known = found;
      onChange();
    } catch (error) {
      if (mine === asked) world.setTimeout(() => mine === asked && learn(), AGAIN_MS);
    }
  }

  return { all: () => known.decks, notes: () => known.notes, learn };
}
