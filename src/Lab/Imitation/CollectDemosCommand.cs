using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Learning.Imitation;

namespace Forewarn.Lab.Imitation;

/// <summary><c>collect demos</c>: what a policy does, as a data set to imitate or to start episodes from.</summary>
internal sealed class CollectDemosCommand
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "Where the data set goes, NAME.safetensors; one that is there is kept." };

    private readonly Option<string> _environment = new("--env", "-e") { Description = "Task to play, by name.", HelpName = "NAME", Required = true };

    private readonly Option<string> _policy = new("--policy", "-p")
    {
        Description = "Who plays: the folder of a run (its best policy), one of its checkpoints, or script:NAME.",
        HelpName = "POLICY",
        Required = true,
    };

    private readonly Option<int?> _count = new("--count", "-n") { Description = "Transitions in the whole set.", HelpName = "NUMBER" };

    private readonly Option<int?> _episodes = new("--episodes") { Description = "Episodes in the whole set, instead.", HelpName = "NUMBER" };

    private readonly Option<double> _tremble = new("--tremble")
    {
        Description = "Probability that an action is replaced by a uniform one.",
        HelpName = "P",
    };

    private readonly Option<string?> _tag = new("--tag")
    {
        Description = "expert, offline or scripted (default: by who plays and how).",
        HelpName = "QUALITY",
    };

    private readonly Option<string[]> _misspecify = new("--misspecify")
    {
        Description = "How the player differs from the task, as for train; repeat for several.",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _short = new("--keep-short") { Description = "Keep episodes that end before the time limit too." };

    private readonly Option<bool> _stochastic = new("--stochastic") { Description = "Draw actions instead of taking the mean." };

    private readonly Option<bool> _bare = new("--no-snapshots") { Description = "Leave out the exact states, from which episodes could start." };

    public Command Define(Session session)
    {
        var command = new Command("demos", "Record what a policy does, to imitate it or to start episodes from there.")
        {
            _file, _environment, _policy, _count, _episodes, _tremble, _tag, _misspecify, _short, _stochastic, _bare,
        };
        var options = new CommonOptions().AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions common, CancellationToken cancel)
    {
        string path = line.GetValue(_file)!.FullName;
        if (File.Exists(path) || Directory.Exists(path))
            throw ForewarnException.Of("file", $"'{path}'", "a name that is free", "Delete it, or choose another.", ExitCode.Usage);
        var learner = LearnerTask.Of(line.GetValue(_environment)!, line.GetValue(_misspecify)!);
        var task = learner.Entry;
        string name = line.GetValue(_policy)!;
        var options = new DemonstrationOptions
        {
            Transitions = line.GetValue(_count) ?? 0,
            Episodes = line.GetValue(_episodes) ?? 0,
            Tremble = line.GetValue(_tremble),
            WholeEpisodes = !line.GetValue(_short),
            Stochastic = line.GetValue(_stochastic),
            Snapshots = !line.GetValue(_bare),
            Seed = common.Seed(line, 1),
        };
        options.Validate();
        var quality = Quality(line.GetValue(_tag), options.Tremble, TrainedPolicies.ScriptOf(name));
        var policy = TrainedPolicies.Load(session, name, task);
        using var environment = learner.Create();
        var (set, returns) = new WorkProgress(session.Terminal, session.Time).Run("demonstrations", report =>
            DemonstrationRecorder.Record(policy, environment, options, report, cancel));
        TransitionFile.Write(path, set, new(task.Name, quality, name, options.Seed, CommandText.Of(line), returns));
        var written = TransitionFile.Read(path);
        session.Terminal.Line($"{set.Count} transitions of {set.Starts.Count} episodes ({quality}) in {path} (sha256 {written.Sha256[..12]})");
        session.Terminal.Line(string.Create(CultureInfo.InvariantCulture,
            $"return {returns.Average():F1}, {returns.Min():F1} to {returns.Max():F1}"));
        JsonReport.Write(common.Json(line), new
        {
            File = path, set.Count, Episodes = set.Starts.Count, Quality = quality.ToString(), Returns = returns, written.Sha256,
        });
        return (int)ExitCode.Done;
    }

    private static DemonstrationQuality Quality(string? tag, double tremble, string? script)
    {
        string standing = script is not null ? "scripted" : tremble > 0 ? "offline" : "expert";
        return (tag ?? standing) switch
        {
            "offline" => new(DemonstrationKind.Offline, tremble),
            "scripted" => new(DemonstrationKind.Scripted, Script: script
                ?? throw ForewarnException.Of("--tag", "scripted", "expert or offline, as no script plays",
                    "Name script:NAME after --policy.", ExitCode.Usage)),
            var word => DemonstrationQuality.Parse(word, "--tag"),
        };
    }
}
