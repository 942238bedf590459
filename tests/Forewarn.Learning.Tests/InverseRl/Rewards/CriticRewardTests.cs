using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

public sealed class CriticRewardTests
{
    private static readonly SeedStream Seed = new SeedStreams(11).Stream("critic");

    /// <summary>
    /// Two clouds a distance d apart: the critic could be as steep as it likes. A straight one of slope g pays <c>-d g + w (g - target)^2</c>,
    /// least at <c>target + d / (2 w)</c>.
    /// </summary>
    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    public void The_penalty_holds_the_slope_at_its_target(double target)
    {
        var (expert, learner) = (Clouds.Normal(2000, 2, 1, 1.5, 0.5, 1), Clouds.Normal(2000, 2, 1, -1.5, 0.5, 2));
        var reward = new IpmReward(new()
        {
            Input = RewardInput.State, Hidden = [32, 32], Batch = 256, StepsPerUpdate = 400, Rate = CriticRate.Linear, LearningRate = 3e-3,
            DecaySteps = 400, GradientTarget = target,
        }, expert, Seed);
        var figures = reward.Update(expert, learner, 0, Seed.Child("update"));
        // Halfway between the clouds, where interpolates lie.
        double slope = Clouds.Slopes(reward, Clouds.Normal(500, 2, 1, 0, 0.5, 3), 500).Average();
        Assert.Equal(target + 3 * Math.Sqrt(2) / 20, slope, 0.02);
        Assert.True(figures["gap"] > 0);
        Assert.True(Clouds.Auc(Clouds.Rewards(reward, expert, 500), Clouds.Rewards(reward, learner, 500)) > 0.999);
    }

    /// <summary>Means are all a linear discriminator sees; with a hidden layer, and free to bend, the narrower cloud stands out.</summary>
    [Theory]
    [InlineData(new int[0], 10, 0.49, 0.51)]
    [InlineData(new int[0], 0, 0.49, 0.51)]
    [InlineData(new[] { 32 }, 0, 0.65, 1)]
    public void A_linear_classifier_is_blind_to_spread(int[] hidden, double penalty, double low, double high)
    {
        var (expert, learner) = (Clouds.Normal(4000, 1, 1, 0, 0.5, 1), Clouds.Normal(4000, 1, 1, 0, 1, 2));
        var reward = new LogisticReward(new() { Hidden = hidden, Batch = 256, StepsPerUpdate = 300, GradientWeight = penalty }, expert, Seed);
        reward.Update(expert, learner, 0, Seed.Child("update"));
        double auc = Clouds.Auc(
            Clouds.Rewards(reward, Clouds.Normal(40_000, 1, 1, 0, 0.5, 3), 40_000), Clouds.Rewards(reward, Clouds.Normal(40_000, 1, 1, 0, 1, 4), 40_000));
        Assert.InRange(auc, low, high);
    }

