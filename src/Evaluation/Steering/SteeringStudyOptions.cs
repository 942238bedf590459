namespace Forewarn.Evaluation.Steering;

/// <summary>Size and settings of a steering study.</summary>
public sealed record SteeringStudyOptions
{
    /// <summary>Evaluation seeds; scenes of different seeds are unrelated.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Scenes per seed.</summary>
    public int Episodes { get; init; } = 200;

    /// <summary><c>N</c>, plans drawn per scene.</summary>
    public int Proposals { get; init; } = 64;

    /// <summary>Samples executed as drawn: 1 gives the base policy, 6 also the control without clustering.</summary>
    public int FirstSamples { get; init; } = 6;

    /// <summary>Whether execution is rendered, for narrations of the true future.</summary>
    public bool TrueFuture { get; init; } = true;

    /// <summary>Scenes of the first seed that are drawn as film strips.</summary>
    public int FilmScenes { get; init; } = 2;

    /// <summary>Presentation orders drawn per choice for the position control, beside all cyclic ones.</summary>
    public int RandomOrders { get; init; } = 4;

    /// <summary>Threads; results do not depend on it, latencies do.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Models with their hashes and everything else that a row depends on; a table of another identity is refused.
    /// </summary>
    public string Identity { get; init; } = "";
}
