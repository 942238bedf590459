using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.InverseRl.Retraining;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary><c>train evil</c>: a potential that makes a learned reward fast to learn from.</summary>
internal sealed class EvilCommand(Session session)
    : PolicyRunCommand(session, "evil", "Evolve a potential that makes a learned reward fast to learn from; steps are generations.")
{
    private readonly Option<DirectoryInfo?> _reward = new("--reward")
    {
        Description = "Run whose learned reward is frozen (train irl++, for example).",
        HelpName = "RUN",
    };

    protected override IEnumerable<Option> OwnOptions() => [_reward];

    protected override (PolicyRunPlan Plan, PolicyRunOrigin Origin) Prepare(PolicyRunLine line)
    {
        string run = line.Resumed is not null ? line.Origin.Reward! : line.Words.GetValue(_reward)?.FullName
            ?? throw ForewarnException.Of("--reward", "nothing", "a run with a learned reward", "Train one with train irl++.", ExitCode.Usage);
        var learned = LearnedReward.Of(Session, run, line.Task.Entry);
        var standing = line.Config.Get<EvilOptions>();
        var options = standing with { Minutes = line.Minutes ?? standing.Minutes };
        var first = line.Config.Get<OpenEsOptions>();
        var evolution = first with { Generations = (int)(line.Steps ?? first.Generations), Seed = line.Seed ?? first.Seed };
        var ppo = line.Config.Over(MethodDefaults.Of(MethodRows.Find("irl++")).Ppo);
        if (line.Hidden is { } hidden) ppo = ppo with { Hidden = hidden };
        ppo.Validate();
        var evaluation = line.Task.Create();
        int states = evaluation.StateSize, actions = evaluation.ActionSpec.Width;
        var test = new RetrainTest(line.Task.Create, ppo.Environments, (seed, shaping) => new Ppo(ppo, states, actions, seed, shaping), options.Steps);
        var rewards = new ThreadLocal<IRewardModel>(learned.Load);
        var loop = new EvilLoop(test, () => rewards.Value!, MlpPotential.Quiet(states, new SeedStreams(evolution.Seed).Stream("potential")), options,
            evolution, ppo.Gamma, evaluation);
        var plan = new PolicyRunPlan(loop, new(options.Minutes, options.EvaluateEvery),
            line.Config.With(options).With(evolution).With(ppo), [typeof(EvilOptions), typeof(OpenEsOptions), typeof(PpoOptions)], [evaluation, rewards]);
        return (plan, line.Origin with { Reward = run, Provenance = line.Origin.Provenance with { Seed = evolution.Seed, DataSha256 = learned.Sha256 } });
    }
}
