using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>A decision as a console holds it.</summary>
/// <param name="Number">Counts up from 1 within one <see cref="DecisionRing"/>; <see cref="Decision.Index"/> may repeat or jump.</param>
/// <param name="Taken">When it was made.</param>
/// <param name="History">What it saw; null where a recording does not say.</param>
public sealed record ShownDecision(long Number, DateTimeOffset Taken, Decision Decision, ObservationHistory? History)
{
    /// <summary>The decision that this one asks again with another wish; null for one that was really made.</summary>
    public long? About { get; init; }

    /// <summary>What happened then, in words; null when nobody said.</summary>
    public string? Happened { get; init; }
}
