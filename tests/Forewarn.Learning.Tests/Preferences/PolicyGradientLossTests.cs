using CsCheck;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class PolicyGradientLossTests
{
    [Fact]
    public void Advantages_by_hand()
    {
        Assert.Equal([-1.5, 0, 1.5, 6, -6, 0], Baselines.LeaveOneOut([1, 2, 3, 8, 0, 4], 3), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.5, 1.5, -3, 0], Baselines.Greedy([1, 2, 3, 6], [0.5, 6]));
        double[] scaled = Baselines.Standardized([1, 2, 3]);
        Assert.Equal(0, scaled.Sum(), 1e-9);
        Assert.Equal(3, scaled.Sum(v => v * v), 1e-4);
        Assert.Equal([0, 0], Baselines.Standardized([5, 5]));
    }

    [Fact]
    public void Tensor_baselines_say_what_numbers_say() => Gen.Double[-5, 5].Array[12].Sample(rewards =>
    {
        using var scope = NewDisposeScope();
        double[] twin = Baselines.LeaveOneOut(tensor(rewards, 4, 3)).contiguous().data<double>().ToArray();
        Assert.Equal(Baselines.LeaveOneOut(rewards, 3), twin, (a, b) => Math.Abs(a - b) < 1e-9);
    });

    [Theory]
    [InlineData(0, 2, -2)] // ratio 1
    [InlineData(1, 2, -2.4)] // clipped at 1.2
    [InlineData(1, -2, 5.43656365692)] // a bad sample that grew is not clipped: 2e
    [InlineData(-1, 2, -0.73575888234)] // a good sample that shrank is not clipped: 2/e
    [InlineData(-1, -2, 1.6)] // clipped at 0.8
    public void Clipping_takes_the_worse_side(double moved, double advantage, double wanted)
    {
        Assert.Equal(wanted, PpoLoss.Of(moved - 3, -3, advantage, 0.2), 1e-9);
        using var scope = NewDisposeScope();
        Assert.Equal(wanted, PpoLoss.Of(tensor(moved - 3), tensor(-3.0), tensor(advantage), 0.2).ToDouble(), 1e-9);
    }

    [Fact]
    public void At_the_old_policy_ppo_is_the_policy_gradient() => Gen.Select(Gen.Double[-3, 0].Array[6], Gen.Double[-2, 2].Array[6]).Sample((logs, rewards) =>
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Gradient(new RlooObjective()), Gradient(new PpoObjective(standardize: false)), (a, b) => Math.Abs(a - b) < 1e-9);

        double[] Gradient(IOnlineObjective objective)
        {
            var logProb = tensor(logs).requires_grad_(true);
            using var round = Rounds.Of(logProb, 3, rewards);
            objective.Loss(logProb, round).backward();
            return logProb.grad!.data<double>().ToArray();
        }
    }, iter: 20);

    [Fact]
    public void Remax_takes_the_greedy_answer_off()
    {
        using var scope = NewDisposeScope();
        var logProb = tensor(new[] { -1.0, -2.0 }).requires_grad_(true);
        using var round = Rounds.Of(logProb, 1, [3, 1], greedy: [1, 2]);
        new ReMaxObjective().Loss(logProb, round).backward();
        Assert.Equal([-1, 0.5], logProb.grad!.data<double>().ToArray());
        Assert.Equal(-6, PolicyGradientLoss.Of(2, 3));
    }

    [Fact]
    public void Bradley_Terry_and_diffusion_dpo_by_hand()
    {
        Assert.Equal(0.3132616875, BradleyTerryLoss.Of(2, 1), 1e-9);
        Assert.Equal(Math.Log(2), DiffusionDpoLoss.Of(0.3, 0.4, 0.3, 0.4, 5000), 1e-12);
        Assert.Equal(DpoLoss.Of(1, new() { Beta = 0.5 }), DiffusionDpoLoss.Of(0.1, 0.4, 0.3, 0.4, 5), 1e-12);
        using var scope = NewDisposeScope();
        Assert.Equal(0.3132616875, BradleyTerryLoss.Of(tensor(2.0), tensor(1.0)).ToDouble(), 1e-9);
        Assert.Equal(DiffusionDpoLoss.Of(0.1, 0.4, 0.3, 0.4, 5),
            DiffusionDpoLoss.Of(tensor(0.1), tensor(0.4), tensor(0.3), tensor(0.4), 5).ToDouble(), 1e-12);
    }
}
