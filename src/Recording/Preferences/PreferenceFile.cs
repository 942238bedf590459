using System.Text;
using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>
/// Preference records in a file, one line of JSON each, appended and on the disk before <see cref="Add"/> returns. A file
/// has one writer at a time. What an earlier writer left half-written is put aside, never continued.
/// </summary>
public sealed class PreferenceFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly FileStream? _only;
    private readonly string _path;
    private readonly Stack<long> _starts = new();

    /// <param name="path">Made with its folder where it does not exist.</param>
    /// <exception cref="ForewarnException">It cannot be written, or somebody else writes it.</exception>
    public PreferenceFile(string path) : this(Open(path, out FileStream only), path) => _only = only;

    internal PreferenceFile(Stream stream, string path)
    {
        (_stream, _path) = (stream, path);
        (Count, long end) = Lines(stream);
        if (end < stream.Length) PutAside(end);
    }

    /// <summary>Records in the file, those of earlier writers included.</summary>
    public int Count { get; private set; }

    /// <summary>Records added since this was opened, which <see cref="Undo"/> can take back.</summary>
    public int Added => _starts.Count;

    /// <summary>Full path.</summary>
    public string FilePath => Path.GetFullPath(_path);

    /// <summary>Appends a record. Any thread may call.</summary>
    /// <exception cref="ForewarnException">The disk is full or gone; the file is as it was.</exception>
    public void Add(PreferenceRecord record)
    {
        byte[] line = Encoding.UTF8.GetBytes(record.ToJson() + "\n");
        lock (_gate)
        {
            long start = _stream.Length;
            try
            {
                _stream.Position = start;
                _stream.Write(line);
                Persist();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Restore(start);
                throw AtomicFile.Unwritable(_path, fault);
            }
            _starts.Push(start);
            Count++;
        }
    }

    /// <summary>Takes back the last record that was added since this was opened.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ForewarnException">The disk refuses; the record stays.</exception>
    public bool Undo()
    {
        lock (_gate)
        {
            if (!_starts.TryPeek(out long start)) return false;
            try
            {
                _stream.SetLength(start);
                Persist();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw AtomicFile.Unwritable(_path, fault);
            }
            _starts.Pop();
            Count--;
            return true;
        }
    }

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="ForewarnException">It cannot be read, or a line is no preference record; the message has its number.</exception>
    public static IReadOnlyList<PreferenceRecord> Read(string path)
    {
        try
        {
            var records = new List<PreferenceRecord>();
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                try
                {
                    records.Add(PreferenceRecord.Parse(line));
                }
                catch (ForewarnException e)
                {
                    throw new ForewarnException($"'{path}', line {records.Count + 1}: {e.Message}", ExitCode.Usage, e);
                }
            }
            return records;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"'{path}'", fault.Message.TrimEnd('.'), "a file that can be read", "Name another one.", ExitCode.Usage, fault);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stream.Dispose();
            _only?.Dispose();
        }
    }

    private void Persist()
    {
        if (_stream is FileStream file) file.Flush(flushToDisk: true);
        else _stream.Flush();
    }

    private void Restore(long length)
    {
        try
        {
            _stream.SetLength(length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next opening puts the half line aside.
        }
    }

    /// <returns>Whole lines, and where the last of them ends.</returns>
    private static (int Lines, long End) Lines(Stream stream)
    {
        (int lines, long end, long at) = (0, 0, 0);
        var buffer = new byte[1 << 16];
        stream.Position = 0;
        for (int read; (read = stream.Read(buffer)) > 0; at += read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            if (buffer.AsSpan(0, read).LastIndexOf((byte)'\n') is var last and >= 0) end = at + last + 1;
        }
        return (lines, end);
    }

    private void PutAside(long end)
    {
        try
        {
            _stream.Position = end;
            using (var aside = new FileStream(_path + ".damaged", FileMode.Append, FileAccess.Write))
            {
                _stream.CopyTo(aside);
                aside.Write("\n"u8);
                aside.Flush(flushToDisk: true);
            }
            _stream.SetLength(end);
            Persist();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _stream.Dispose();
            throw AtomicFile.Unwritable(_path, fault);
        }
    }

    private static FileStream Open(string path, out FileStream only)
    {
        FileStream? claim = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // On Linux a file that is shared with readers is not locked against writers, so another file says whose it is.
            claim = only = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            // Unbuffered: a line is written in one piece, and a failed write leaves nothing behind that would come later.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            claim?.Dispose();
            throw AtomicFile.Unwritable(path, fault);
        }
    }
}
