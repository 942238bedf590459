using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// The latest picture of one camera and whether it can be trusted. The receiving thread calls; pictures are copied into
/// two buffers that take turns, and nothing is allocated but the frame that a decision asks for.
/// </summary>
public sealed class CameraFeed(CameraFormat format, CameraFeedOptions options, TimeProvider time)
{
    private readonly TimeSpan _silence = TimeSpan.FromMilliseconds(options.SilentMs);

    private byte[] _latest = new byte[format.Height * format.Width * 3], _spare = new byte[format.Height * format.Width * 3];
    private SensorFault _fault = SensorFault.Silent;
    private long _taken = long.MinValue;
    private double _moved;

    public CameraFormat Format => format;

    /// <summary>Pictures used.</summary>
    public long Good { get; private set; }

    /// <summary>Pictures dropped.</summary>
    public long Bad { get; private set; }

    /// <summary>What the last unusable picture was like, for messages, for example <c>48x64 rgb8</c>.</summary>
    public string Found { get; private set; } = "nothing";

    /// <summary>When the latest good picture was taken, by the monotonic clock.</summary>
    public long Taken => _taken;

    /// <summary>Whether a decision may look through this camera now.</summary>
    public SensorFault Fault =>
        _fault is SensorFault.None or SensorFault.OutOfOrder
            ? time.GetElapsedTime(_taken) > _silence ? SensorFault.Silent : SensorFault.None
            : _fault;

    /// <summary>Forgets how old the last picture was: for when time itself has jumped.</summary>
    public void Restart() => (_taken, _fault) = (long.MinValue, SensorFault.Silent);

    /// <summary>Takes one picture.</summary>
    /// <param name="step">Bytes per row.</param>
    /// <param name="taken">When it was taken, by the monotonic clock.</param>
    /// <param name="travel">Path of the arm so far, rad: a camera that sees the same while the arm moves is frozen.</param>
    public void Take(string encoding, int height, int width, int step, ReadOnlySpan<byte> data, long taken, double travel)
    {
        SensorFault fault = Check(encoding, height, width, step, data, taken);
        if (fault == SensorFault.None)
        {
            Copy(encoding, step, data);
            bool isSame = _spare.AsSpan().SequenceEqual(_latest);
            if (!isSame) _moved = travel;
            (_latest, _spare) = (_spare, _latest);
            _taken = taken;
            if (isSame && travel - _moved > options.FrozenTravel) fault = SensorFault.Frozen;
        }
        if (fault == SensorFault.None) Good++;
        else Bad++;
        // A late picture says nothing about the camera; one of the wrong form does, until a good one comes.
        if (fault != SensorFault.OutOfOrder) _fault = fault;
    }

    /// <summary>A copy of the latest picture, for a decision.</summary>
    public CameraFrame Frame() => new(format.Name, format.Height, format.Width, [.. _latest]);

    private SensorFault Check(string encoding, int height, int width, int step, ReadOnlySpan<byte> data, long taken)
    {
        int channels = encoding switch { "rgb8" or "bgr8" => 3, "rgba8" or "bgra8" => 4, "mono8" => 1, _ => 0 };
        bool isSized = height == format.Height && width == format.Width && step >= width * channels
            && data.Length >= (long)step * height;
        if (channels == 0 || !isSized)
        {
            // Made once per new form, not per picture.
            if (_fault is not (SensorFault.WrongEncoding or SensorFault.WrongSize))
                Found = FormattableString.Invariant($"{height}x{width} {encoding}, {step} bytes per row, {data.Length} in all");
            return channels == 0 ? SensorFault.WrongEncoding : SensorFault.WrongSize;
        }
        return taken < _taken ? SensorFault.OutOfOrder : SensorFault.None;
    }

    private void Copy(string encoding, int step, ReadOnlySpan<byte> data)
    {
        int width = format.Width;
        if (encoding == "rgb8" && step == 3 * width)
        {
            data[.._spare.Length].CopyTo(_spare);
            return;
        }
        int channels = encoding == "mono8" ? 1 : encoding.EndsWith("a8", StringComparison.Ordinal) ? 4 : 3;
        (int red, int green, int blue) = encoding[0] switch { 'r' => (0, 1, 2), 'b' => (2, 1, 0), _ => (0, 0, 0) };
        for (int y = 0; y < format.Height; y++)
        {
            ReadOnlySpan<byte> line = data.Slice(y * step, width * channels);
            Span<byte> to = _spare.AsSpan(3 * y * width, 3 * width);
            for (int x = 0; x < width; x++)
            {
                to[3 * x] = line[channels * x + red];
                to[3 * x + 1] = line[channels * x + green];
                to[3 * x + 2] = line[channels * x + blue];
            }
        }
    }
}
