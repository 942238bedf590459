using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl.Methods;

namespace Forewarn.Lab.Imitation;

/// <summary><c>train dagger</c>: data set aggregation with a policy that can be asked.</summary>
internal sealed class DAggerCommand(Session session)
    : PolicyRunCommand(session, "dagger", "DAgger: the learner plays, an expert that can be asked labels, the learner clones.")
{
    private readonly Option<string?> _policy = new("--policy", "-p")
    {
        Description = "The expert: a run, one of its checkpoints or script:NAME.",
        HelpName = "POLICY",
    };

    private readonly Option<FileInfo?> _expert = new("--expert")
    {
        Description = "Demonstrations to begin with (see collect demos).",
        HelpName = "DATA",
    };

    protected override IEnumerable<Option> OwnOptions() => [_policy, _expert];

    protected override PolicyRunOrigin Origin(ParseResult line, PolicyRunOrigin origin) => origin with
    {
        Teacher = line.GetValue(_policy) ?? throw ForewarnException.Of("--policy", "nothing",
            "an expert that can be asked: a run, one of its checkpoints or script:NAME", "Name one.", ExitCode.Usage),
    };

    protected override (PolicyRunPlan Plan, PolicyRunOrigin Origin) Prepare(PolicyRunLine line)
    {
        var standing = line.Config.Get<DAggerOptions>();
        var cloning = standing.Cloning;
        var options = standing with
        {
            Rounds = line.Steps is { } steps ? (int)Math.Max(1, steps / standing.StepsPerRound) : standing.Rounds,
            Cloning = cloning with
            {
                Minutes = line.Minutes ?? cloning.Minutes, Seed = line.Seed ?? cloning.Seed, Hidden = line.Hidden ?? cloning.Hidden,
            },
        };
        options.Validate();
        var method = line.Config.Get<MethodSettings>() with { Environment = line.Task.Entry.Name, Misspecify = line.Task.Changes };
        var origin = line.Origin;
        TransitionSet? demonstrations = null;
        if (line.Resumed is not null) demonstrations = origin.Expert?.ReadAgain(line.Task.Entry, method.ExpertSize);
        else if (line.Words.GetValue(_expert) is { } path)
        {
            (var file, demonstrations) = DataFile.Read(path.FullName, line.Task.Entry, method.ExpertSize);
            origin = origin with { Expert = file };
        }

        var expert = TrainedPolicies.Load(Session, origin.Teacher!, line.Task.Entry);
        var environment = line.Task.Create();
        var evaluation = line.Task.Create();
        var loop = new DAgger(options, expert, environment, evaluation, demonstrations);
        var plan = new PolicyRunPlan(loop, new(options.Cloning.Minutes, options.StepsPerRound), line.Config.With(method).With(options),
            [typeof(MethodSettings), typeof(DAggerOptions)], [environment, evaluation]);
        return (plan, origin with { Provenance = origin.Provenance with { Seed = options.Cloning.Seed, DataSha256 = origin.Expert?.Sha256 ?? "" } });
    }
}
