using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Tunes a packaged diffusion policy by labeled pairs of plans. Everything that is drawn and scored is the chain with noise; what
/// is judged at the end is the deterministic sampler that the package deploys.
/// </summary>
/// <param name="method">REFUEL reads the rewards of its pairs as rewards-to-go after one past.</param>
/// <param name="options">Settings that tunings of all kinds of policies share.</param>
/// <param name="diffusion">Settings of this kind.</param>
public sealed class PolicyTuning(TuningMethod method, TuningOptions options, DiffusionTuningOptions diffusion)
{
    private const string RewardFolder = "reward";

    /// <param name="origin">The policy that is tuned; its parameters receive the tuned weights, also when the run is not
    /// finished.</param>
    /// <param name="pairs">Labeled pairs as <see cref="PreferenceImport"/> reads them; the caller disposes them.</param>
    /// <param name="folder">Run folder; a reward model gets a folder of its own inside.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>.</param>
    /// <exception cref="ForewarnException">The method does not apply, the options or the pairs are unusable, or the loss
    /// diverged.</exception>
    public TrainingResult Run(
        PackagedPolicy origin, LabeledPlans pairs, RunFolder folder, bool resume = false,
        IProgress<TrainingProgress>? progress = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        options.Validate();
        diffusion.Validate();
        using var scope = NewDisposeScope();
        set_num_threads(options.Training.Threads);
        if (!resume) folder.WriteConfig(("tuning", new { method, origin = origin.Id, pairs = pairs.Count }),
            ("options", options), ("diffusion", diffusion));
        var seeds = new SeedStreams(options.Training.Seed);
        var (training, heldOut) = pairs.Split(options.HeldOut, seeds.Stream("held out"));
        using var own = training;
        using var aside = heldOut;
        var chain = diffusion.Chain;
        var sampler = ChainSampler.Ddim(origin.Schedule, origin.SampleSteps, chain.Eta, chain.Floor);
        using var policy = new DiffusionChainPolicy(new DenoisingChain(origin.Net, sampler, origin.Clamp), origin.Parameters, chain);
        using var reward = Reward(origin, training, heldOut, seeds, folder, progress, time, cancel);
        if (reward is null) return new(0, false, new Dictionary<string, double>(), folder.LastCheckpoint);
        using var evaluation = new TuningEvaluation(origin, policy, sampler, reward, heldOut, options.Dpo.Beta,
            seeds.Stream("evaluation"));
        var task = Task(origin, policy, sampler, reward, training, seeds, evaluation.Figures);
        using var disposable = task as IDisposable;
        using var guarded = new GuardedTask(task, policy, diffusion, seeds.Stream("guard"));
        return new TrainingRun(options.Training, folder, progress, time).Run(guarded, resume, cancel);
    }

    private ITrainingTask Task(
        PackagedPolicy origin, DiffusionChainPolicy policy, ChainSampler sampler, PlanReward reward, LabeledPlans pairs,
        SeedStreams seeds,
        Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        var levels = origin.Net.Levels;
        bool offline = diffusion.Offline && method == TuningMethod.Rebel;
        return method switch
        {
            TuningMethod.Rebel when offline => Offline(),
            TuningMethod.Refuel or TuningMethod.Hypo => Offline(),
            TuningMethod.Dpo => new DiffusionDpoTask(origin.Net, origin.Parameters, pairs, origin.Schedule, levels,
                diffusion.DiffusionDpo, evaluate),
            TuningMethod.Distill => new DistillTask(origin.Net, origin.Parameters, Winners(pairs), origin.Schedule, levels,
                options.Batch, evaluate),
            TuningMethod.Spin => new SpinTask(policy, sampler, Winners(pairs), options.Dpo, options.Batch,
                diffusion.SpinEvery, evaluate),
            TuningMethod.Ppo when diffusion.Stepwise => new ChainPpoTask(
                policy, reward, diffusion.ChainPpo, options.Online, (int)pairs.Features.shape[0], evaluate),
            TuningMethod.Rebel or TuningMethod.OnlineDpo or TuningMethod.Ppo or TuningMethod.Rloo or TuningMethod.Remax => new OnlineTask(
                policy, reward, options.OnlineObjective(method), options.Online, (int)pairs.Features.shape[0], evaluate),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
        };

        ITrainingTask Offline()
        {
            var chains = pairs.Chains(diffusion.PosteriorDraws, sampler, seeds.Stream("posterior chains"));
            // In the units of the learned reward, so that one eta suits both forms.
            return new PairTask(policy, chains with { Rewards = InUnits(chains.Rewards, reward) }, options.PairObjective(method),
                options.Pairs(method), evaluate, ownsPairs: true);
        }
    }

    // A label says which plan is better and at most how sure that is; one label is worth the bound of the learned reward.
    private static double[] InUnits(double[] rewards, PlanReward reward) => Array.ConvertAll(rewards, r => r * reward.Range);

    private static Tensor Winners(LabeledPlans pairs)
    {
        using var told = pairs.WithoutTies();
        return told.Chosen.clone();
    }

    /// <summary>Fits the reward model, or loads the one that an earlier part of the run fitted; null when canceled.</summary>
    private PlanReward? Reward(
        PackagedPolicy origin, LabeledPlans training, LabeledPlans heldOut, SeedStreams seeds, RunFolder folder,
        IProgress<TrainingProgress>? progress, TimeProvider? time, CancellationToken cancel)
    {
        var net = new PlanRewardNet(origin.Basis.Size, origin.Basis.FeatureSize, diffusion.Reward);
        using var task = new PlanRewardTask(net, training, heldOut, seeds.Stream("reward model"));
        var inside = RunFolder.At(folder.File(RewardFolder));
        var run = new TrainingRun(diffusion.Reward.Training with { Seed = options.Training.Seed }, inside, progress, time);
        if (!run.Run(task, resume: File.Exists(inside.LastCheckpoint), cancel).Finished) return null;
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var noise = new float[1024 * origin.Basis.Size];
        seeds.Stream("reward unit").FillNormal(noise);
        return new PlanReward(net, task.Parameters, training.Features, origin.Numbers(origin.Parameters, tensor(noise).view(1024, -1)));
    }
}
