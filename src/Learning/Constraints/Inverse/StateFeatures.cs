using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// What a constraint reads of a state: some columns as they are, then the cosine and the sine of every angle. A constraint that does not read
/// velocity and heading cannot be a reachable tube: it can be no more than the tube's shadow on the columns it reads.
/// </summary>
/// <param name="StateSize">S.</param>
/// <param name="Columns">Columns that are read as they are.</param>
/// <param name="Angles">Columns in rad, read as cosine and sine.</param>
public sealed record StateFeatures(int StateSize, IReadOnlyList<int> Columns, IReadOnlyList<int> Angles)
{
    /// <summary>D.</summary>
    public int Size => Columns.Count + 2 * Angles.Count;

    /// <summary>Every column, those in <paramref name="angles"/> as angles.</summary>
    public static StateFeatures Whole(int stateSize, params IReadOnlyList<int> angles) =>
        new(stateSize, [.. Enumerable.Range(0, stateSize).Except(angles)], angles);

    /// <param name="state"><c>[S]</c>.</param>
    /// <param name="features">Receives <c>[D]</c>.</param>
    public void Write(ReadOnlySpan<float> state, Span<float> features)
    {
        int d = 0;
        for (int i = 0; i < Columns.Count; i++) features[d++] = state[Columns[i]];
        for (int i = 0; i < Angles.Count; i++)
        {
            var (sin, cos) = MathF.SinCos(state[Angles[i]]);
            (features[d++], features[d++]) = (cos, sin);
        }
    }

    /// <summary>Features of many states, <c>[B, D]</c>.</summary>
    /// <param name="states"><c>[B, S]</c>.</param>
    public float[] Of(ReadOnlySpan<float> states)
    {
        int rows = states.Length / StateSize;
        Shape.Require("states", states.Length, ("B", rows), ("S", StateSize));
        var features = new float[rows * Size];
        for (int b = 0; b < rows; b++) Write(states.Slice(b * StateSize, StateSize), features.AsSpan(b * Size, Size));
        return features;
    }

    /// <exception cref="ForewarnException">No column, one that is not there, or one twice.</exception>
    public void Validate()
    {
        int[] all = [.. Columns, .. Angles];
        if (all.Length == 0 || all.Any(c => c < 0 || c >= StateSize) || all.Distinct().Count() != all.Length)
            throw ForewarnException.Of("constraint features", $"columns [{string.Join(", ", Columns)}] and angles [{string.Join(", ", Angles)}]",
                $"one or more of 0 to {StateSize - 1}, each once", "Correct the features.", ExitCode.Usage);
    }

    public bool Equals(StateFeatures? other) => other is not null && StateSize == other.StateSize && Columns.SequenceEqual(other.Columns)
        && Angles.SequenceEqual(other.Angles);

    public override int GetHashCode() => HashCode.Combine(StateSize, Columns.Count, Angles.Count);
}
