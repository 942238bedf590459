using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Training;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary>What all trainings of policies share: task, length, resuming, progress and the closing report.</summary>
internal abstract class PolicyRunCommand(Session session, string name, string description)
{
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "Task to learn, by name.", HelpName = "NAME" };

    private readonly Option<string[]> _misspecify = new("--misspecify")
    {
        Description = "How the learner differs from the expert; repeat for several.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<long?> _steps = new("--steps", "-n") { Description = "Steps in the whole run.", HelpName = "NUMBER" };

    private readonly Option<string?> _hidden = new("--hidden")
    {
        Description = "Widths of the policy's hidden layers, as in 64,64.",
        HelpName = "WIDTHS",
    };

    private readonly Option<DirectoryInfo?> _resume = new("--resume")
    {
        Description = "Go on with the run in this folder, with what it was started with.",
        HelpName = "RUN",
    };

    private readonly Option<double?> _minutes = new("--minutes", "-m")
    {
        Description = "Stop after this long, with a checkpoint to resume from.",
        HelpName = "NUMBER",
    };

    // No command line can give it: the configuration's seed counts.
    private const ulong NoSeed = ulong.MaxValue;

    private CommonOptions? _options;

    protected Session Session => session;

    protected string Name => name;

    public Command Define()
    {
        var command = new Command(name, description) { _environment };
        foreach (var option in OwnOptions()) command.Add(option);
        foreach (Option option in new Option[] { _misspecify, _steps, _hidden, _resume, _minutes }) command.Add(option);
        _options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(line, cancel), cancel));
        return command;
    }

    protected virtual IEnumerable<Option> OwnOptions() => [];

    /// <summary>The origin of a new run with what this command adds to it.</summary>
    protected virtual PolicyRunOrigin Origin(ParseResult line, PolicyRunOrigin origin) => origin;

    /// <summary>Reads and makes everything; writes nothing.</summary>
    protected abstract (PolicyRunPlan Plan, PolicyRunOrigin Origin) Prepare(PolicyRunLine line);

    private int Run(ParseResult words, CancellationToken cancel)
    {
        var resumed = words.GetValue(_resume) is { } run ? RunFolder.Existing(run.FullName) : null;
        var (plan, origin) = Prepare(resumed is null ? New(words, cancel) : GoOn(words, resumed, cancel));
        using (plan)
        {
            var folder = resumed ?? RunFolder.Create($"{origin.Environment}-{name}", plan.Loop.Seed, session.Time);
            if (resumed is null)
            {
                plan.Keep(folder);
                origin.Write(folder);
            }
            session.Terminal.Line($"run folder: {folder.Path}");
            var result = PolicyProgressView.Run(session.Terminal, $"{origin.Environment} {name}", progress =>
                new PolicyTraining(plan.Loop, plan.Pace, folder, progress, session.Time).Run(resumed is not null, WriteConfig, cancel));
            Report(words, folder, result);
            return (int)(cancel.IsCancellationRequested ? ExitCode.Failed : ExitCode.Done);

            void WriteConfig() => AtomicFile.WriteText(folder.File("config.yaml"), plan.Config.PartYaml(plan.Sections));
        }
    }

    private PolicyRunLine New(ParseResult words, CancellationToken cancel)
    {
        var config = session.Configure(words, _options!);
        var method = config.Get<MethodSettings>();
        string environment = words.GetValue(_environment) ?? method.Environment;
        if (environment.Length == 0)
        {
            throw ForewarnException.Of("--env", "nothing", "the name of a task",
                $"Known: {string.Join(", ", Simulation.EnvironmentCatalog.Names)}.", ExitCode.Usage);
        }

        var task = LearnerTask.Of(environment, words.GetValue(_misspecify) is { Length: > 0 } given ? given : method.Misspecify);
        string date = session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        ulong seed = _options!.Seed(words, NoSeed);
        var origin = new PolicyRunOrigin(name, task.Entry.Name, new(CommandText.Of(words), seed, TrainingOrigin.Revision(), "", date))
        {
            Misspecify = task.Changes,
        };
        return Line(words, config, Origin(words, origin), task, null, seed == NoSeed ? null : seed, cancel);
    }

    private PolicyRunLine GoOn(ParseResult words, RunFolder folder, CancellationToken cancel)
    {
        var origin = PolicyRunOrigin.Read(folder);
        if (origin.Method != name)
            throw ForewarnException.Of($"run '{folder.Path}'", $"one of train {origin.Method}", $"one of train {name}",
                $"Resume it with train {origin.Method}.", ExitCode.Usage);
        if (!File.Exists(folder.LastCheckpoint))
        {
            throw ForewarnException.Of($"run '{folder.Path}'", "no checkpoint", "a run that got as far as its first one",
                "Start it afresh.", ExitCode.Usage);
        }

        RefuseBesideResume("--env", words.GetValue(_environment) is not null);
        RefuseBesideResume("--misspecify", words.GetValue(_misspecify) is { Length: > 0 });
        RefuseBesideResume("--config", _options!.NamesConfig(words));
        var config = RecordedConfig.Read(session, folder, _options.Settings(words));
        return Line(words, config, origin, LearnerTask.Of(origin.Environment, origin.Misspecify), folder, null, cancel);
    }

    private static void RefuseBesideResume(string option, bool given)
    {
        if (given)
            throw ForewarnException.Of($"{option} beside --resume", "another start", "the run's own", "Leave it out, or start a new run.",
                ExitCode.Usage);
    }

    private PolicyRunLine Line(
        ParseResult words, ResolvedConfig config, PolicyRunOrigin origin, LearnerTask task, RunFolder? resumed, ulong? seed,
        CancellationToken cancel) =>
        new(words, config, origin, task, resumed, seed, cancel)
        {
            Steps = words.GetValue(_steps),
            Minutes = words.GetValue(_minutes) ?? (resumed is null ? null : 0),
            Hidden = words.GetValue(_hidden) is { } widths ? Widths(widths) : null,
        };

    private static int[] Widths(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out int width) && width > 0
            ? width
            : throw ForewarnException.Of("--hidden", $"'{text}'", "widths of at least 1 with commas between", "Write 64,64 for example.",
                ExitCode.Usage))];

    private void Report(ParseResult line, RunFolder folder, PolicyTrainingResult result)
    {
        session.Terminal.Line(result.Finished
            ? $"finished after {result.Steps} steps"
            : $"stopped at step {result.Steps}; go on with train {name} --resume {folder.Path}");
        if (result.Evaluations.Count > 0)
        {
            IrlEvaluation last = result.Evaluations[^1], best = result.Evaluations.MaxBy(look => look.Mean)!;
            session.Terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"  return {last.Mean:F1} after {last.Learning} steps, at best {best.Mean:F1} after {best.Learning}"));
        }
        var looks = result.Evaluations.Select(look => new { look.Learning, look.Returns });
        JsonReport.Write(_options!.Json(line), new { Folder = folder.Path, result.Steps, result.Finished, Evaluations = looks });
    }
}
