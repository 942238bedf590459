using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation.Tasks.Control.Beam;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class DAggerTests
{
    private static readonly BehaviorCloningOptions Cloning = new()
    {
        Hidden = [32, 32], Batch = 64, LearningRate = 1e-3, HeldOut = 0, EvaluationEpisodes = 20, Steps = 2400, LogEvery = 2400,
    };

    private static ScriptedPolicy Expert => new(new BeamCrossing(new BeamOptions()), 5, 2);

    [Fact]
    public void Asking_the_expert_mends_what_cloning_compounds()
    {
        // The same number of labels and of gradient steps for both: six episodes over a beam that forgives little.
        var gains = new List<double>();
        for (ulong seed = 1; seed <= 3; seed++)
        {
            using var world = new BeamWorld();
            var (set, _) = DemonstrationRecorder.Record(Expert, world, new() { Episodes = 6, Seed = seed });
            var cloned = BehaviorCloning.Fit(Cloning with { Seed = seed }, set);
            double alone = PolicyReturns.Of(cloned, world, 20, new SeedStreams(seed).Stream("judge")).Average();

            using var evaluation = new BeamWorld();
            var dagger = new DAgger(
                new() { Rounds = 6, StepsPerRound = 100, UpdatesPerRound = 400, EvaluateEvery = 6, Cloning = Cloning with { Seed = seed } },
                Expert, world, evaluation);
            while (dagger.Steps < dagger.Total) dagger.Advance();
            Assert.Equal(set.Count, dagger.Labeled);
            double asked = PolicyReturns.Of(dagger.Policy, world, 20, new SeedStreams(seed).Stream("judge")).Average();
            gains.Add(asked - alone);
        }
        Assert.True(gains.Min() > 0.05 && gains.Average() > 0.2, $"gains {string.Join(", ", gains)}");
    }

    [Fact]
    public void The_expert_acts_in_the_first_round_and_the_learner_after_it()
    {
        using var world = new BeamWorld();
        using var evaluation = new BeamWorld();
        var dagger = new DAgger(new() { Rounds = 3, StepsPerRound = 200, UpdatesPerRound = 1, Cloning = Cloning }, Expert, world, evaluation);
        Assert.Equal(1, dagger.Advance()["beta"]);
        Assert.Equal(0, dagger.Advance()["beta"]);
        var fading = new DAgger(
            new() { Rounds = 3, StepsPerRound = 50, UpdatesPerRound = 1, BetaDecay = 0.5, Cloning = Cloning }, Expert, world, evaluation);
        Assert.Equal([1, 0.5, 0.25], Enumerable.Range(0, 3).Select(_ => fading.Advance()["beta"]));
    }

    [Fact]
    public void Known_demonstrations_are_cloned_from_the_start()
    {
        using var world = new BeamWorld();
        using var evaluation = new BeamWorld();
        var (set, _) = DemonstrationRecorder.Record(Expert, world, new() { Transitions = 70 });
        var dagger = new DAgger(new() { Rounds = 2, StepsPerRound = 30, UpdatesPerRound = 1, Cloning = Cloning }, Expert, world, evaluation, set);
        dagger.Advance();
        Assert.Equal(100, dagger.Labeled);
    }

    [Fact]
    public void An_expert_of_another_task_is_refused()
    {
        using var world = new BeamWorld();
        var stranger = new ScriptedPolicy(new BeamCrossing(new BeamOptions()), 4, 2);
        var fault = Assert.Throws<ForewarnException>(() => new DAgger(new(), stranger, world, world));
        Assert.Contains("5 and 2", fault.Message, StringComparison.Ordinal);
    }
}
