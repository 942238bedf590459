using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>What a study of guards found.</summary>
/// <param name="Rows">Rows executed before the next decision.</param>
/// <param name="Plans">Candidates of all scenes together.</param>
/// <param name="Doomed">Of these, doomed ones.</param>
/// <param name="Failing">Of these, failing ones.</param>
/// <param name="Dispatches">By chooser and guard; over all wishes first, then wish by wish.</param>
/// <param name="Levels">What margin and value alone tell apart at equal cost.</param>
/// <param name="Checks">Time of each guard's check of all plans of a scene.</param>
/// <param name="MeetsDoomedBar">Under the last guard no way of choosing dispatched more than <see cref="DoomedBar"/> doomed plans.</param>
/// <param name="SuccessNotLower">Under the last guard no way of choosing succeeds significantly less: its paired interval reaches 0.</param>
public sealed record GuardResults(
    RunRecord Run, int Scenes, int Rows, IReadOnlyList<string> Wishes, int Plans, int Doomed, int Failing,
    IReadOnlyList<DispatchFigures> Dispatches, IReadOnlyList<DetectionFigures> Detection, IReadOnlyList<HazardCount> Hazards,
    IReadOnlyList<LevelFigures> Levels, IReadOnlyList<StageLatency> Checks, bool MeetsDoomedBar, bool SuccessNotLower)
{
    /// <summary>Largest share of doomed plans among those dispatched.</summary>
    public const double DoomedBar = 0.01;
}
