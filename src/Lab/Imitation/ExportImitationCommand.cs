using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Studies;

namespace Forewarn.Lab.Imitation;

/// <summary><c>export imitation</c>: the policy of a run as a model package that the steering node runs.</summary>
internal sealed class ExportImitationCommand
{
    private readonly Argument<FileSystemInfo> _run = new("run") { Description = "Run folder (its best policy), or one of its checkpoints." };

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = "Folder of the package (default: models/METHOD-TASK).",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _state = new("--state")
    {
        Description = "Names of the observation's numbers in order, as in joint1_rad,joint1_rad_s; a robot's node puts it together by them.",
        HelpName = "NAMES",
    };

    private readonly Option<string?> _low = new("--low") { Description = "What an action of -1 means, one number for each.", HelpName = "NUMBERS" };

    private readonly Option<string?> _high = new("--high") { Description = "What an action of 1 means.", HelpName = "NUMBERS" };

    private readonly Option<int> _rows = new("--rows")
    {
        Description = "Rows of a plan: the action is held for so long.",
        DefaultValueFactory = _ => 1,
        HelpName = "NUMBER",
    };

    private readonly Option<double?> _deviation = new("--deviation")
    {
        Description = "Spread of the proposals in place of the policy's own; 0 proposes its mean alone.",
        HelpName = "NUMBER",
    };

    public Command Define(Session session)
    {
        var command = new Command("imitation", "Write a policy trained by reward or imitation as a model package.")
        {
            _run, _to, _state, _low, _high, _rows, _deviation,
        };
        command.SetAction(line => Run(session, line));
        return command;
    }

    private int Run(Session session, ParseResult line)
    {
        var (folder, checkpoint) = TrainedPolicies.Locate(line.GetValue(_run)!.FullName);
        var origin = PolicyRunOrigin.Read(folder);
        var policy = TrainedPolicies.Shaped(session, folder, origin);
        PolicyCheckpoints.Load(checkpoint, policy);
        using var environment = LearnerTask.Of(origin.Environment, origin.Misspecify).Create();
        string to = line.GetValue(_to)?.FullName ?? Path.Combine(session.Home.Models, $"{origin.Method}-{origin.Environment}");
        var manifest = StatePolicyExporter.Write(to, policy, new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(to)),
            State = line.GetValue(_state) is { } names ? names.Split(',') : [.. Enumerable.Range(1, policy.StateSize).Select(i => $"state_{i}")],
            Action = environment.ActionSpec,
            Low = Numbers("--low", line.GetValue(_low)),
            High = Numbers("--high", line.GetValue(_high)),
            Steps = line.GetValue(_rows),
            Deviation = line.GetValue(_deviation),
            Method = $"{origin.Method} on {origin.Environment}",
            Training = origin.Provenance,
            Metrics = Metrics(checkpoint),
        });
        session.Terminal.Line($"{manifest.Name} in {to}: {string.Join(", ", manifest.Graphs.Select(graph => graph.File))}");
        return (int)ExitCode.Done;
    }

    /// <summary>What the policy earned in the evaluation it was kept for; one episode alone has no interval.</summary>
    private static IReadOnlyDictionary<string, MetricInterval> Metrics(string checkpoint)
    {
        var returns = PolicyCheckpoints.ReturnsOf(checkpoint);
        return returns.Count < 2
            ? new Dictionary<string, MetricInterval>()
            : new Dictionary<string, MetricInterval> { ["return"] = StudentInterval.Of(returns) };
    }

    private static float[] Numbers(string option, string? text) => text is null ? [] :
        [.. text.Split(',').Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
            ? number
            : throw ForewarnException.Of(option, $"'{part}'", "a number", "Write them with commas between.", ExitCode.Usage))];
}
