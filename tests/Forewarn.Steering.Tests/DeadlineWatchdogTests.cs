using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests;

public sealed class DeadlineWatchdogTests
{
    [Fact]
    public void OnRealTimeTheTokenIsCanceled()
    {
        using var watchdog = new DeadlineWatchdog(TimeProvider.System);
        using DecisionDeadline late = watchdog.Start(TimeSpan.FromMinutes(10));
        using DecisionDeadline soon = watchdog.Start(TimeSpan.FromMilliseconds(5));
        Assert.True(soon.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.True(soon.IsPast);
        Assert.False(late.IsPast);
        Assert.False(late.Token.IsCancellationRequested);
    }

    [Fact]
    public void DeadlinesComeInTheOrderOfTheirTimesOnAThreadOfTheirOwn()
    {
        var time = new FakeTimeProvider();
        using var watchdog = new DeadlineWatchdog(time);
        using DecisionDeadline second = watchdog.Start(TimeSpan.FromMilliseconds(200));
        using DecisionDeadline first = watchdog.Start(TimeSpan.FromMilliseconds(100));
        Thread? thread = null;
        using var registration = first.Token.Register(() => Volatile.Write(ref thread, Thread.CurrentThread));
        time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.True(first.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        SpinWait.SpinUntil(() => Volatile.Read(ref thread) is not null, TimeSpan.FromSeconds(30));
        Assert.Equal("forewarn deadline", thread!.Name);
        Assert.False(thread.IsThreadPoolThread);
        Assert.False(second.Token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(second.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task ACanceledDeadlineDoesNotKeepTheWatchdogBusy()
    {
        var time = new FakeTimeProvider();
        using var cancel = new CancellationTokenSource();
        var watchdog = new DeadlineWatchdog(time);
        DecisionDeadline canceled = watchdog.Start(TimeSpan.FromMilliseconds(100), cancel.Token);
        await cancel.CancelAsync();
        // Starting another one wakes the watchdog while the canceled one is still armed.
        DecisionDeadline other = watchdog.Start(TimeSpan.FromMilliseconds(200));
        await Task.Delay(50);
        await Task.Run(() =>
        {
            other.Dispose();
            canceled.Dispose();
            watchdog.Dispose();
        }).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void ADisposedDeadlineDoesNotFire()
    {
        var time = new FakeTimeProvider();
        using var watchdog = new DeadlineWatchdog(time);
        DecisionDeadline gone = watchdog.Start(TimeSpan.FromMilliseconds(100));
        using DecisionDeadline kept = watchdog.Start(TimeSpan.FromMilliseconds(100));
        gone.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(kept.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        Assert.False(gone.Token.IsCancellationRequested);
    }

    [Fact]
    public void ABrokenCallbackOfOneModelLeavesTheWatchdogAlive()
    {
        var time = new FakeTimeProvider();
        using var watchdog = new DeadlineWatchdog(time);
        using DecisionDeadline broken = watchdog.Start(TimeSpan.FromMilliseconds(1));
        using var registration = broken.Token.Register(() => throw new InvalidOperationException("broken callback"));
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(broken.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        using DecisionDeadline next = watchdog.Start(TimeSpan.FromMilliseconds(1));
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(next.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void ACallersCancellationReachesTheModelsAtOnce()
    {
        using var watchdog = new DeadlineWatchdog(new FakeTimeProvider());
        using var caller = new CancellationTokenSource();
        using DecisionDeadline deadline = watchdog.Start(TimeSpan.FromSeconds(1), caller.Token);
        caller.Cancel();
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.IsPast);
    }
}
