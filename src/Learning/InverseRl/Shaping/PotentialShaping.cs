using System.Numerics.Tensors;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>
/// A bonus from a potential. Where the learner treats a time limit as a cut, not as an end (<see cref="TransitionBatch.Continues"/>
/// is 1 there), the potential of the last state counts like its value does; at true ends it is 0.
/// </summary>
public sealed class PotentialShaping : IRewardShaping
{
    private readonly double _gamma;
    private readonly ShapingForm _form;
    private float[] _here = [], _next = [];

    /// <param name="gamma">The learner's own discount; with another one the optimal policies may change.</param>
    /// <param name="form">The published form is there to compare with.</param>
    public PotentialShaping(IPotential potential, double gamma, ShapingForm form = ShapingForm.Invariant) =>
        (Potential, _gamma, _form) = (potential, gamma, form);

    public IPotential Potential { get; }

    /// <summary>The bonus of one step.</summary>
    /// <param name="here">Phi(s).</param>
    /// <param name="next">Phi(s').</param>
    /// <param name="ends">s' is terminal.</param>
    /// <param name="first">s is the first state of its episode.</param>
    public static double Term(ShapingForm form, double gamma, double here, double next, bool ends, bool first = false) =>
        form == ShapingForm.Invariant ? (ends ? 0 : gamma * next) - here : (ends ? 0 : next) - (first ? 0 : gamma * here);

    public void Shaping(TransitionBatch batch, ReadOnlySpan<float> starts, Span<float> added)
    {
        if (_here.Length < added.Length) (_here, _next) = (new float[added.Length], new float[added.Length]);
        Potential.Evaluate(batch.States, _here.AsSpan(0, added.Length));
        Potential.Evaluate(batch.NextStates, _next.AsSpan(0, added.Length));
        for (int i = 0; i < added.Length; i++)
            added[i] = (float)Term(_form, _gamma, _here[i], _next[i], batch.Continues[i] == 0, !starts.IsEmpty && starts[i] > 0);
    }

    /// <summary>Adds the bonus to rewards of transitions in any order; none of them counts as the first of its episode.</summary>
    public void AddTo(TransitionBatch batch, Span<float> rewards)
    {
        Span<float> added = rewards.Length <= 1024 ? stackalloc float[rewards.Length] : new float[rewards.Length];
        Shaping(batch, [], added);
        TensorPrimitives.Add(rewards, added, rewards);
    }
}
