using CsCheck;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class RebelLossTests
{
    private static readonly Gen<double> s_number = Gen.Double[-5, 5];

    /// <summary>Eta on the reward is eta² times the published form, which divides the log-ratio by eta.</summary>
    [Fact]
    public void Eta_squared_lies_between_the_two_forms() => Gen.Select(s_number, s_number, Gen.Double[0.01, 100]).Sample((ratio, rewards, eta) =>
    {
        double published = Math.Pow(ratio / eta - rewards, 2);
        Assert.Equal(eta * eta * published, RebelLoss.Of(ratio, rewards, eta), 1e-9 * (1 + eta * eta * published));
    });

    [Fact]
    public void Ipo_is_rebel_on_a_fixed_reference_with_a_fixed_step() => Gen.Select(s_number, Gen.Double[0.05, 2]).Sample((ratio, tau) => Assert.Equal(
        RebelLoss.Of(ratio, 1, 1 / (2 * tau)), DpoLoss.Of(ratio, new() { Variant = DpoVariant.Ipo, Beta = tau }), 1e-9));

    [Fact]
    public void Tensors_say_what_numbers_say() => Gen.Select(s_number.Array[7], s_number.Array[7], Gen.Double[0.01, 10]).Sample((ratios, rewards, eta) =>
    {
        using var scope = NewDisposeScope();
        double[] twin = RebelLoss.Of(tensor(ratios), tensor(rewards), eta).data<double>().ToArray();
        for (int i = 0; i < 7; i++) Assert.Equal(RebelLoss.Of(ratios[i], rewards[i], eta), twin[i], 1e-9 * (1 + twin[i]));
    });

    /// <summary>At the old policy the gradient of REBEL is 4 eta times that of RLOO with two samples.</summary>
    [Fact]
    public void Its_first_gradient_is_that_of_rloo() => Gen.Select(Gen.Double[-2, 2].Array[6], Gen.Int[0, 5].Array[8], s_number.Array[8], Gen.Double[0.1, 3])
        .Sample((logits, drawn, rewards, eta) =>
        {
            using var scope = NewDisposeScope();
            double[] rebel = Gradient(new RebelObjective(eta)), rloo = Gradient(new RlooObjective());
            for (int i = 0; i < 6; i++) Assert.Equal(4 * eta * rloo[i], rebel[i], 1e-9);

            double[] Gradient(IOnlineObjective objective)
            {
                var table = tensor(logits).requires_grad_(true);
                var logProb = nn.functional.log_softmax(table, 0).index_select(0, tensor(Array.ConvertAll(drawn, d => (long)d)));
                using var round = Rounds.Of(logProb, 2, rewards);
                objective.Loss(logProb, round).backward();
                return table.grad!.data<double>().ToArray();
            }
        }, iter: 20);

    [Fact]
    public void The_same_sample_twice_teaches_nothing()
    {
        using var scope = NewDisposeScope();
        var logProb = tensor(new[] { -1.0, -1.0 }).requires_grad_(true);
        using var round = Rounds.Of(logProb, 2, [0.7, 0.7]);
        new RebelObjective(3).Loss(logProb, round).backward();
        Assert.All(logProb.grad!.data<double>().ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Alignment_counts_the_pairs_that_moved_as_told()
    {
        Assert.Equal(2.0 / 3, RebelLoss.SignAlignment([1, -2, 3, 9], [0.1, -5, -1, 0]), 1e-12);
        Assert.True(double.IsNaN(RebelLoss.SignAlignment([1], [0])));
    }

    [Fact]
    public void The_penalty_is_taken_off_the_reward() =>
        Assert.Equal([0.95, 1.05], ShapedReward.Of([1, 1], [-1, -2], [-2, -1], 0.05), (a, b) => Math.Abs(a - b) < 1e-12);
}
