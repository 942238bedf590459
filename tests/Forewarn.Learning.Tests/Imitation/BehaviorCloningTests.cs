using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Tests.InverseRl;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class BehaviorCloningTests
{
    private static readonly BehaviorCloningOptions Options = new()
    {
        Steps = 1200, Hidden = [16], Batch = 32, LearningRate = 3e-3, LogEvery = 300, EvaluateEvery = 600, EvaluationEpisodes = 2,
    };

    [Theory]
    [InlineData(CloningLoss.MeanAction)]
    [InlineData(CloningLoss.Likelihood)]
    public void It_acts_as_was_demonstrated(CloningLoss loss)
    {
        // An affine network can be right everywhere: its mean is squashed by tanh.
        float[] states = [.. Enumerable.Range(0, 200).Select(i => i / 100f - 1)], actions = [.. states.Select(x => MathF.Tanh(1 - 2 * x))];
        var set = new TransitionSet(1, 1, states, actions, states, new float[200], new float[200], [0], []);
        var policy = BehaviorCloning.Fit(Options with { Loss = loss, Hidden = [], LearningRate = 2e-2 }, set);
        var done = new float[200];
        policy.Act(states, done, null);
        Assert.All(done.Zip(actions), pair => Assert.Equal(pair.Second, pair.First, 0.05));
    }

    [Fact]
    public void The_held_out_loss_tells_learning_from_remembering()
    {
        // Actions of pure noise cannot be foreseen: their variance is what is left, 1/3.
        var seed = new SeedStream(2);
        float[] states = new float[60], actions = new float[60];
        seed.FillNormal(states);
        foreach (ref float a in actions.AsSpan()) a = (float)seed.Uniform(-1, 1);
        var set = new TransitionSet(1, 1, states, actions, states, new float[60], new float[60], [0], []);
        var cloning = new BehaviorCloning(Options with { Steps = 6000, Hidden = [64, 64], HeldOut = 0.4, LogEvery = 6000 }, set);
        var figures = cloning.Advance();
        Assert.True(figures["loss"] < 0.25, $"{figures["loss"]}");
        Assert.True(figures["held_out_loss"] > 0.3, $"{figures["held_out_loss"]}");
    }

    [Fact]
    public void It_is_judged_at_the_asked_steps_and_at_the_end()
    {
        using var environment = new LineEnvironment();
        var cloning = new BehaviorCloning(Options with { Steps = 1000 }, Line.Walks(10, 10), environment);
        while (cloning.Steps < cloning.Total) cloning.Advance();
        Assert.Equal([600, 1000], cloning.Evaluations.Select(e => e.Learning));
    }
}
