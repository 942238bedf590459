using Forewarn.Cli.Output;
using Forewarn.Learning.Imitation.Runs;
using Spectre.Console;

namespace Forewarn.Lab.Imitation;

/// <summary>Progress of a policy search: a bar with pace and newest return on a terminal, otherwise plain lines.</summary>
internal static class PolicyProgressView
{
    public static PolicyTrainingResult Run(
        Terminal terminal, string title, Func<IProgress<PolicyProgress>, PolicyTrainingResult> work) => terminal.IsLive
        ? terminal.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(title)), title)))
        : work(new PolicyProgressLines(terminal.Out));

    private sealed class Bar(ProgressTask task, string title) : IProgress<PolicyProgress>
    {
        public void Report(PolicyProgress value)
        {
            task.Description = Markup.Escape($"{title}  {PolicyProgressLines.Summary(value)}");
            (task.MaxValue, task.Value) = (value.Total, value.Steps);
        }
    }
}
