using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>How plans are taken from an openpi server.</summary>
public sealed record OpenpiProposerOptions
{
    /// <summary>From <see cref="OpenpiAddress.Parse"/>.</summary>
    public required Uri Address { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>What the server's columns mean: openpi does not say.</summary>
    public required ActionSpec Spec { get; init; }

    /// <summary><c>T</c>, rows of a plan; of longer answers the first are taken.</summary>
    public required int Steps { get; init; }

    public required ObservationKeys Keys { get; init; }

    /// <summary>Text for the server's policy; null sends none.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// Whether the server takes <c>{"batch": [observation, ...]}</c> and answers <c>batch</c>, a list of answers, or
    /// <c>actions</c> <c>[N, T, A]</c>. Null = if its metadata say <c>batch: true</c>. Otherwise every plan is a call.
    /// </summary>
    public bool? Batch { get; init; }

    /// <summary>Limit of one attempt at all plans; the caller's deadline holds besides.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Further attempts after a broken connection or an error.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Pause before the first further attempt; doubled, with jitter.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a server that keeps failing is left alone.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(2);
}
