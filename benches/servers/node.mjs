// Peer: the reference Socket.IO server as its documentation starts it; node node.mjs PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  if (request.url !== "/publish") {
    response.end("ok");
    return;
  }
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    io.to("congress-1").emit("changed", JSON.parse(Buffer.concat(pieces)));
    response.end("ok");
  });
});
const io = new Server(http);
io.on("connection", (socket) => {
  socket.on("join", ({ congress }, answer) => {
    socket.join(`congress-${congress}`);
    answer({ joined: true });
  });
});
// socket.io takes its own addresses; everything else is answered above
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);
