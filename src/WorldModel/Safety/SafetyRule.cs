namespace Forewarn.WorldModel;

/// <summary>How a guard uses the safety heads.</summary>
/// <param name="Steps"><c>m</c>, imagined states that are executed before the next decision.</param>
public sealed record SafetyRule(int Steps)
{
    /// <summary>
    /// Whether a plan is refused when a state of it lies outside of what the heads were trained on. Otherwise it is judged all the same,
    /// and the finding names the state.
    /// </summary>
    public bool RefusesUnsupported { get; init; }

    /// <summary>
    /// Whether plans are refused while nothing is imagined of them. Otherwise they pass as unjudged: the other guards still hold, and
    /// when the world model is late, the rung that executes such a plan says that it is unimagined.
    /// </summary>
    public bool RefusesUnimagined { get; init; }

    /// <summary>States executed before the next decision.</summary>
    /// <param name="actionHorizon">Plan rows executed before the next decision.</param>
    /// <param name="rowsPerStep">Plan rows per imagined step; a step begun counts.</param>
    public static SafetyRule Of(int actionHorizon, int rowsPerStep) => new((actionHorizon + rowsPerStep - 1) / rowsPerStep);
}
