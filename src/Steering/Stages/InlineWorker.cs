namespace Forewarn.Steering;

/// <summary>
/// Runs the calls on whatever thread moves the clock, one after the other: under a simulated clock a whole node is then
/// one thread, and the same schedule gives the same course. A call that blocks blocks the clock too.
/// </summary>
internal sealed class InlineWorker(TimeProvider time) : IStageWorker
{
    private Task _running = Task.CompletedTask;

    public async Task<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> work, DecisionDeadline deadline, TimeSpan patience)
    {
        if (deadline.IsPast) throw StageFault.NotStarted();
        if (!_running.IsCompleted) await Task.WhenAny(_running, Task.Delay(deadline.AtMost(patience), time));
        if (!_running.IsCompleted) throw StageFault.Busy();

        // Its continuations run where the answer or the deadline comes from: nothing moves to another thread.
        var answer = new TaskCompletionSource<T>();
        var done = new TaskCompletionSource();
        _running = done.Task;
        using (deadline.Due.Register(() => answer.TrySetException(StageFault.Late(deadline))))
        {
            _ = AnswerAsync(work, deadline.Token, answer, done);
            T value = await answer.Task;
            return deadline.IsPast ? throw StageFault.Late(deadline) : value;
        }
    }

    public void Dispose() { }

    private static async Task AnswerAsync<T>(
        Func<CancellationToken, ValueTask<T>> work, CancellationToken token, TaskCompletionSource<T> answer,
        TaskCompletionSource done)
    {
        try
        {
            T value = await work(token);
            done.SetResult();
            answer.TrySetResult(value);
        }
        catch (Exception e)
        {
            // Handed over whole: the stage decides what a fault means.
            done.SetResult();
            answer.TrySetException(e);
        }
    }
}
