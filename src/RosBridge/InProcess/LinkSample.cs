using Forewarn.Core;

namespace Forewarn.RosBridge.InProcess;

/// <summary>What a link knows of a sample when it decides.</summary>
public readonly ref struct LinkSample(
    string topic, LinkSampleKind kind, long sequence, TimeSpan time, bool reliable, ReadOnlySpan<byte> bytes, SeedStream draws)
{
    /// <summary>ROS name of the topic or service.</summary>
    public string Topic { get; } = topic;

    public LinkSampleKind Kind { get; } = kind;

    /// <summary>Place among the samples of its publisher, from 0.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Since the domain was made.</summary>
    public TimeSpan Time { get; } = time;

    /// <summary>Whether both ends are reliable, so that a network would send a lost sample again.</summary>
    public bool Reliable { get; } = reliable;

    /// <summary>Encapsulation header and body.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Random numbers of this sample on this way alone: other topics and other samples never change them.</summary>
    public SeedStream Draws { get; } = draws;
}
