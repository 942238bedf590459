// Reads every parquet file of a folder with hyparquet and prints rows, columns and values as one JSON object by file.
import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const root = process.argv[2]
const files = readdirSync(root, { recursive: true }).filter(name => name.endsWith('.parquet')).sort()
const answer = {}
for (const name of files) {
  const file = await asyncBufferFromFile(join(root, name))
  const metadata = await parquetMetadataAsync(file)
  // Binary columns stay bytes; text columns say that they are text.
  const rows = await parquetReadObjects({ file, metadata, compressors, utf8: false })
  answer[relative('', name)] = {
    rows: Number(metadata.num_rows),
    columns: parquetSchema(metadata).children.map(child => child.element.name),
    codecs: [...new Set(metadata.row_groups.flatMap(group => group.columns.map(column => column.meta_data.codec)))],
    metadata: Object.fromEntries((metadata.key_value_metadata ?? []).map(pair => [pair.key, pair.value])),
    values: rows,
  }
}
process.stdout.write(JSON.stringify(answer, (key, value) => {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  return value
}))
