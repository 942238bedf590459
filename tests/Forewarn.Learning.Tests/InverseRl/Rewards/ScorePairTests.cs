using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

public sealed class ScorePairTests
{
    private static readonly ScorePairOptions Small = new()
    {
        Hidden = 32, DiffusionTimes = 1000, Batch = 128, ExpertSteps = 400, StepsPerUpdate = 400, LearningRate = 3e-3,
    };

    private static SeedStream Seed => new SeedStreams(6).Stream("score");

    /// <summary>Rows repeat the whole grid; the published order repeats it only where batch and grid have no common divisor.</summary>
    [Fact]
    public void Every_row_meets_every_time() => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60]).Sample((rows, times) =>
    {
        int Met(bool stratified, int row) =>
            Enumerable.Range(0, times).Select(k => ScoreGap.Slot(stratified, k, row, rows, times)).Distinct().Count();
        int divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(rows, times);
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(times, Met(true, row));
            Assert.Equal(times / divisor, Met(false, row));
        }
    });

    [Fact]
    public void The_affine_score_sees_the_spread_that_a_linear_classifier_cannot()
    {
        var (expert, learner) = (Clouds.Normal(4000, 1, 1, 0, 0.5, 1), Clouds.Normal(4000, 1, 1, 0, 1, 2));
        var options = Small with { Form = ScoreForm.Affine, Standardize = false, Deviation = 0, ExpertSteps = 1500, StepsPerUpdate = 1500, Batch = 256 };
        var reward = new ScorePairReward(options, expert, Seed);
        var figures = reward.Update(expert, learner, 0, Seed.Child("update"));
        Assert.Equal(ClosedForm(1, 0.25, new StateDiffusion(1000)), -Clouds.Rewards(reward, learner, 4000).Average(r => (double)r), 0.02);
        Assert.Equal(figures["divergence"], -Clouds.Rewards(reward, learner, 4000).Average(r => (double)r), 0.06);
        Assert.True(figures["gap"] > 0.1);
        Assert.True(figures["auc"] > 0.6);
        // The reward falls with the distance from the center, alike on both sides.
        double Around(double x) => Clouds.Rewards(reward, Clouds.Normal(200, 1, 1, x, 0.01, 3), 200).Average();
        Assert.True(Around(0) > Around(-2) + 0.3 && Around(0) > Around(2) + 0.3);
    }

    [Fact]
    public void Where_both_are_alike_there_is_no_divergence()
    {
        var (expert, learner) = (Clouds.Normal(4000, 2, 1, 0, 1, 1), Clouds.Normal(4000, 2, 1, 0, 1, 2));
        var reward = new ScorePairReward(Small, expert, Seed);
        var figures = reward.Update(expert, learner, 0, Seed.Child("update"));
        Assert.InRange(figures["divergence"], -0.02, 0.03);
        Assert.InRange(figures["auc"], 0.4, 0.6);
        Assert.Equal(figures["expert_loss"], figures["expert_validation_loss"], 0.1);
    }

    [Fact]
    public void Batches_are_standardized_and_raw_rewards_are_not()
    {
        var (expert, learner) = (Clouds.Normal(500, 2, 1, 0, 1, 1), Clouds.Normal(500, 2, 1, 1, 1, 2));
        var reward = new ScorePairReward(Small with { ExpertSteps = 50, StepsPerUpdate = 20 }, expert, Seed);
        reward.Update(expert, learner, 0, Seed.Child("update"));
        float[] paid = Clouds.Rewards(reward, learner, 300);
        double mean = paid.Average(r => (double)r);
        Assert.Equal(0, mean, 1e-6);
        Assert.Equal(0.1, Math.Sqrt(paid.Average(r => (r - mean) * (r - mean))), 1e-4);
        var raw = new float[300];
        reward.Raw(Clouds.Batch(learner, 300), raw, new SeedStreams(3).Stream("relabel"));
        double least = raw.Average(r => (double)r), scale = Math.Sqrt(raw.Average(r => (r - least) * (r - least))) + 1e-6;
        Assert.Equal(raw.Select(r => 0.1 * (r - least) / scale), paid.Select(r => (double)r), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    /// <summary>The difference of two nearly equal errors under the same noise varies far less than under two noises.</summary>
    [Fact]
    public void Common_noise_reduces_the_variance()
    {
        var diffusion = new StateDiffusion(1000);
        var options = Small with { Form = ScoreForm.Affine };
        var columns = new RewardColumns(RewardInput.State, 1, 1);
        var fit = new ScoreFit(options, diffusion, diffusion.Informative, columns, 1, 1);
        NoiseNet Fit(double deviation, string name)
        {
            var net = ScoreFit.Create(options, diffusion, 1, Seed.Child(name));
            fit.Expert(net, Clouds.Normal(4000, 1, 1, 0, deviation, 1), Seed.Child(name));
            return net;
        }
        NoiseNet expert = Fit(0.8, "expert"), learner = Fit(1, "learner");
        const int rows = 200, time = 300;
        var noise = Seed.Child("draws");
        double Error(NoiseNet net, double e) =>
            Math.Pow(net.Forward([(float)(diffusion.Signal(time) * 0.5 + diffusion.Noise(time) * e)], [time])[0] - e, 2);
        double[] common = new double[rows], apart = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double e = noise.NextNormal(), other = noise.NextNormal();
            (common[i], apart[i]) = (Error(expert, e) - Error(learner, e), Error(expert, e) - Error(learner, other));
        }
        Assert.True(Variance(common) < 0.1 * Variance(apart), $"{Variance(common)} against {Variance(apart)}");
    }

    [Fact]
    public void The_window_holds_the_newest()
    {
        var replay = new ReplayBuffer(1000, 1, 1);
        for (int i = 0; i < 500; i++) replay.Add([i], [0], 0, [i], true);
        var fit = new ScoreFit(Small with { Window = 50 }, new(100), 100, new(RewardInput.State, 1, 1), 1, 1);
        var batch = new TransitionBatch(400, 1, 1) { Count = 400 };
        fit.Draw(batch, replay, Seed);
        Assert.Equal(450, batch.States.ToArray().Min());
        Assert.Equal(499, batch.States.ToArray().Max());
    }

    [Fact]
    public void A_snapshot_continues_bit_by_bit_without_fitting_the_expert_again()
    {
        var (expert, learner) = (Clouds.Normal(300, 2, 1, 0, 1, 1), Clouds.Normal(300, 2, 1, 1, 2, 2));
        var options = Small with { ExpertSteps = 20, StepsPerUpdate = 5 };
        using var folder = new TemporaryFolder();
        foreach (var form in Enum.GetValues<ScoreForm>())
        {
            ScorePairReward model = new(options with { Form = form }, expert, Seed);
            ScorePairReward other = new(options with { Form = form }, learner, Seed.Child("other"));
            model.Update(expert, learner, 0, Seed.Child("first"));
            string path = folder.File($"{form}.safetensors");
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
        var cloud = Clouds.Normal(256, 8, 2, 0, 1, 1);
        var reward = new ScorePairReward(Small with { ExpertSteps = 2, Hidden = 128 }, cloud, Seed);
        var batch = Clouds.Batch(cloud, 256);
        var rewards = new float[256];
        for (int i = 0; i < 3; i++) reward.Relabel(batch, rewards, Seed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) reward.Relabel(batch, rewards, Seed);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 8000); // noise and states of 256 rows have 16 kB
    }

    [Fact]
    public void Published_options_undo_every_deviation()
    {
        var published = (new ScorePairOptions() with { Form = ScoreForm.Affine }).Published();
        published.Validate();
        Assert.Equal((500, false, false, false, false, false, 0.0, ScoreForm.PublishedAffine), (published.RewardTimes, published.InformativeTimes,
            published.Stratified, published.Antithetic, published.Standardize, published.Anneal, published.ValidationShare, published.Form));
        var cloud = Clouds.Normal(64, 2, 1, 0, 1, 1);
        var reward = new ScorePairReward(Small.Published() with { RewardTimes = 8, ExpertSteps = 5 }, cloud, Seed);
        Assert.All(Clouds.Rewards(reward, cloud, 64), r => Assert.True(float.IsFinite(r)));
        Assert.Throws<ForewarnException>(() => (new ScorePairOptions { RewardTimes = 0 }).Validate());
        Assert.Throws<ForewarnException>(() => (new ScorePairOptions { ValidationShare = 1 }).Validate());
    }

    /// <summary>Expected cost of the learner's states: mean over the ten times of a reward of <c>(1 - a) v_p (1/v_q - 1/v_p)^2</c>.</summary>
    private static double ClosedForm(double learner, double expert, StateDiffusion diffusion) =>
        Enumerable.Range(0, 10).Average(k =>
        {
            double a = diffusion.SignalShare(k * diffusion.Informative / 10), p = a * learner + 1 - a, q = a * expert + 1 - a;
            return (1 - a) * p * Math.Pow(1 / q - 1 / p, 2);
        });

    private static double Variance(double[] values) => values.Average(v => v * v) - Math.Pow(values.Average(), 2);
}
