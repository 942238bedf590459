using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.LeRobot;

/// <summary>Spreads episodes over data files: one row group each, the next file before one grows beyond its size.</summary>
internal sealed class DataFileWriter(string folder, LeRobotInfo info) : IDisposable
{
    private readonly TableColumn[] _columns = [.. info.Features.Select(TableColumn.Of)];
    private ParquetTableWriter? _open;
    private int _chunk, _file, _frames;

    /// <returns>Chunk and file that hold the episode.</returns>
    public (int Chunk, int File) Write(int frames, IReadOnlyList<LeRobotColumn> columns)
    {
        if (_open is not null && _open.Length * (1 + (double)frames / _frames) >= info.DataFilesSizeInMb * 1024.0 * 1024)
        {
            Close();
            (_chunk, _file) = LeRobotLayout.Next(_chunk, _file, info.ChunksSize);
        }
        _open ??= new ParquetTableWriter(Path.Combine(folder, info.DataFile(_chunk, _file)), _columns, HuggingFaceMetadata.Of(info.Features));
        _open.Write(frames, [.. columns.Select(c => c.Values)]);
        _frames += frames;
        return (_chunk, _file);
    }

    public void Close()
    {
        _open?.Close();
        (_open, _frames) = (null, 0);
    }

    public void Dispose() => _open?.Dispose();
}
