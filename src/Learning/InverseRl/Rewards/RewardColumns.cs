using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// The columns of a transition that a reward model reads, <c>[B, D]</c>: s, or s and a side by side. Once fitted, both sides are shown
/// as <c>(x - mean) / sqrt(variance + 1e-8)</c> by the expert's moments.
/// </summary>
public sealed class RewardColumns : ISnapshot
{
    private readonly RewardInput _input;
    private readonly float[] _mean, _scale;

    public RewardColumns(RewardInput input, int stateSize, int actionSize)
    {
        _input = input;
        Width = stateSize + (input == RewardInput.StateAction ? actionSize : 0);
        (_mean, _scale) = (new float[Width], new float[Width]);
        Array.Fill(_scale, 1);
    }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>Takes mean and variance from every transition of the expert.</summary>
    /// <exception cref="ForewarnException">The expert has no transition.</exception>
    public void Standardize(ITransitionSource expert)
    {
        if (expert.Count == 0)
            throw ForewarnException.Of("expert", "no transition", "one or more", "Record demonstrations first.", ExitCode.Usage);
        double[] sum = new double[Width], squares = new double[Width];
        var row = new float[Width];
        var batch = new TransitionBatch(1, expert.StateSize, expert.ActionSize) { Count = 1 };
        // Two passes: a mean far from zero must not eat the digits of a small variance.
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i < expert.Count; i++)
            {
                expert.Copy(i, batch, 0);
                Raw(batch, 0, row);
                for (int c = 0; c < Width; c++)
                    if (pass == 0) sum[c] += row[c];
                    else squares[c] += (row[c] - sum[c] / expert.Count) * (row[c] - sum[c] / expert.Count);
            }
        for (int c = 0; c < Width; c++)
            (_mean[c], _scale[c]) = ((float)(sum[c] / expert.Count), (float)(1 / Math.Sqrt(squares[c] / expert.Count + 1e-8)));
    }

    /// <summary>Writes rows from <paramref name="from"/> on, as many as fit into <paramref name="rows"/>, <c>[B, D]</c>.</summary>
    public void Write(TransitionBatch batch, int from, Span<float> rows)
    {
        for (int r = 0, count = rows.Length / Width; r < count; r++)
        {
            var row = rows.Slice(r * Width, Width);
            Raw(batch, from + r, row);
            for (int c = 0; c < Width; c++) row[c] = (row[c] - _mean[c]) * _scale[c];
        }
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("mean", _mean);
        to.Add("scale", _scale);
    }

    public void Load(SnapshotReader from)
    {
        from.Floats("mean", _mean);
        from.Floats("scale", _scale);
    }

    private void Raw(TransitionBatch batch, int index, Span<float> row)
    {
        int s = batch.StateSize, a = batch.ActionSize;
        batch.States.Slice(index * s, s).CopyTo(row);
        if (_input == RewardInput.StateAction) batch.Actions.Slice(index * a, a).CopyTo(row[s..]);
    }
}
