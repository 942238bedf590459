// peer.mjs URL SUBPROTOCOL TOPICS: what Foxglove's own client makes of a server, as JSON on standard output. It listens to every
// channel until it has one message of each of TOPICS topics, watches and sets the wish, publishes one, and calls every service.
import { createHash } from "node:crypto";
import FoxgloveModule from "@foxglove/ws-protocol";
import { parse } from "@foxglove/rosmsg";
import { MessageReader, MessageWriter } from "@foxglove/rosmsg2-serialization";
import { WebSocket } from "ws";

const { FoxgloveClient } = FoxgloveModule;
const [url, subprotocol, topics] = process.argv.slice(2);
const socket = new WebSocket(url, [subprotocol]);
const client = new FoxgloveClient({ ws: socket });
const found = { protocol: "", serverInfo: null, channels: [], messages: {}, statuses: [], parameters: [], services: {}, errors: [] };
const channels = new Map();
const waiting = new Map();

function once(name) {
  return new Promise((resolve) => waiting.set(name, resolve));
}

function happened(name, value) {
  waiting.get(name)?.(value);
  waiting.delete(name);
}

const services = once("advertiseServices");
const messages = once("messages");
client.on("open", () => (found.protocol = socket.protocol));
client.on("error", (error) => found.errors.push(String(error)));
client.on("close", () => happened("close"));
client.on("serverInfo", (info) => (found.serverInfo = info));
client.on("status", (status) => found.statuses.push(status));
client.on("advertiseServices", (list) => happened("advertiseServices", list));
client.on("advertise", (list) => {
  for (const channel of list) {
    found.channels.push(channel);
    const reader = new MessageReader(parse(channel.schema, { ros2: true }));
    channels.set(client.subscribe(channel.id), { topic: channel.topic, reader });
  }
});
client.on("message", ({ subscriptionId, timestamp, data }) => {
  const { topic, reader } = channels.get(subscriptionId);
  if (found.messages[topic] === undefined) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    found.messages[topic] = {
      timestamp, sha256: createHash("sha256").update(bytes).digest("hex"), decoded: reader.readMessage(bytes),
    };
  }
  if (Object.keys(found.messages).length === Number(topics)) happened("messages");
});
client.on("parameterValues", (values) => {
  found.parameters.push(values);
  happened(values.id ?? "update", values);
});
client.on("serviceCallResponse", (response) => happened(`call ${response.callId}`, { data: response.data }));
client.on("serviceCallFailure", (failure) => happened(`call ${failure.callId}`, { failure: failure.message }));

function call(service, callId, request, encoding = "cdr") {
  const answer = once(`call ${callId}`);
  const writer = new MessageWriter(parse(service.request.schema, { ros2: true }));
  client.sendServiceCallRequest({ serviceId: service.id, callId, encoding, data: writer.writeMessage(request) });
  return answer.then(({ data, failure }) =>
    failure !== undefined ? { failure } : new MessageReader(parse(service.response.schema, { ros2: true })).readMessage(data));
}

const list = await services;
await messages;
const named = Object.fromEntries(list.map((service) => [service.name, service]));
client.subscribeParameterUpdates([]);
const [got, updated, set] = [once("get"), once("update"), once("set")];
client.getParameters([], "get");
await got;
client.setParameters([{ name: "/forewarn/wish", value: "den Henkel, bitte: ☕" }], "set");
await Promise.all([set, updated]);
found.services.enable = await call(named["/forewarn/enable"], 1, { data: true });
found.services.estop = await call(named["/forewarn/estop"], 2, {});
found.services.answer = await call(named["/forewarn/answer"], 3, { answer: "the second", decision: 7n });
found.services.broken = await call({ ...named["/forewarn/enable"], id: 999 }, 4, { data: true });
found.services.json = await call(named["/forewarn/enable"], 5, { data: true }, "json");
const published = once("update");
const channel = client.advertise({ topic: "/forewarn/wish", encoding: "cdr", schemaName: "std_msgs/msg/String" });
client.sendMessage(channel, new MessageWriter(parse("string data", { ros2: true })).writeMessage({ data: "the rim" }));
await published;
const closed = once("close");
client.close();
await closed;
process.stdout.write(JSON.stringify(found, (_, value) => {
  if (typeof value === "bigint") return value.toString();
  return ArrayBuffer.isView(value) ? Array.from(value) : value;
}));