    [Fact]
    public void Payment_is_the_formula()
    {
        var cloud = Clouds.Normal(50, 2, 1, 0, 2, 1);
        var logistic = new LogisticReward(new() { Hidden = [8] }, cloud, Seed);
        var cost = new IpmReward(new() { Input = RewardInput.State, Hidden = [8] }, cloud, Seed);
        var bounded = new IpmReward(new() { Input = RewardInput.State, Hidden = [8], Bounded = true }, cloud, Seed);
        var clipped = new IpmReward(new() { Input = RewardInput.State, Hidden = [8], Clip = 0.1 }, cloud, Seed);
        var tape = new MlpTape(cost.Net.Shape, 50);
        logistic.Net.Forward(cloud.States, tape);
        Assert.Equal(tape.Outputs.ToArray().Select(d => -Math.Log(1 - 1 / (1 + Math.Exp(-d)) + 1e-8)),
            Clouds.Rewards(logistic, cloud, 50).Select(r => (double)r), (a, b) => Math.Abs(a - b) < 1e-5);
        cost.Net.Forward(cloud.States, tape);
        float[] f = tape.Outputs.ToArray();
        Assert.Equal(f.Select(v => -v), Clouds.Rewards(cost, cloud, 50));
        Assert.Equal(f.Select(v => Math.Clamp(-v, -0.1f, 0.1f)), Clouds.Rewards(clipped, cloud, 50));
        // The same initial weights behind a sigmoid: f = -sigmoid(net), reward sigmoid(net).
        Assert.Equal(f.Select(v => 1 / (1 + Math.Exp(-v))), Clouds.Rewards(bounded, cloud, 50).Select(r => (double)r),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Published_rates()
    {
        var cloud = Clouds.Normal(64, 2, 1, 0, 1, 1);
        var guitar = new IpmReward(new() { Hidden = [8], Batch = 64 }, cloud, Seed);
        double Rate(IRewardModel model, long n) => model.Update(cloud, cloud, n, Seed.Child("update", n))["learning_rate"];
        Assert.Equal([8e-4, 8e-4, 4e-4, 8e-4 / 3], Enumerable.Range(0, 4).Select(n => Rate(guitar, n)), (a, b) => Math.Abs(a - b) < 1e-12);
        var irl = new IpmReward(IpmRewardOptions.IrlPlusPlus with { Batch = 16, DecaySteps = 40 }, cloud, Seed);
        // Mean of steps 0 to 19, then 20 to 39, then the floor.
        Assert.Equal(4e-7 + (4e-3 - 4e-7) * (1 - 9.5 / 40), Rate(irl, 0), 1e-9);
        Assert.Equal(4e-7 + (4e-3 - 4e-7) * (1 - 29.5 / 40), Rate(irl, 1), 1e-9);
        Assert.Equal(4e-7, Rate(irl, 2), 1e-12);
    }

    /// <summary>Of the expert's own units nothing is left, the learner's are shown in the expert's.</summary>
    [Fact]
    public void Standardized_inputs_do_not_depend_on_units()
    {
        var (expert, learner) = (Clouds.Normal(200, 2, 1, 0, 1, 1), Clouds.Normal(200, 2, 1, 1, 1, 2));
        var (far, farLearner) = (Clouds.Normal(200, 2, 1, 300, 50, 1), Clouds.Normal(200, 2, 1, 350, 50, 2));
        var options = IpmRewardOptions.IrlPlusPlus with { Batch = 64 };
        IpmReward near = new(options, expert, Seed), scaled = new(options, far, Seed);
        near.Update(expert, learner, 0, Seed.Child("update"));
        scaled.Update(far, farLearner, 0, Seed.Child("update"));
        Assert.Equal(Clouds.Rewards(near, learner, 100), Clouds.Rewards(scaled, farLearner, 100), (a, b) => Math.Abs(a - b) < 2e-3);
    }

    [Fact]
    public void A_snapshot_continues_bit_by_bit()
    {
        var (expert, learner) = (Clouds.Normal(300, 2, 1, 0, 1, 1), Clouds.Normal(300, 2, 1, 1, 2, 2));
        IRewardModel[] Make(SeedStream seed) =>
        [
            new IpmReward(new() { Hidden = [8], Batch = 64 }, expert, seed),
            new LogisticReward(new() { Hidden = [8], Batch = 64, StepsPerUpdate = 3 }, expert, seed),
            EnsembleReward.Of(3, seed, s => new IpmReward(IpmRewardOptions.IrlPlusPlus with { Hidden = [8], Batch = 32 }, expert, s), kappa: 0.5),
        ];
        using var folder = new TemporaryFolder();
        foreach (var (model, other) in Make(Seed).Zip(Make(Seed.Child("other"))))
        {
            model.Update(expert, learner, 0, Seed.Child("first"));
            string path = Path.Combine(folder.Path, "reward.safetensors");
            var writer = new SnapshotWriter();
            model.Save(writer);
            writer.Write(path, new Dictionary<string, string>());
            using (var reader = SnapshotReader.Open(path)) other.Load(reader);
            Assert.Equal(Clouds.Rewards(model, learner, 50), Clouds.Rewards(other, learner, 50));
            Assert.Equal(model.Update(expert, learner, 1, Seed.Child("second")), other.Update(expert, learner, 1, Seed.Child("second")));
            Assert.Equal(Clouds.Rewards(model, learner, 50), Clouds.Rewards(other, learner, 50));
        }
    }

    [Fact]
    public void Relabeling_allocates_no_rows_after_the_first_time()
    {
        var cloud = Clouds.Normal(600, 2, 1, 0, 1, 1);
        var batch = Clouds.Batch(cloud, 600);
        var rewards = new float[600];
        foreach (IRewardModel model in new IRewardModel[]
        {
            new IpmReward(new() { Hidden = [32] }, cloud, Seed), new LogisticReward(new() { Hidden = [32] }, cloud, Seed), new ConstantReward(),
        })
        {
            for (int i = 0; i < 3; i++) model.Relabel(batch, rewards, Seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++) model.Relabel(batch, rewards, Seed);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * 2000); // 600 rows have 2400 bytes
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new IpmRewardOptions { Batch = 0 }.Validate());
        Assert.Throws<ForewarnException>(() => new IpmRewardOptions { Clip = -1 }.Validate());
        Assert.Throws<ForewarnException>(() => new IpmRewardOptions { LastLearningRate = 1 }.Validate());
        Assert.Throws<ForewarnException>(() => new LogisticRewardOptions { GradientWeight = double.NaN }.Validate());
        new LogisticRewardOptions().Validate();
        IpmRewardOptions.IrlPlusPlus.Validate();
    }
}
