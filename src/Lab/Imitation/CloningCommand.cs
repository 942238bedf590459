using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl.Methods;

namespace Forewarn.Lab.Imitation;

/// <summary><c>train bc</c>: behavior cloning.</summary>
internal sealed class CloningCommand(Session session)
    : PolicyRunCommand(session, "bc", "Behavior cloning: regression of demonstrated actions on states.")
{
    private readonly Option<FileInfo?> _expert = new("--expert") { Description = "Demonstrations to clone (see collect demos).", HelpName = "DATA" };

    private readonly Option<FileInfo?> _offline = new("--offline")
    {
        Description = "More of them, with less trust: cloned all the same.",
        HelpName = "DATA",
    };

    protected override IEnumerable<Option> OwnOptions() => [_expert, _offline];

    protected override (PolicyRunPlan Plan, PolicyRunOrigin Origin) Prepare(PolicyRunLine line)
    {
        var standing = line.Config.Get<BehaviorCloningOptions>();
        var options = standing with
        {
            Steps = line.Steps ?? standing.Steps, Minutes = line.Minutes ?? standing.Minutes,
            Seed = line.Seed ?? standing.Seed, Hidden = line.Hidden ?? standing.Hidden,
        };
        options.Validate();
        var method = line.Config.Get<MethodSettings>() with { Environment = line.Task.Entry.Name, Misspecify = line.Task.Changes };
        var (origin, data) = Data(line, method);
        var evaluation = line.Task.Create();
        var plan = new PolicyRunPlan(new BehaviorCloning(options, line.Task.Sensed(data), evaluation), new(options.Minutes, options.EvaluateEvery),
            line.Config.With(method).With(options), [typeof(MethodSettings), typeof(BehaviorCloningOptions)], [evaluation]);
        return (plan, origin with { Provenance = origin.Provenance with { Seed = options.Seed, DataSha256 = origin.Expert!.Sha256 } });
    }

    private (PolicyRunOrigin Origin, TransitionSet Data) Data(PolicyRunLine line, MethodSettings method)
    {
        var task = line.Task.Entry;
        if (line.Resumed is not null)
        {
            var again = line.Origin.Expert!.ReadAgain(task, method.ExpertSize);
            return (line.Origin, line.Origin.Offline is { } more ? again.With(more.ReadAgain(task, method.OfflineSize)) : again);
        }

        var path = line.Words.GetValue(_expert)
            ?? throw ForewarnException.Of("--expert", "nothing", "a data set to clone", "Record one with collect demos.", ExitCode.Usage);
        var (file, set) = DataFile.Read(path.FullName, task, method.ExpertSize);
        if (line.Words.GetValue(_offline) is not { } offline) return (line.Origin with { Expert = file }, set);
        var (second, other) = DataFile.Read(offline.FullName, task, method.OfflineSize);
        return (line.Origin with { Expert = file, Offline = second }, set.With(other));
    }
}
