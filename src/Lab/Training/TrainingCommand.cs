using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Lab.Training;

/// <summary>What the training commands share: data, time slice, seed, resuming, progress and the closing report.</summary>
internal abstract class TrainingCommand(Session session, string name, string description)
{
    private readonly Option<FileSystemInfo[]> _data = new("--data", "-d");

    private readonly Option<DirectoryInfo?> _resume = new("--resume")
    {
        Description = "Go on with the run in this folder.",
        HelpName = "RUN",
    };

    private readonly Option<double?> _minutes = new("--minutes", "-m")
    {
        Description = "Stop after this long, with a checkpoint to resume from.",
        HelpName = "NUMBER",
    };

    private CommonOptions? _options;

    protected Session Session => session;

    /// <summary>Word on the command line.</summary>
    protected string Name => name;

    /// <summary>Whether nothing can be trained without data.</summary>
    protected virtual bool NeedsData => true;

    /// <summary>What the data are, and how the help calls one of them.</summary>
    protected virtual (string Description, string HelpName) Data => ("Recorded data set (see collect); repeat for several.", "FOLDER");

    /// <summary>Part of the run folder's name.</summary>
    protected virtual string RunName(ResolvedConfig config) => $"{config.Get<SceneOptions>().Name}-{name}";

    public Command Define()
    {
        (_data.Required, _data.Description, _data.HelpName) = (NeedsData, Data.Description, Data.HelpName);
        var command = new Command(name, description) { _data, _resume, _minutes };
        foreach (var option in OwnOptions()) command.Add(option);
        _options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(line, cancel), cancel));
        return command;
    }

    protected virtual IEnumerable<Option> OwnOptions() => [];

    protected abstract TrainingOptions Standing(ParseResult line, ResolvedConfig config);

    protected abstract TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel);

    private int Run(ParseResult line, CancellationToken cancel)
    {
        var config = session.Configure(line, _options!);
        var standing = Standing(line, config);
        var training = standing with
        {
            Seed = _options!.Seed(line, standing.Seed),
            Minutes = line.GetValue(_minutes) ?? standing.Minutes,
        };
        var resumed = line.GetValue(_resume);
        if (resumed is { Exists: false })
        {
            throw ForewarnException.Of("--resume", $"no folder '{resumed}'", "the folder of a run", "Look under runs/.", ExitCode.Usage);
        }

        // Data that cannot be read must not leave an empty run behind.
        string[] data = [.. (line.GetValue(_data) ?? []).Select(item => item.FullName)];
        var origin = resumed is null ? TrainingOrigin.Of(line, training.Seed, data, session.Time) : null;
        var folder = resumed is null ? RunFolder.Create(RunName(config), training.Seed, session.Time) : RunFolder.At(resumed.FullName);
        origin?.Write(folder);
        session.Terminal.Line($"run folder: {folder.Path}");
        var request = new TrainingLine(line, config, training, data, folder, resumed is not null);
        var result = Watch(progress => Train(request, progress, cancel));
        Report(line, folder, result);
        return (int)(cancel.IsCancellationRequested ? ExitCode.Failed : ExitCode.Done);
    }

    private TrainingResult Watch(Func<IProgress<TrainingProgress>, TrainingResult> train) => session.Terminal.IsLive
        ? new WorkProgress(session.Terminal, session.Time).Run($"training {name}", report => train(new Bar(report)))
        : train(new ProgressLines(session.Terminal.Out));

    private void Report(ParseResult line, RunFolder folder, TrainingResult result)
    {
        session.Terminal.Line(result.Finished
            ? $"finished after {result.Step} steps"
            : $"stopped at step {result.Step}; go on with --resume {folder.Path}");
        foreach (var (figure, value) in result.Evaluation)
        {
            session.Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {figure,-32} {value:G4}"));
        }

        JsonReport.Write(_options!.Json(line), new { Folder = folder.Path, result.Step, result.Finished, result.Evaluation });
    }

    private sealed class Bar(Action<int, int> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report((int)value.Step, (int)value.Steps);
    }
}
