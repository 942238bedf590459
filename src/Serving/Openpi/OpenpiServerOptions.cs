using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>What one client may take from an <see cref="OpenpiServer"/>, so that the others keep theirs.</summary>
public sealed record OpenpiServerOptions
{
    /// <summary>Wanted in <c>Authorization: Api-Key KEY</c>; null lets everybody in.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Clients at a time; the next is told 503.</summary>
    public int MaxClients { get; init; } = 16;

    /// <summary>Observations that are worked on at a time; the others wait their turn.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Largest frame in bytes.</summary>
    public int FrameBytes { get; init; } = 64 << 20;

    /// <summary>From a whole observation to its answer, waiting for a turn included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first byte of a frame to its last, and for an answer to be taken by the client's side.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Observations in one <c>{"batch": [...]}</c>.</summary>
    public int BatchSize { get; init; } = 256;

    public WireLimits Limits { get; init; } = WireLimits.Default;

    /// <exception cref="ForewarnException">A value is out of range; the message lists all of them.</exception>
    internal OpenpiServerOptions Validated()
    {
        var faults = new List<string>();
        void Check(bool good, string name, object found, string wanted)
        {
            if (!good) faults.Add($"{name}: found {found}, wanted {wanted}");
        }
        Check(MaxClients is >= 1 and <= 4096, nameof(MaxClients), MaxClients, "1 to 4096");
        Check(Workers is >= 1 and <= 256, nameof(Workers), Workers, "1 to 256");
        Check(FrameBytes is >= 1024 and <= 1 << 30, nameof(FrameBytes), FrameBytes, "1 KiB to 1 GiB");
        Check(BatchSize is >= 1 and <= 65_536, nameof(BatchSize), BatchSize, "1 to 65536");
        Check(Deadline > TimeSpan.Zero && Deadline < TimeSpan.FromDays(1), nameof(Deadline), Deadline, "up to a day");
        Check(FrameTimeout > TimeSpan.Zero && FrameTimeout < TimeSpan.FromDays(1), nameof(FrameTimeout), FrameTimeout, "up to a day");
        Check(ApiKey is null || ApiKey.Trim().Length > 0, nameof(ApiKey), "an empty text", "a key or none");
        return faults.Count == 0 ? this : throw new ForewarnException($"openpi server: {string.Join("; ", faults)}.", ExitCode.Usage);
    }
}
