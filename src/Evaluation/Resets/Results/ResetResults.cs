using Forewarn.Evaluation.Runs;

namespace Forewarn.Evaluation.Resets;

/// <summary>What a study of resets found.</summary>
/// <param name="PrefixRows">Rows executed before the second decision.</param>
/// <param name="BlendRows">Rows over which the other plan is blended in then.</param>
/// <param name="Repeats">Plans that the simulator executed twice from the same saved state.</param>
/// <param name="Repeated">Of these, plans that did the same.</param>
/// <param name="Logged">Plans in the log.</param>
public sealed record ResetResults(
    RunRecord Run, int Scenes, IReadOnlyList<string> Wishes, int PrefixRows, int BlendRows, int Repeats, int Repeated, int Logged,
    IReadOnlyList<ResetGroup> Groups);
