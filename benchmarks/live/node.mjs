// A peer: graphql-ws with ws and graphql-js, a queue for each listener. node node.mjs PORT
import http from "node:http";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const { cursor, number } = JSON.parse(process.env.SPOKEN);
const schema = buildSchema(`
  enum NumberStatus { FOC_DATE_SET COMPLETED }
  type Number { id: ID! e164: String! status: NumberStatus! focAt: String }
  type PortingNumbersPage { cursor: String! numbers: [Number!]! }
  type Query { ping: String }
  type Subscription { portingNumbersChanged: PortingNumbersPage! }
`);
const queues = new Set();
const page = (numbers) => ({ portingNumbersChanged: { cursor, numbers } });

class Queue {
  waiting = [page([])];
  constructor() {
    queues.add(this);
  }
  push(value) {
    if (!this.wake) return this.waiting.push(value);
    const wake = this.wake;
    this.wake = undefined;
    wake({ value, done: false });
  }
  next() {
    if (this.waiting.length) return Promise.resolve({ value: this.waiting.shift(), done: false });
    return new Promise((wake) => (this.wake = wake));
  }
  return() {
    queues.delete(this);
    this.wake?.({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }
  [Symbol.asyncIterator]() {
    return this;
  }
}

schema.getSubscriptionType().getFields().portingNumbersChanged.subscribe = () => new Queue();
const server = http.createServer((request, response) => {
  const asked = new URL(request.url, "http://localhost");
  if (asked.pathname === "/publish") {
    const told = page([{ ...number, focAt: asked.searchParams.get("at") }]);
    for (const queue of queues) queue.push(told);
  }
  response.end();
});
useServer({ schema }, new WebSocketServer({ server, path: "/graphql", perMessageDeflate: false }));
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
