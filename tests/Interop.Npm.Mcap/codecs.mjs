// Compressions of MCAP chunks, by Foxglove's own builds of lz4 and zstd.
import lz4 from "@foxglove/wasm-lz4";
import * as zstd from "@foxglove/wasm-zstd";

export async function loadCodecs() {
  const codec = zstd.default ?? zstd;
  await lz4.isLoaded;
  await codec.isLoaded;
  return {
    decompressHandlers: {
      lz4: (bytes, size) => lz4(bytes, Number(size)),
      zstd: (bytes, size) => codec.decompress(bytes, Number(size)),
    },
    compressZstd: (bytes) => ({ compression: "zstd", compressedData: codec.compress(bytes, 3) }),
  };
}
