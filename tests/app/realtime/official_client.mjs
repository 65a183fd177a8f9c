// Official socket.io clients that keep what they are told; driven over stdin and stdout.
//   node official_client.mjs URL TOKEN CONGRESS TRANSPORTS COUNT
// TRANSPORTS is "default" or a list with commas. Says "joined" when all have joined; reads one
// line {PART: SEQ}; when every client has that much, or after 10 s, prints what each has seen.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [url, token, congress, transports, count] = process.argv.slice(2);
const options = { auth: { token }, forceNew: true, reconnection: false };
if (transports !== "default") options.transports = transports.split(",");

function follow() {
  const seen = { changes: [], head: {}, transport: "", joined: false };
  const socket = io(url, options);
  socket.on("connect", () =>
    socket.emit("join", { congress: Number(congress) }, (answer) => {
      seen.joined = answer.joined;
    }),
  );
  socket.on("changed", (message) => seen.changes.push(message));
  socket.on("head", (head) => (seen.head = head));
  return { seen, socket };
}

async function until(condition, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (!condition() && Date.now() < deadline) await new Promise((done) => setTimeout(done, 5));
}

const clients = Array.from({ length: Number(count) }, follow);
await until(() => clients.every(({ seen }) => seen.joined), 10_000);
console.log("joined");
const target = JSON.parse((await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()).value);
const has = (seen, part) =>
  seen.changes.some((each) => each.part === part && each.seq >= target[part]);
await until(() => clients.every(({ seen }) => Object.keys(target).every((part) => has(seen, part))), 10_000);
for (const { seen, socket } of clients) {
  seen.transport = socket.io.engine?.transport?.name ?? "";
  socket.close();
}
process.stdout.write(`${JSON.stringify(clients.map(({ seen }) => seen))}\n`, () => process.exit(0));
