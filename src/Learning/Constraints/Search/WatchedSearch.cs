using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Constraints.Search;

/// <summary>A policy search under a constraint with nothing learned before, watched for true failures.</summary>
internal static class WatchedSearch
{
    /// <param name="options">Steps are the whole search.</param>
    /// <param name="limit">What an episode may cost.</param>
    /// <param name="level">Mean return that counts as reached.</param>
    public static WatchedOutcome Run(
        PpoLagrangianOptions options, Func<IStateEnvironment> create, ForbiddenSetCost cost, double limit, double level, SeedStream seed,
        CancellationToken cancel)
    {
        options.Validate();
        using var episodes = new LearnerEpisodes(create, options.Ppo.Environments, new StartStates(), seed.Child("episodes"));
        var ppo = new Ppo(options.Ppo, episodes.StateSize, episodes.ActionSize, seed.Child("ppo"), cost: cost);
        var multiplier = new PidMultiplier(options.Gains);
        var reward = new TaskReward();
        long rollOut = (long)options.Ppo.Environments * options.Ppo.RollOutSteps, late = options.Steps - options.Steps / 10;
        long reachedAt = -1, entriesThen = 0, lateEntries = 0, lateEpisodes = 0;
        double returns = 0;
        int lateRounds = 0;
        for (long done = 0; done < options.Steps; done += rollOut)
        {
            cancel.ThrowIfCancellationRequested();
            ppo.Multiplier = multiplier.Value;
            long before = cost.Entries, episodesBefore = episodes.Counts.Episodes;
            ppo.Improve(episodes, reward, rollOut, seed.Child("roll-out", done));
            if (ppo.Costs.HasFinished) multiplier.Update(ppo.Costs.Mean, limit);
            if (reachedAt < 0 && ppo.Returns.Mean >= level) (reachedAt, entriesThen) = (done + rollOut, cost.Entries);
            if (done + rollOut <= late) continue;
            returns += ppo.Returns.Mean;
            lateEntries += cost.Entries - before;
            lateEpisodes += episodes.Counts.Episodes - episodesBefore;
            lateRounds++;
        }
        bool reached = reachedAt >= 0;
        return new(returns / lateRounds, cost.Entries, (double)lateEntries / Math.Max(1, lateEpisodes),
            reached ? reachedAt : options.Steps, reached ? entriesThen : cost.Entries, reached);
    }
}
