using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Decisions as the page reads them. Numbers that JSON cannot say are null.</summary>
internal sealed class DecisionViews(CameraRig rig, bool hasFilms)
{
    /// <summary>One line of the list of past decisions.</summary>
    public static object Summary(ShownDecision shown)
    {
        Decision d = shown.Decision;
        return new
        {
            shown.Number, d.Index, shown.About, Taken = shown.Taken.ToUnixTimeMilliseconds(), d.Wish, Rung = d.Rung.ToString(), d.Chosen,
            Narration = Narration(d, d.Chosen)?.Text, IsQuestion = d.Question is not null, d.Timings,
        };
    }

    /// <summary>Everything about one decision but its pictures.</summary>
    /// <param name="judged">Pairs of it that were labeled.</param>
    public object Whole(ShownDecision shown, IReadOnlyList<JudgedPair> judged)
    {
        Decision d = shown.Decision;
        bool isScored = d.Modes is { } m && d.Scores.Length == m.Count + 1;
        return new
        {
            shown.Number, d.Index, shown.About, Taken = shown.Taken.ToUnixTimeMilliseconds(), d.Wish, Rung = d.Rung.ToString(), d.Reason, d.Chosen,
            d.Attempts, d.Question, NoneScore = isScored ? Number(d.Scores[^1]) : null,
            d.Timings, shown.Happened, d.ObservationDigest,
            Cameras = shown.History?.Latest.Images.Select(i => new { Name = i.Camera, i.Width, i.Height, HasPaths = rig.Find(i.Camera) is not null }) ?? [],
            HasFilm = hasFilms && shown.History is not null && d.Modes is not null,
            Modes = Enumerable.Range(0, d.Modes?.Count ?? 0).Select(k => Mode(d, d.Modes!, k, isScored)),
            Judged = judged.Select(j => new { j.Left, j.Right, Better = j.Better.ToString().ToLowerInvariant() }),
        };
    }

    private object Mode(Decision d, ActionProposals modes, int k, bool isScored)
    {
        Narration? said = Narration(d, k);
        GuardFinding? finding = d.Guard is { } guard && k < guard.Findings.Count ? guard.Findings[k] : null;
        return new
        {
            Mass = Number(modes.Mass[k]), Narration = said?.Text, Confidence = said is null ? null : Number(Math.Exp(said.LogProbability)),
            Score = isScored ? Number(d.Scores[k]) : null, finding?.Safe, Finding = finding?.Reason,
            Foreseen = finding?.Foreseen is { } trace ? Foreseen(trace) : null,
            Paths = rig.Cameras.Select(c => (c.Camera, Path: ToolPaths.Of(modes.Plan(k), modes.Spec, rig, c))).Where(p => p.Path is not null)
                .ToDictionary(p => p.Camera, p => p.Path!.Select(Point)),
        };
    }

    private static object Foreseen(SafetyTrace trace) => new
    {
        Hazard = trace.Hazard.ToString().ToLowerInvariant(), LeastValue = Number(trace.LeastValue), trace.LeastStep, trace.Steps,
        Unsupported = trace.UnsupportedStep > 0, trace.FailureCheckAccepts,
    };

    private static Narration? Narration(Decision d, int mode) => mode < 0 ? null : d.Narrations.FirstOrDefault(n => n.Mode == mode);

    private static double[]? Point((double U, double V)? at) =>
        at is { } p && double.IsFinite(p.U) && double.IsFinite(p.V) ? [Math.Round(p.U, 4), Math.Round(p.V, 4)] : null;

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
