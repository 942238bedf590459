// read-mcap.mjs indexed|stream FILE: what Foxglove's libraries find in an MCAP file, as JSON on standard output.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { parse } from "@foxglove/rosmsg";
import { MessageReader } from "@foxglove/rosmsg2-serialization";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { loadCodecs } from "./codecs.mjs";

const [way, path] = process.argv.slice(2);
const { decompressHandlers } = await loadCodecs();
const file = await open(path);
const found = { library: "", profile: "", ended: false, schemas: {}, channels: {}, metadata: [], messages: [], decoded: {} };
const channels = new Map();
const schemas = new Map();
const readers = new Map();

function addSchema(schema) {
  schemas.set(schema.id, schema);
  found.schemas[schema.name] = { encoding: schema.encoding, text: new TextDecoder().decode(schema.data) };
}

function addChannel(channel) {
  channels.set(channel.id, channel);
  found.channels[channel.topic] = {
    schema: schemas.get(channel.schemaId)?.name,
    encoding: channel.messageEncoding,
    metadata: Object.fromEntries(channel.metadata),
  };
}

function addMessage(message) {
  const channel = channels.get(message.channelId);
  found.messages.push([
    channel.topic, message.logTime, message.publishTime, createHash("sha256").update(message.data).digest("hex"),
  ]);
  if (found.decoded[channel.topic] !== undefined) return;
  const schema = schemas.get(channel.schemaId);
  if (!readers.has(schema.id))
    readers.set(schema.id, new MessageReader(parse(new TextDecoder().decode(schema.data), { ros2: true })));
  found.decoded[channel.topic] = readers.get(schema.id).readMessage(message.data);
}

if (way === "indexed") {
  const readable = {
    size: async () => BigInt((await file.stat()).size),
    read: async (offset, length) => {
      const bytes = new Uint8Array(Number(length));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, Number(offset));
      if (bytesRead !== bytes.length) throw new Error(`${bytesRead} of ${bytes.length} bytes at ${offset}`);
      return bytes;
    },
  };
  const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers });
  found.library = reader.header.library;
  found.profile = reader.header.profile;
  found.ended = true;
  found.statistics = reader.statistics;
  for (const schema of reader.schemasById.values()) addSchema(schema);
  for (const channel of reader.channelsById.values()) addChannel(channel);
  for await (const metadata of reader.readMetadata()) found.metadata.push([metadata.name, Object.fromEntries(metadata.metadata)]);
  for await (const message of reader.readMessages()) addMessage(message);
} else {
  const reader = new McapStreamReader({ decompressHandlers });
  const bytes = new Uint8Array(1 << 16);
  for (;;) {
    const { bytesRead } = await file.read(bytes, 0, bytes.length);
    if (bytesRead === 0) break;
    reader.append(bytes.slice(0, bytesRead));
    for (let record; (record = reader.nextRecord()); ) {
      if (record.type === "Header") ({ library: found.library, profile: found.profile } = record);
      else if (record.type === "Schema") addSchema(record);
      else if (record.type === "Channel") addChannel(record);
      else if (record.type === "Metadata") found.metadata.push([record.name, Object.fromEntries(record.metadata)]);
      else if (record.type === "Message") addMessage(record);
    }
  }
  found.ended = reader.done();
}

await file.close();
process.stdout.write(JSON.stringify(found, (_, value) => {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Map) return Object.fromEntries(value);
  return ArrayBuffer.isView(value) ? Array.from(value) : value;
}));
