using Forewarn.Core;

namespace Forewarn.FaultSimulation;

/// <summary>Plays one schedule and watches the invariants.</summary>
public static class FaultRun
{
    /// <summary>The node asks for another place half-way.</summary>
    private static readonly (double Second, string Wish)[] Wishes = [(0.2, "left"), (3, "far right"), (7, "middle")];

    /// <param name="trace">Called after every tick; null when nobody looks.</param>
    public static FaultResult Play(FaultSchedule schedule, string robotFile, Action<FaultWorld>? trace = null)
    {
        // A context would carry continuations to other threads, and the course of events would hang on their mood.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return PlayHere(schedule, robotFile, trace);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static FaultResult PlayHere(FaultSchedule schedule, string robotFile, Action<FaultWorld>? trace)
    {
        using var world = new FaultWorld(schedule, robotFile);
        var invariants = new Invariants(world, robotFile);
        int next = 0;
        string? broken = null;
        while (broken is null && world.Now < schedule.Seconds)
        {
            if (next < Wishes.Length && world.Now >= Wishes[next].Second) world.Ask(Wishes[next++].Wish);
            try
            {
                world.StepTick();
                broken = invariants.Check();
            }
            catch (Exception e)
            {
                broken = $"{e.GetType().Name} came out of the node: {e.Message} {e.StackTrace}";
            }
            trace?.Invoke(world);
        }
        bool steered = world.Decisions.Any(d => d.Second > schedule.QuietFrom && d.Decision.Rung == Rung.Steered);
        if (broken is null && !steered) broken = "no decision was steered after all was well";
        return new(schedule, broken, world.Now, world.Decisions.Count,
            world.Decisions.GroupBy(d => d.Decision.Rung).ToDictionary(g => g.Key, g => g.Count()), world.Session.Tick.Holds);
    }
}
