using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Lab.Pipeline;

namespace Forewarn.Lab.Training;

/// <summary><c>train baselines</c>: what the verifier is compared with, in the folder of <c>train all</c>; resumable.</summary>
internal sealed class BaselineTrainingCommand(Session session)
{
    private readonly Option<DirectoryInfo> _folder = new("--folder")
    {
        Description = "Folder of train all; runs and packages of the baselines go there too.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<double> _minutes = new("--minutes", "-m")
    {
        Description = "Stop after about this long; the same command goes on. 0 = no limit.",
        HelpName = "NUMBER",
    };

    private readonly Option<string[]> _only = StageNames.Option("Run these stages alone; the three trainings need nothing of each other.");

    public Command Define()
    {
        var command = new Command("baselines", "Train the learned baselines: action text, direct category, value critic.")
        {
            _folder, _minutes, _only,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(line, options, cancel), cancel));
        return command;
    }

    private int Run(ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        string root = line.GetValue(_folder)!.FullName;
        double limit = line.GetValue(_minutes);
        long start = session.Time.GetTimestamp();
        var pipeline = new TaskPipeline(
            session, session.Configure(line, options), root, CommandText.Of(line), options.Seed(line, 1), workers: 1)
        {
            // Below zero the slice is over; exactly zero would mean "no limit" to a training.
            MinutesLeft = () => limit <= 0 ? 0 : limit - session.Time.GetElapsedTime(start).TotalMinutes is > 0 and var left ? left : -1,
        };
        bool done = pipeline.RunBaselines(StageNames.Of(line.GetValue(_only), pipeline.BaselineNames), cancel);
        session.Terminal.Line(done
            ? $"done: name the packages in {Path.Combine(root, "models")} in section baselines of eval steering"
            : "stopped; run the same command again to go on");
        return (int)ExitCode.Done;
    }
}
