using System.Numerics.Tensors;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Nets;

/// <summary>
/// Adam with decoupled weight decay over a flat array; <paramref name="optimistic"/> makes it optimistic Adam (Daskalakis et al. 2018),
/// which undoes its last step and takes twice the new one: <c>v += m' rate, then v -= 2 m rate</c>, each over its own root.
/// </summary>
/// <param name="count">P.</param>
public sealed class FlatAdam(
    int count, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool optimistic = false) : IGradientStep
{
    private readonly float[] _first = new float[count], _second = new float[count];

    /// <summary>Updates applied so far.</summary>
    public long Updates { get; private set; }

    public void Update(Span<float> values, ReadOnlySpan<float> gradients, double learningRate)
    {
        Core.Shape.Require("gradients", gradients.Length, ("P", count));
        Updates++;
        if (weightDecay > 0) TensorPrimitives.Multiply(values, (float)(1 - learningRate * weightDecay), values);
        // eta = lr sqrt(1 - b2^t) / (1 - b1^t) and epsilon scaled by the same root: the bias correction of the original paper.
        double root = Math.Sqrt(1 - Math.Pow(beta2, Updates)), eta = learningRate * root / (1 - Math.Pow(beta1, Updates));
        var rates = new AdamRates(beta1, beta2, eta, optimistic ? epsilon : epsilon * root);
        if (optimistic) AdamKernel.Optimistic(values, gradients, _first, _second, rates);
        else AdamKernel.Plain(values, gradients, _first, _second, rates);
    }

    public void Reset()
    {
        Updates = 0;
        Array.Clear(_first);
        Array.Clear(_second);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("updates", Updates);
        to.Add("first", _first);
        to.Add("second", _second);
    }

    public void Load(SnapshotReader from)
    {
        Updates = from.Long("updates");
        from.Floats("first", _first);
        from.Floats("second", _second);
    }
}
