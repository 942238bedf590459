using Forewarn.Core;

namespace Forewarn.WorldModel;

/// <summary>Reads the safety heads along every plan and says what the worst states mean.</summary>
internal static class SafetyCheck
{
    /// <summary>Readings that fit on the stack: 12 bytes each.</summary>
    private const int OnStack = 512;

    /// <param name="traces">Receives one trace per plan, <c>[K]</c>.</param>
    public static void Judge(SafetyModel model, SafetyRule rule, LatentRollout rollout, Span<SafetyTrace> traces)
    {
        Shape.Require("safety traces", traces.Length, ("K", rollout.Count));
        int count = rollout.Count * rule.Steps;
        Span<SafetyReading> readings = count <= OnStack ? stackalloc SafetyReading[count] : new SafetyReading[count];
        model.Read(rollout, rule.Steps, readings);
        for (int k = 0; k < traces.Length; k++) traces[k] = Judge(model, rule, readings.Slice(k * rule.Steps, rule.Steps));
    }

    private static SafetyTrace Judge(SafetyModel model, SafetyRule rule, ReadOnlySpan<SafetyReading> states)
    {
        var (least, at, margin, failing, unsupported) = (float.PositiveInfinity, 0, float.PositiveInfinity, 0, 0);
        for (int t = 0; t < states.Length; t++)
        {
            SafetyReading state = states[t];
            if (!float.IsFinite(state.Margin) || !float.IsFinite(state.Value))
                return new(PlanHazard.Unjudged, state.Value, t + 1, float.NaN, failing, unsupported, states.Length);
            if (state.Value < least) (least, at) = (state.Value, t + 1);
            margin = Math.Min(margin, state.Margin);
            if (failing == 0 && state.Margin <= model.MarginEpsilon) failing = t + 1;
            // Written so that NaN is outside.
            if (unsupported == 0 && !(state.Support <= model.SupportLimit)) unsupported = t + 1;
        }
        var hazard = failing > 0 ? PlanHazard.Failing
            : least <= model.ValueEpsilon ? PlanHazard.Doomed
            : unsupported > 0 && rule.RefusesUnsupported ? PlanHazard.Unjudged
            : PlanHazard.None;
        return new(hazard, least, at, margin, failing, unsupported, states.Length);
    }

    /// <summary>The findings when nothing was imagined: passed on or refused, but never silently.</summary>
    public static GuardReport Unimagined(SafetyRule rule, int modes) => new([.. Enumerable.Repeat(
        new GuardFinding(!rule.RefusesUnimagined, rule.RefusesUnimagined ? "unimagined: nothing says whether it leaves a way out" : "")
        {
            Foreseen = SafetyTrace.Unimagined,
        }, modes)]);
}
