// Official socket.io clients that keep what they are told; driven over stdin and stdout.
//   node official_client.mjs URL TOKEN CONGRESS TRANSPORTS COUNT
// TRANSPORTS is "default" or a list with commas. Says "joined" when all have joined and, by default,
// have left polling for a websocket; reads one line {PART: SEQ}; when every client has that much, or
// after a minute, prints what each has seen.
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

const PATIENCE_MS = 60_000;
const transport = (socket) => socket.io.engine?.transport?.name ?? "";
const arrived = ({ seen, socket }) =>
  seen.joined && (transports !== "default" || transport(socket) === "websocket");
const clients = Array.from({ length: Number(count) }, follow);
await until(() => clients.every(arrived), PATIENCE_MS);
console.log("joined");
const target = JSON.parse((await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()).value);
const has = (seen, part) =>
  seen.changes.some((each) => each.part === part && each.seq >= target[part]);
await until(() => clients.every(({ seen }) => Object.keys(target).every((part) => has(seen, part))), PATIENCE_MS);
for (const { seen, socket } of clients) {
  seen.transport = transport(socket);
  socket.close();
}
process.stdout.write(`${JSON.stringify(clients.map(({ seen }) => seen))}\n`, () => process.exit(0));
