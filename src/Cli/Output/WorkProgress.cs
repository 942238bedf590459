using System.Globalization;
using Spectre.Console;

namespace Forewarn.Cli.Output;

/// <summary>
/// Progress of countable work: a bar with the time left on a terminal, otherwise at most about twenty plain lines.
/// </summary>
public sealed class WorkProgress(Terminal terminal, TimeProvider time)
{
    private const int PlainLines = 20;

    /// <summary>Runs <paramref name="work"/>, which reports (done, wanted) as it goes, from any thread.</summary>
    public T Run<T>(string title, Func<Action<int, int>, T> work) => terminal.IsLive ? Live(title, work) : Plain(title, work);

    private T Live<T>(string title, Func<Action<int, int>, T> work) => terminal.Console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bar = context.AddTask(Markup.Escape(title));
            return work((done, wanted) =>
            {
                bar.MaxValue = Math.Max(1, wanted);
                bar.Value = done;
            });
        });

    private T Plain<T>(string title, Func<Action<int, int>, T> work)
    {
        long start = time.GetTimestamp();
        int shown = -1;
        var gate = new Lock();
        return work((done, wanted) =>
        {
            lock (gate)
            {
                int part = wanted == 0 ? PlainLines : (int)((long)done * PlainLines / wanted);
                if (part <= shown) return;
                shown = part;
                var elapsed = time.GetElapsedTime(start);
                var left = done == 0 ? TimeSpan.Zero : elapsed * ((double)(wanted - done) / done);
                terminal.Out.WriteLine($"{title}: {done}/{wanted}  {Clock(elapsed)} gone  {Clock(left)} left");
            }
        });
    }

    private static string Clock(TimeSpan span) =>
        span.ToString(span.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
