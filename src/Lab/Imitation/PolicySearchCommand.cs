using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Training;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary><c>train sac</c>: a policy by the task's own reward, for experts and upper bounds.</summary>
internal sealed class PolicySearchCommand(Session session)
{
    private static readonly IrlOptions Loop = new() { Steps = 300_000, IterationSteps = 1000, Data = LearnerData.Replay };

    private readonly Option<string?> _environment = new("--env", "-e") { Description = "Task to learn, by name.", HelpName = "NAME" };

    private readonly Option<long?> _steps = new("--steps") { Description = "Learning steps in the whole run.", HelpName = "NUMBER" };

    private readonly Option<string?> _hidden = new("--hidden") { Description = "Widths of the hidden layers, as in 64,64.", HelpName = "WIDTHS" };

    private readonly Option<DirectoryInfo?> _resume = new("--resume")
    {
        Description = "Go on with the run in this folder, with the settings it was started with.",
        HelpName = "RUN",
    };

    private readonly Option<double?> _minutes = new("--minutes", "-m")
    {
        Description = "Stop after this long, with a checkpoint to resume from.",
        HelpName = "NUMBER",
    };

    private CommonOptions? _options;

    public Command Define()
    {
        var command = new Command("sac", "Learn a task by its own reward: soft actor-critic.") { _environment, _steps, _hidden, _resume, _minutes };
        _options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(line, cancel), cancel));
        return command;
    }

    private int Run(ParseResult line, CancellationToken cancel)
    {
        var resumed = line.GetValue(_resume) is { } run ? RunFolder.Existing(run.FullName) : null;
        var config = resumed is null ? session.Configure(line, _options!) : Recorded(resumed, line);
        var earlier = resumed is null ? null : PolicyRunOrigin.Read(resumed);
        string environment = earlier?.Environment ?? line.GetValue(_environment)
            ?? throw ForewarnException.Of("--env", "nothing", "the name of a task", $"Known: {string.Join(", ", TaskEnvironments.Names)}.", ExitCode.Usage);
        var loop = config.Over(Loop);
        loop = loop with
        {
            Steps = line.GetValue(_steps) ?? loop.Steps,
            Minutes = line.GetValue(_minutes) ?? loop.Minutes,
            Seed = earlier is null ? _options!.Seed(line, loop.Seed) : loop.Seed,
        };
        var sac = config.Get<SacOptions>();
        if (line.GetValue(_hidden) is { } widths) sac = sac with { Hidden = Widths(widths) };
        loop.Validate();
        sac.Validate();

        using var parts = Parts(TaskEnvironments.Of(environment), loop, sac);
        var folder = resumed ?? RunFolder.Create($"{environment}-sac", loop.Seed, session.Time);
        if (earlier is null)
        {
            string date = session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            new PolicyRunOrigin("sac", environment, new(CommandText.Of(line), loop.Seed, TrainingOrigin.Revision(), "", date)).Write(folder);
        }
        AtomicFile.WriteText(folder.File("config.yaml"), config.With(loop).With(sac).PartYaml(typeof(IrlOptions), typeof(SacOptions)));
        session.Terminal.Line($"run folder: {folder.Path}");
        var training = new Func<IProgress<IrlProgress>, IrlTrainingResult>(progress =>
            new IrlTraining(new IrlLoop(parts, loop), folder, progress, session.Time).Run(resumed is not null, cancel));
        var result = IrlProgressView.Run(session.Terminal, $"{environment} sac", training);
        Report(line, folder, result);
        return (int)(cancel.IsCancellationRequested ? ExitCode.Failed : ExitCode.Done);
    }

    private ResolvedConfig Recorded(RunFolder folder, ParseResult line)
    {
        PolicyRunOrigin.Read(folder);
        return new ConfigLoader(session.Home.Configs, session.Schema).LoadRecorded(File.ReadAllText(folder.File("config.yaml")), _options!.Settings(line));
    }

    private static IrlParts Parts(Func<Simulation.IStateEnvironment> create, IrlOptions loop, SacOptions sac)
    {
        var seeds = new SeedStreams(loop.Seed);
        var episodes = new LearnerEpisodes(create, loop.Environments, new StartStates(), seeds.Stream("episodes"));
        var optimizer = new Sac(sac, episodes.StateSize, episodes.ActionSize, seeds.Stream("policy"));
        var nobody = new TransitionSet(episodes.StateSize, episodes.ActionSize, [], [], [], [], [], [], []);
        return new(new TaskReward(), optimizer, episodes, nobody, create());
    }

    private static int[] Widths(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width) && width > 0
            ? width
            : throw ForewarnException.Of("--hidden", $"'{text}'", "widths of at least 1 with commas between", "Write 64,64 for example.", ExitCode.Usage))];

    private void Report(ParseResult line, RunFolder folder, IrlTrainingResult result)
    {
        session.Terminal.Line(result.Finished
            ? $"finished after {result.Steps} steps"
            : $"stopped at step {result.Steps}; go on with --resume {folder.Path}");
        foreach (var look in result.Evaluations.TakeLast(1))
            session.Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  return after {look.Learning} steps: {look.Mean:F1}"));
        var looks = result.Evaluations.Select(look => new { look.Learning, look.Returns });
        JsonReport.Write(_options!.Json(line), new { Folder = folder.Path, result.Steps, result.Finished, Evaluations = looks });
    }
}
