using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary>A family of functions <c>raw(features)</c> with parameters: below 0 where demonstrations are, above 0 where only learners went.</summary>
public abstract class ConstraintClass : ISnapshot
{
    /// <summary>D, features that are read.</summary>
    public abstract int Inputs { get; }

    /// <summary>Parameters, <c>[P]</c>.</summary>
    public abstract float[] Values { get; }

    /// <summary>Gradients in the same order, <c>[P]</c>.</summary>
    public abstract float[] Gradients { get; }

    /// <summary>How a file names it.</summary>
    internal abstract string Kind { get; }

    /// <param name="features"><c>[B, D]</c>.</param>
    /// <param name="raw">Receives <c>[B]</c>.</param>
    public abstract void Evaluate(ReadOnlySpan<float> features, Span<float> raw);

    /// <summary>Adds to <see cref="Gradients"/> what the slopes <c>d loss / d raw</c> of the features last evaluated give.</summary>
    /// <param name="features">As given to <see cref="Evaluate"/>: at most <see cref="MostRows"/> rows.</param>
    public abstract void Backward(ReadOnlySpan<float> features, ReadOnlySpan<float> slopes);

    /// <summary>Brings the parameters back to where the class wants them, after a gradient step.</summary>
    public virtual void Project() { }

    /// <summary>Most rows that are taken back in one pass.</summary>
    public const int MostRows = 4096;

    public void Save(SnapshotWriter to) => to.Add("values", Values);

    public void Load(SnapshotReader from) => from.Floats("values", Values);
}
