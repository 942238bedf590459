namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>
/// A file that may be read a few times over, but not for ever: a damaged page chain can lead a reader around in circles.
/// </summary>
internal sealed class ReadBudgetStream(Stream inner) : Stream
{
    private const int Rounds = 4;
    private const long Slack = 1 << 20;

    private long _left = Rounds * inner.Length + Slack;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Grants another round; to be called before each column.</summary>
    public void Renew() => _left = Rounds * inner.Length + Slack;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_left <= 0) throw new InvalidDataException("pages that lead in circles");
        int read = inner.Read(buffer);
        _left -= Math.Max(1, read);
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
