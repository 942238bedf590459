using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>Samples plans on held-out scenes and names the mode of each by geometry relative to the true pose.</summary>
public sealed class ModeProbe
{
    private readonly float[] _features;
    private readonly float[][] _poses;
    private readonly PlanMode _modeOf;
    private readonly SeedStream _seed;

    /// <param name="features">Features the eye gives for the scenes, <c>[scenes, F]</c>.</param>
    /// <param name="poses">True poses, <c>[scenes][3]</c>; labels for judging only.</param>
    /// <param name="seed">The same noise is drawn at every measurement.</param>
    public ModeProbe(float[] features, float[][] poses, PlanMode modeOf, ModeShareGate gate, SeedStream seed)
    {
        if (poses.Length == 0 || features.Length % poses.Length != 0)
            throw new ForewarnException($"mode probe: found {features.Length} feature numbers for {poses.Length} scenes, wanted a feature each.");
        (_features, _poses, _modeOf, Gate, _seed) = (features, poses, modeOf, gate, seed);
    }

    public ModeShareGate Gate { get; }

    /// <summary>Modes of <see cref="DiffusionPolicyOptions.GateSamples"/> plans per scene.</summary>
    public ModeShares Measure(DiffusionPolicy policy, ParameterStore parameters)
    {
        int size = _features.Length / _poses.Length, samples = policy.Options.GateSamples, length = policy.Basis.PlanSize;
        var decisions = new string?[_poses.Length][];
        for (int scene = 0; scene < _poses.Length; scene++)
        {
            var plans = policy.Plans(parameters, _features.AsSpan(scene * size, size), samples, _seed.Child("scene", scene));
            decisions[scene] = new string?[samples];
            for (int i = 0; i < samples; i++) decisions[scene][i] = _modeOf(plans.AsSpan(i * length, length), _poses[scene]);
        }
        return new(decisions);
    }
}
