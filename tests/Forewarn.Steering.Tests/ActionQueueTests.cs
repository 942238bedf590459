using CsCheck;
using Forewarn.Core;

namespace Forewarn.Steering.Tests;

public sealed class ActionQueueTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 50, ["x_m"]);

    [Fact]
    public void APlanIsPlayedOnceAndThenHeld()
    {
        ActionQueue queue = Queue(largestStep: 9);
        Assert.Null(Take(queue));
        queue.Dispatch(Plan(0, 1, 2, 3));
        Assert.Equal([1f, 2f, 3f, 3f, 3f], Takes(queue, 5));
        Assert.Equal((3, 0), (queue.Consumed, queue.Remaining));
    }

    [Fact]
    public void ANewPlanSkipsTheRowsConsumedSinceItsObservationHoweverLateItComes() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 12]).Sample((before, during) =>
        {
            ActionQueue queue = Queue(largestStep: 1000);
            queue.Dispatch(Plan(0, [.. Enumerable.Range(0, 20).Select(i => (float)i)]));
            Takes(queue, before);
            queue.Observed(1);
            Takes(queue, during);
            queue.Observed(1);
            queue.Dispatch(Plan(1, [.. Enumerable.Range(100, 20).Select(i => (float)i)]));
            Assert.Equal(100f + during, Take(queue));
        });

    [Fact]
    public void TimeSpentHoldingIsNotConsumption()
    {
        ActionQueue queue = Queue(largestStep: 1000);
        queue.Start([5]);
        queue.Observed(0);
        Assert.Equal([5f, 5f], Takes(queue, 2));
        queue.Dispatch(Plan(0, 7, 8));
        Assert.Equal(7f, Take(queue));
    }

    [Fact]
    public void APlanWhoseRowsAreAllPastIsCountedAndNotPlayed()
    {
        ActionQueue queue = Queue(largestStep: 1000);
        queue.Dispatch(Plan(0, 1, 2, 3, 4));
        queue.Observed(1);
        Takes(queue, 3);
        queue.Dispatch(Plan(1, 70, 80, 90));
        Assert.Equal(3f, Take(queue));
        Assert.Equal(1, queue.Expired);
    }

    [Fact]
    public void AtTheSeamTheCommandCatchesUpByBoundedSteps()
    {
        ActionQueue queue = Queue(largestStep: 2);
        queue.Start([0]);
        queue.Dispatch(Plan(0, 5, 5, 5, 5, 9));
        // Caught up at the third row; beyond the seam the plan's own steps (which the guards bound) stand.
        Assert.Equal([2f, 4f, 5f, 5f, 9f], Takes(queue, 5));
    }

    [Fact]
    public void SeamStepsStayBoundedForAnyPlans() =>
        Gen.Select(Gen.Float[-1, 1].Array[1, 8].Array[1, 6], Gen.Int[0, 5]).Sample((plans, taken) =>
        {
            const float Most = 0.3f;
            ActionQueue queue = Queue(Most);
            queue.Start([0]);
            for (int i = 0; i < plans.Length; i++)
            {
                float last = Take(queue)!.Value;
                queue.Observed(i);
                queue.Dispatch(Plan(i, plans[i]));
                Assert.InRange(Math.Abs(Take(queue)!.Value - last), 0, Most * 1.0001f);
                Takes(queue, taken);
            }
        });

    [Fact]
    public void OnlyTheActionHorizonIsPlayed()
    {
        var queue = new ActionQueue(Spec, [1000], 2);
        queue.Dispatch(Plan(0, 1, 2, 3, 4));
        Assert.Equal([1f, 2f, 2f], Takes(queue, 3));
    }

    [Fact]
    public void HoldRepeatsStopEmptiesAndAHoldCannotUndoAStop()
    {
        ActionQueue queue = Queue(largestStep: 1000);
        queue.Dispatch(Plan(0, 1, 2, 3));
        Take(queue);
        queue.Dispatch(Rest(1, Rung.Hold));
        Assert.Equal([1f, 1f], Takes(queue, 2));
        queue.Dispatch(Rest(2, Rung.Stop));
        queue.Dispatch(Rest(3, Rung.Hold));
        Assert.Null(Take(queue));
        queue.Dispatch(Plan(4, 8));
        Assert.Equal(8f, Take(queue));
    }

    [Fact]
    public void HoldingIncrementsIsNoMotion()
    {
        ActionSpec delta = Spec with { Representation = "delta" };
        var queue = new ActionQueue(delta, [9], 10);
        queue.Dispatch(Plan(0, 0.5f) with { Modes = new([0.5f], 1, delta) });
        Assert.Equal([0.5f, 0f, 0f], Takes(queue, 3));
    }

    [Fact]
    public void ForeignPlansAndBadLimitsAreRefused()
    {
        ActionQueue queue = Queue(1);
        Decision foreign = Plan(0, 1) with { Modes = new([1f], 1, Spec with { RateHz = 10 }) };
        Assert.Throws<ForewarnException>(() => queue.Dispatch(foreign));
        Assert.Throws<ForewarnException>(() => new ActionQueue(Spec, [0], 4));
        Assert.Throws<ForewarnException>(() => new ActionQueue(Spec, [float.NaN], 4));
        Assert.Throws<ForewarnException>(() => new ActionQueue(Spec, [1, 1], 4));
    }

    [Fact]
    public void TakingAllocatesNothing()
    {
        ActionQueue queue = Queue(0.01f);
        queue.Start([0]);
        var row = new float[1];
        Decision[] plans = [.. Enumerable.Range(0, 8).Select(i => Plan(i, [.. Enumerable.Repeat((float)i, 50)]))];
        long allocated = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (Decision plan in plans)
            {
                queue.Dispatch(plan);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 80; i++) queue.TryTake(row);
                allocated = pass == 0 ? 0 : allocated + GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void UnderConcurrentDispatchRowsComeWholeAndInTheOrderOfOnePlan()
    {
        var wide = new ActionSpec("absolute", "base", 50, ["a", "b", "c", "d"]);
        var queue = new ActionQueue(wide, [1e9f, 1e9f, 1e9f, 1e9f], 16);
        const int Plans = 3000;
        int done = 0;
        var dispatching = new Thread(() =>
        {
            for (int id = 1; id <= Plans; id++)
            {
                queue.Observed(id);
                float[] values = [.. Enumerable.Range(0, 16 * 4).Select(i => (float)(id * 16 + i / 4))];
                queue.Dispatch(Plan(id, 0) with { Modes = new(values, 1, wide) });
            }
            Volatile.Write(ref done, 1);
        });
        dispatching.Start();
        var row = new float[4];
        float last = -1;
        long taken = 0;
        while (Volatile.Read(ref done) == 0 || queue.Remaining > 0 || taken < 16)
        {
            if (!queue.TryTake(row)) continue;
            taken++;
            Assert.True(row[0] == row[1] && row[1] == row[2] && row[2] == row[3], "torn row");
            // Rows carry id * 16 + step: never backward, and inside a plan one step at a time (or held).
            Assert.True(row[0] >= last, "an older plan came back");
            if ((int)row[0] / 16 == (int)last / 16) Assert.InRange(row[0] - last, 0, 1);
            last = row[0];
        }
        dispatching.Join();
        while (queue.TryTake(row) && queue.Remaining > 0) { }
        Assert.Equal(Plans, (int)row[0] / 16);
    }

    private static ActionQueue Queue(float largestStep) => new(Spec, [largestStep], 1000);

    private static Decision Plan(long index, params float[] rows) => new(
        index, "w", "", 0, 1, new(rows, 1, Spec), [], [], null, 0, Rung.Steered, "test", new(0, 0, 0, 0, 0, 0, 0));

    private static Decision Rest(long index, Rung rung) => Plan(index, 0) with { Chosen = -1, Rung = rung };

    private static float? Take(ActionQueue queue)
    {
        var row = new float[1];
        return queue.TryTake(row) ? row[0] : null;
    }

    private static float[] Takes(ActionQueue queue, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Take(queue)!.Value)];
}
