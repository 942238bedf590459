using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Where a <see cref="FoxgloveServer"/> is found and what one client may take from it.</summary>
public sealed record FoxgloveServerOptions
{
    /// <summary>Shown by the app.</summary>
    public string Name { get; init; } = "forewarn";

    /// <summary>Of the WebSocket. Other modules may serve the same path to clients of other subprotocols.</summary>
    public string Path { get; init; } = "/";

    /// <summary>
    /// Wanted in <c>Authorization: Api-Key KEY</c> or, since browsers send no such header, as <c>?key=KEY</c>; null lets
    /// everybody in.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Web origins that are let in besides Foxglove's own and those on this machine, for example
    /// <c>https://viewer.example</c>. Programs that send no origin are not asked.
    /// </summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Clients at a time; the next is told 503.</summary>
    public int MaxClients { get; init; } = 32;

    /// <summary>Largest frame from a client, in bytes.</summary>
    public int FrameBytes { get; init; } = 1 << 20;

    /// <summary>Messages that wait for one client; the oldest make room for new ones. Rounded up to a power of two.</summary>
    public int QueueMessages { get; init; } = 1024;

    /// <summary>Bytes of messages that wait for one client; one message alone may be larger.</summary>
    public long QueueBytes { get; init; } = 32 << 20;

    /// <summary>For a client to take a frame; who takes none for that long is cut off.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Service calls, sets and publications of one client at a time.</summary>
    public int Requests { get; init; } = 16;

    /// <summary>For the answer to a service call or set.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ForewarnException">A value is out of range; the message lists all of them.</exception>
    internal FoxgloveServerOptions Validated()
    {
        var faults = new List<string>();
        void Check(bool good, string name, object found, string wanted)
        {
            if (!good) faults.Add($"{name}: found {found}, wanted {wanted}");
        }
        Check(Path.StartsWith('/'), nameof(Path), $"'{Path}'", "a path that begins with /");
        Check(ApiKey is null || ApiKey.Trim().Length > 0, nameof(ApiKey), "an empty text", "a key or none");
        Check(MaxClients is >= 1 and <= 4096, nameof(MaxClients), MaxClients, "1 to 4096");
        Check(FrameBytes is >= 1024 and <= 1 << 26, nameof(FrameBytes), FrameBytes, "1 KiB to 64 MiB");
        Check(QueueMessages is >= 2 and <= 1 << 20, nameof(QueueMessages), QueueMessages, "2 to 1048576");
        Check(QueueBytes is >= 0 and <= 1L << 32, nameof(QueueBytes), QueueBytes, "up to 4 GiB");
        Check(Requests is >= 1 and <= 4096, nameof(Requests), Requests, "1 to 4096");
        Check(FrameTimeout > TimeSpan.Zero && FrameTimeout < TimeSpan.FromDays(1), nameof(FrameTimeout), FrameTimeout, "up to a day");
        Check(RequestTimeout > TimeSpan.Zero && RequestTimeout < TimeSpan.FromDays(1), nameof(RequestTimeout), RequestTimeout, "up to a day");
        return faults.Count == 0 ? this : throw new ForewarnException($"Foxglove server: {string.Join("; ", faults)}.", ExitCode.Usage);
    }
}
