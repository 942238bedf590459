// write-mcap.mjs plain|zstd|unchunked FILE: a file by Foxglove's writer. Message i of 200, in time order: topic /count where
// 3 divides i, else /text; log time 1000 i + 7, publish time 1000 i; data is i % 50 + 4 bytes of the value i % 256.
import { open } from "node:fs/promises";
import { McapWriter } from "@mcap/core";
import { loadCodecs } from "./codecs.mjs";

const [way, path] = process.argv.slice(2);
const { compressZstd } = await loadCodecs();
const file = await open(path, "w");
let position = 0n;
const writable = {
  write: async (bytes) => {
    await file.write(bytes);
    position += BigInt(bytes.byteLength);
  },
  position: () => position,
};
const writer = new McapWriter({
  writable, chunkSize: 2000, useChunks: way !== "unchunked", compressChunk: way === "zstd" ? compressZstd : undefined,
});
await writer.start({ profile: "ros2", library: "another writer" });
const text = new TextEncoder();
const channel = async (topic, name, definition) =>
  await writer.registerChannel({
    schemaId: await writer.registerSchema({ name, encoding: "ros2msg", data: text.encode(definition) }),
    topic,
    messageEncoding: "cdr",
    metadata: new Map([["offered_qos_profiles", `# of ${topic}`]]),
  });
const ids = [await channel("/text", "std_msgs/msg/String", "string data\n"), await channel("/count", "std_msgs/msg/Int32", "int32 data\n")];
for (let i = 0; i < 200; i++) {
  await writer.addMessage({
    channelId: ids[i % 3 === 0 ? 1 : 0], sequence: i, logTime: 1000n * BigInt(i) + 7n, publishTime: 1000n * BigInt(i),
    data: new Uint8Array((i % 50) + 4).fill(i % 256),
  });
}
await writer.addMetadata({ name: "origin", metadata: new Map([["by", "node"], ["grüße", "日本語"]]) });
await writer.end();
await file.close();
