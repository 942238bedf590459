using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// A constraint while it is being learned: a class of functions on features of the state, where it has data, and above which raw value a state is
/// forbidden. Before the first fit it forbids nothing.
/// </summary>
public sealed class ConstraintModel : ISnapshot
{
    private readonly float[] _features;
    private readonly float[] _one = new float[1];

    /// <param name="threshold">
    /// A state is forbidden where raw exceeds it. raw is <c>(p_L - p_E) / (p_L + p_E)</c> of the visits' densities at best, so 0 forbids what learners
    /// met more often than experts, 1/3 what they met twice as often.
    /// </param>
    /// <exception cref="ForewarnException">Features and class or mask of different sizes, or a threshold outside of -1 to 1.</exception>
    public ConstraintModel(StateFeatures features, ConstraintClass function, SupportMask support, double threshold = 0)
    {
        features.Validate();
        Shape.Require("inputs of the constraint", function.Inputs, ("D", features.Size));
        Shape.Require("widths of the support mask", support.Widths.Count, ("D", features.Size));
        if (!(threshold > -1 && threshold < 1))
            throw ForewarnException.Of("threshold", $"{threshold}", "between -1 and 1", "Correct the constraint.", ExitCode.Usage);
        (Features, Function, Support, Threshold, _features) = (features, function, support, threshold, new float[features.Size]);
    }

    public StateFeatures Features { get; }

    public ConstraintClass Function { get; }

    public SupportMask Support { get; }

    public double Threshold { get; }

    /// <summary>Fits so far; with none, raw is -1 everywhere.</summary>
    public long Fits { get; private set; }

    /// <summary>raw at every state, <c>[B]</c>.</summary>
    /// <param name="states"><c>[B, S]</c>.</param>
    public void Raw(ReadOnlySpan<float> states, Span<float> raw)
    {
        if (Fits == 0) raw.Fill(-1);
        else if (raw.Length != 1) Function.Evaluate(Features.Of(states), raw);
        else
        {
            Features.Write(states, _features);
            Function.Evaluate(_features, raw);
        }
    }

    /// <summary>raw at one state, <c>[S]</c>.</summary>
    public double Raw(ReadOnlySpan<float> state)
    {
        Raw(state, _one);
        return _one[0];
    }

    /// <summary>What a constrained search pays in a state: <c>log(1 + max(0, raw - threshold))</c>.</summary>
    public double Cost(double raw) => Math.Log(1 + Math.Max(0, raw - Threshold));

    /// <param name="state"><c>[S]</c>.</param>
    public ConstraintReading Judge(ReadOnlySpan<float> state)
    {
        Features.Write(state, _features);
        if (!Support.Contains(_features)) return ConstraintReading.Unknown;
        return Raw(state) > Threshold ? ConstraintReading.Forbidden : ConstraintReading.Allowed;
    }

    /// <summary>Fits the function to features of both sides with a fresh optimizer.</summary>
    /// <returns>The loss.</returns>
    public double Fit(ReadOnlySpan<float> demonstrated, ReadOnlySpan<float> learner, ConstraintFitOptions options, SeedStream seed)
    {
        double loss = ConstraintFit.Run(Function, demonstrated, learner, options, seed);
        Fits++;
        return loss;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("function", Function);
        to.Add("support", Support);
        to.Add("fits", Fits);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("function", Function);
        from.Restore("support", Support);
        Fits = from.Long("fits");
    }
}
