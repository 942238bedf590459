using Forewarn.Cli.Output;
using Forewarn.Learning.InverseRl;
using Spectre.Console;

namespace Forewarn.Lab.Imitation;

/// <summary>Progress of a policy search: a bar with pace and newest return on a terminal, otherwise plain lines.</summary>
internal static class IrlProgressView
{
    public static IrlTrainingResult Run(Terminal terminal, string title, Func<IProgress<IrlProgress>, IrlTrainingResult> work) => terminal.IsLive
        ? terminal.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(title)), title)))
        : work(new IrlProgressLines(terminal.Out));

    private sealed class Bar(ProgressTask task, string title) : IProgress<IrlProgress>
    {
        public void Report(IrlProgress value)
        {
            task.Description = Markup.Escape($"{title}  {IrlProgressLines.Summary(value)}");
            (task.MaxValue, task.Value) = (value.Total, value.Steps);
        }
    }
}
