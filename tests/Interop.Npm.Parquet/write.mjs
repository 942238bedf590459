// Writes a LeRobot v3.0 data set with hyparquet-writer: snappy, dictionaries, several row groups that cut episodes. With a
// third argument, one feature is a list: this writer knows pages of version 2 only, where other programs write lists in version 1.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'

const [root, png, withList] = [process.argv[2], Buffer.from(process.argv[3], 'base64'), process.argv[4] === 'list']
const lengths = [4, 5, 3]
const frames = lengths.flatMap((length, episode) => Array.from({ length }, (_, frame) => ({ episode, frame })))
const starts = lengths.map((_, episode) => lengths.slice(0, episode).reduce((a, b) => a + b, 0))
const list = (name, type) => [
  { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', ...type },
]
const plain = (name, type) => ({ name, repetition_type: 'OPTIONAL', ...type })
const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }

function write (name, columns, options = {}) {
  const filename = join(root, name)
  mkdirSync(join(filename, '..'), { recursive: true })
  parquetWriteFile({
    filename,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(column => column.schema)],
    columnData: columns.map(({ name, data }) => ({ name, data })),
    codec: 'SNAPPY',
    ...options,
  })
}

const column = (name, type, data) => ({ name, schema: [plain(name, type)], data })
const lists = (name, type, data) => ({ name, schema: list(name, type), data })
const longs = (name, data) => column(name, { type: 'INT64' }, data.map(BigInt))

write('data/chunk-000/file-000.parquet', [
  {
    name: 'observation.images.front',
    schema: [{ name: 'observation.images.front', repetition_type: 'OPTIONAL', num_children: 2 },
      plain('bytes', { type: 'BYTE_ARRAY' }), plain('path', text)],
    data: frames.map(({ frame }) => ({ bytes: new Uint8Array(png), path: `frame-${frame}.png` })),
  },
  ...withList ? [lists('velocity', { type: 'FLOAT' }, frames.map(() => [1, 2]))] : [],
  column('observation.state', { type: 'FLOAT' }, frames.map(({ episode, frame }) => episode + frame / 8)),
  column('action', { type: 'DOUBLE' }, frames.map(({ episode, frame }) => episode * 0.5 + frame)),
  column('note', text, frames.map(({ episode }) => `note ${episode}`)),
  column('flag', { type: 'BOOLEAN' }, frames.map(({ frame }) => frame % 2 === 1)),
  column('timestamp', { type: 'FLOAT' }, frames.map(({ frame }) => Math.fround(frame / 5))),
  longs('frame_index', frames.map(({ frame }) => frame)),
  longs('episode_index', frames.map(({ episode }) => episode)),
  longs('index', frames.map((_, index) => index)),
  longs('task_index', frames.map(({ episode }) => episode % 2)),
], { rowGroupSize: 5 })
write('meta/tasks.parquet', [longs('task_index', [0, 1]), column('task', text, ['pick', 'größe'])])
write('meta/episodes/chunk-000/file-000.parquet', [
  longs('episode_index', lengths.map((_, episode) => episode)),
  longs('length', lengths), longs('data/chunk_index', [0, 0, 0]), longs('data/file_index', [0, 0, 0]),
  longs('dataset_from_index', starts), longs('dataset_to_index', starts.map((start, i) => start + lengths[i])),
])
const feature = (dtype, shape) => ({ dtype, shape, names: null })
writeFileSync(join(root, 'meta/info.json'), JSON.stringify({
  codebase_version: 'v3.0', robot_type: null, fps: 5, total_episodes: 3, total_frames: 12, total_tasks: 2, chunks_size: 1000,
  data_files_size_in_mb: 100, video_files_size_in_mb: 200, splits: { train: '0:3' },
  data_path: 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet', video_path: null,
  features: {
    'observation.images.front': feature('image', [4, 5, 3]), 'observation.state': feature('float32', [1]),
    // The file holds doubles: a reader that trusts the description narrows them.
    action: feature('float32', [1]), note: feature('string', [1]), flag: feature('bool', [1]), timestamp: feature('float32', [1]),
    frame_index: feature('int64', [1]), episode_index: feature('int64', [1]), index: feature('int64', [1]), task_index: feature('int64', [1]),
    ...withList ? { velocity: feature('float32', [2]) } : {},
  },
}))
