using Forewarn.RosBridge.InProcess;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests;

/// <summary>Processes of one domain on a virtual clock; each has an executor of its own.</summary>
internal sealed class Bench
{
    private readonly List<RosExecutor> _executors = [];

    public Bench(ILink? link = null, ulong seed = 0) => Domain = new(Time, link, seed);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public InProcessDomain Domain { get; }

    public RosExecutor Process()
    {
        var executor = new RosExecutor(new InProcessTransport(Domain), Time);
        _executors.Add(executor);
        return executor;
    }

    public RosNode Node(string name, params string[] args) =>
        new(Process(), name, null, args.Length == 0 ? null : RosArgs.Parse(["--ros-args", .. args]));

    /// <summary>Lets everybody do everything there is to do now.</summary>
    public void Settle()
    {
        while (_executors.Sum(executor => executor.RunDue()) > 0)
        {
        }
    }

    /// <summary>Moves the clock in steps and lets everybody work at each.</summary>
    public void Pass(double milliseconds, double step = 10)
    {
        for (double left = milliseconds; left > 0; left -= step)
        {
            Time.Advance(TimeSpan.FromMilliseconds(Math.Min(left, step)));
            Settle();
        }
    }

    /// <summary>What a task that must be done by now gives.</summary>
    public T Done<T>(Task<T> task)
    {
        Settle();
        Assert.True(task.IsCompleted, "the task waits for something");
        return task.GetAwaiter().GetResult();
    }
}
