using Forewarn.Core;
using Forewarn.FaultSimulation;
using Forewarn.RosBridge.Tests.Robot;

namespace Forewarn.RosBridge.Tests.Faults;

public sealed class FaultScheduleTests
{
    [Fact]
    public void Without_faults_everything_is_steered()
    {
        FaultResult result = FaultRun.Play(new FaultSchedule(1, [], 8), CupArm.File);
        Assert.Null(result.Broken);
        Assert.Equal([Rung.Steered], result.Rungs.Keys);
        Assert.True(result.Decisions >= 4);
    }

    [Fact]
    public void The_invariants_hold_in_1000_schedules()
    {
        var broken = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            FaultResult result = FaultRun.Play(FaultSchedule.Draw((ulong)seed), CupArm.File);
            if (result.Broken is not null) broken.Add(result.ToString());
        });
        Assert.True(broken.IsEmpty, $"{broken.Count} of 1000:\n{string.Join("\n", broken.Order(StringComparer.Ordinal).Take(20))}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_course()
    {
        static List<string> Course(ulong seed)
        {
            var lines = new List<string>();
            FaultRun.Play(FaultSchedule.Draw(seed), CupArm.File, w =>
                lines.Add($"{w.Session.Tick.Cause} {string.Join(' ', w.Session.Tick.Command.ToArray())} {w.Session.Status().Reason}"));
            return lines;
        }

        for (ulong seed = 0; seed < 5; seed++) Assert.Equal(Course(seed), Course(seed));
    }
}
