using Forewarn.Core;

namespace Forewarn.FaultSimulation;

/// <summary>Faults in any combination, drawn from one seed, and quiet at the end.</summary>
/// <param name="Faults">In order of their start.</param>
/// <param name="Seconds">Length, with a quiet time after the last fault in which the node must recover.</param>
/// <param name="UsesAction">Whether plans go to the controller whole, as goals, instead of being streamed.</param>
public sealed record FaultSchedule(ulong Seed, IReadOnlyList<Fault> Faults, double Seconds, bool UsesAction = false)
{
    private const double Busy = 6, Quiet = 5;
    private const int MostFaults = 6;

    /// <summary>Time of the last end.</summary>
    public double QuietFrom => Faults.Count == 0 ? 0 : Faults.Max(f => f.End);

    /// <summary>The schedule of a seed.</summary>
    public static FaultSchedule Draw(ulong seed)
    {
        SeedStream draws = new SeedStreams(seed).Stream("faults");
        FaultKind[] kinds = Enum.GetValues<FaultKind>();
        var faults = new List<Fault>();
        int count = 1 + draws.Next(MostFaults);
        for (int i = 0; i < count; i++)
        {
            FaultKind kind = kinds[draws.Next(kinds.Length)];
            double start = draws.Uniform(0.5, Busy - 0.5);
            // Short ones as often as long ones.
            double length = 0.05 * Math.Pow(60, draws.NextDouble());
            faults.Add(new(kind, start, Math.Min(Busy, start + length), Amount(kind, draws)));
        }
        return new(seed, [.. faults.OrderBy(f => f.Start)], Busy + Quiet, UsesAction: draws.Next(4) == 0);
    }

    /// <summary>One fault alone.</summary>
    public static FaultSchedule Of(FaultKind kind, double start, double end, double amount = 0.6, bool usesAction = false) =>
        new(1, [new(kind, start, end, amount)], end + Quiet, usesAction);

    private static double Amount(FaultKind kind, SeedStream draws) => kind switch
    {
        FaultKind.LinkSlow => draws.Uniform(0.005, 0.3),
        FaultKind.LinkLossy or FaultKind.LinkCorrupt or FaultKind.LinkDoubles => draws.Uniform(0.05, 0.9),
        // Some just fit into the deadline, most do not.
        FaultKind.ProposerLate or FaultKind.WorldModelLate or FaultKind.NarratorLate or FaultKind.ReaderLate =>
            draws.Uniform(0.01, 2),
        _ => draws.Uniform(0.2, 1),
    };

    public override string ToString() => $"seed {Seed}{(UsesAction ? " (by action)" : "")}: {string.Join("; ", Faults)}";
}
