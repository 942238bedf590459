using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>Evaluations of equally many episodes in a snapshot.</summary>
internal static class EvaluationList
{
    public static void Save(IReadOnlyList<IrlEvaluation> evaluations, SnapshotWriter to)
    {
        to.Add("evaluated_at", [.. evaluations.Select(e => e.Learning)]);
        to.Add("returns", [.. evaluations.SelectMany(e => e.Returns)]);
    }

    public static void Load(List<IrlEvaluation> evaluations, SnapshotReader from)
    {
        var at = new long[from.Length("evaluated_at")];
        var returns = new double[from.Length("returns")];
        from.Longs("evaluated_at", at);
        from.Doubles("returns", returns);
        evaluations.Clear();
        for (int i = 0, each = at.Length == 0 ? 0 : returns.Length / at.Length; i < at.Length; i++)
            evaluations.Add(new(at[i], returns[(i * each)..((i + 1) * each)]));
    }
}
