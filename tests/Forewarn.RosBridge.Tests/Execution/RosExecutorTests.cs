using System.Diagnostics;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.RosBridge.Tests.Execution;

public sealed class RosExecutorTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void Work_runs_in_the_order_of_its_due_time_then_of_asking()
    {
        var executor = _bench.Process();
        var ran = new List<string>();
        executor.Schedule(TimeSpan.FromMilliseconds(20), () => ran.Add("c"));
        executor.Schedule(TimeSpan.FromMilliseconds(10), () => ran.Add("a"));
        executor.Schedule(TimeSpan.FromMilliseconds(10), () => ran.Add("b"));
        executor.Schedule(TimeSpan.FromMilliseconds(10), () => ran.Add("never")).Dispose();
        executor.Post(() => ran.Add("now"));
        Assert.Equal(1, executor.RunDue());
        _bench.Time.Advance(TimeSpan.FromMilliseconds(30));
        Assert.Equal(3, executor.RunDue());
        Assert.Equal(["now", "a", "b", "c"], ran);
    }

    [Fact]
    public void Periodic_work_does_not_drift_and_leaves_out_what_it_missed()
    {
        var executor = _bench.Process();
        var at = new List<double>();
        var periodic = executor.Every(TimeSpan.FromMilliseconds(100), () => at.Add(executor.Now.TotalMilliseconds));
        foreach (double step in (double[])[100, 130, 75, 350, 45, 1])
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(step));
            executor.RunDue();
        }

        // Due at 100, 200, 300, (400, 500, 600 as one), 700.
        Assert.Equal([100, 230, 305, 655, 700], at);
        periodic.Dispose();
        _bench.Pass(1000);
        Assert.Equal(5, at.Count);
    }

    [Fact]
    public void Work_may_ask_for_work_and_for_its_own_end()
    {
        var executor = _bench.Process();
        int runs = 0;
        IDisposable? periodic = null;
        periodic = executor.Every(TimeSpan.FromMilliseconds(10), () => executor.Post(() =>
        {
            if (++runs == 3) periodic!.Dispose();
        }));
        _bench.Pass(100);
        Assert.Equal(3, runs);
    }

    [Fact]
    public void Handlers_that_cause_one_another_for_ever_are_found()
    {
        var node = _bench.Node("a");
        var publisher = node.CreatePublisher<Count>("t");
        node.CreateSubscription<Count>("t", (Count message, in MessageInfo _) => publisher.Publish(message));
        publisher.Publish(new());
        Assert.Throws<InvalidOperationException>(() => node.Executor.RunDue());
    }

    [Fact]
    public async Task On_the_systems_clock_it_runs_until_it_is_canceled()
    {
        var domain = new InProcessDomain(TimeProvider.System);
        var executor = new RosExecutor(new InProcessTransport(domain), TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var thread = Task.Run(() => executor.Run(cancel.Token));
        var (posted, periodic) = (new TaskCompletionSource(), new TaskCompletionSource());
        executor.Every(TimeSpan.FromMilliseconds(5), () => periodic.TrySetResult());
        await Task.Delay(20);
        executor.Post(() => posted.TrySetResult());
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(posted.Task, periodic.Task).WaitAsync(TimeSpan.FromSeconds(20));
        cancel.Cancel();
        await thread.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }
}
