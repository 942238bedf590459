using Forewarn.Core;
using Forewarn.FaultSimulation;
using Forewarn.RosBridge.Tests.Robot;

namespace Forewarn.RosBridge.Tests.Faults;

/// <summary>What a node did, tick by tick, around one fault.</summary>
internal sealed class Course
{
    public const double Start = 2, End = 4;

    private Course(FaultSchedule schedule)
    {
        double[] last = [];
        Result = FaultRun.Play(schedule, CupArm.File, world =>
        {
            double[] command = world.Session.Tick.Command.ToArray();
            bool moved = last.Length > 0 && command.Zip(last).Any(p => Math.Abs(p.First - p.Second) > 1e-9);
            last = command;
            (Rung rung, string reason) = world.Session.Status();
            Ticks.Add((world.Now, world.Session.Tick.Cause, rung, reason, moved));
            foreach (var decision in world.Decisions.Skip(Decisions.Count)) Decisions.Add(decision);
        });
    }

    public FaultResult Result { get; }

    public List<(double Second, HoldCause Cause, Rung Rung, string Reason, bool Moved)> Ticks { get; } = [];

    public List<(double Second, Decision Decision)> Decisions { get; } = [];

    /// <summary>One fault from <see cref="Start"/> to <see cref="End"/>.</summary>
    public static Course Of(FaultKind kind, double amount = 0.6, double end = End) => new(FaultSchedule.Of(kind, Start, end, amount));

    /// <summary>Seconds from the beginning of the fault until the arm stood still and stayed so to its end; NaN if it never did.</summary>
    public double StoodStillAfter()
    {
        double lastMove = Ticks.Where(t => t.Second < End && t.Moved).Select(t => t.Second).DefaultIfEmpty(0).Max();
        return lastMove >= End - 0.05 ? double.NaN : Math.Max(0, lastMove - Start);
    }
}
