using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.InverseRl.Shaping;

public class ShapingTests
{
    [Fact]
    public void Invariant_terms_telescope_to_minus_the_first_potential() => Gen.Double[-5, 5].Array[2, 20].Sample(phi =>
    {
        double sum = 0, discount = 1;
        for (int t = 0; t + 1 < phi.Length; t++, discount *= 0.9)
            sum += discount * PotentialShaping.Term(ShapingForm.Invariant, 0.9, phi[t], phi[t + 1], t + 2 == phi.Length);
        Assert.Equal(-phi[0], sum, 1e-9);
    });

    [Fact]
    public void Published_terms_leave_a_bonus_for_every_state() => Gen.Double[-5, 5].Array[2, 20].Sample(phi =>
    {
        double sum = 0, discount = 1, left = 0;
        for (int t = 0; t + 1 < phi.Length; t++, discount *= 0.9)
        {
            sum += discount * PotentialShaping.Term(ShapingForm.Published, 0.9, phi[t], phi[t + 1], t + 2 == phi.Length, t == 0);
            if (t > 0) left += (1 - 0.81) * discount / 0.9 * phi[t];
        }
        Assert.Equal(left, sum, 1e-9);
    });

    [Fact]
    public void A_cut_keeps_the_potential_of_the_last_state_and_an_end_does_not()
    {
        var batch = Batch();
        float[] added = new float[3];
        new PotentialShaping(new TabularPotential([1, 2, 4]), 0.5).Shaping(batch, [1, 0, 0], added);
        Assert.Equal([0f, 0, -4], added);
        new PotentialShaping(new TabularPotential([1, 2, 4]), 0.5, ShapingForm.Published).Shaping(batch, [1, 0, 0], added);
        Assert.Equal([2f, 3, -2], added);
    }

    [Fact]
    public void A_shaped_reward_is_the_reward_plus_the_bonus()
    {
        var rewards = new float[3];
        new ShapedReward(new TaskReward(), new(new TabularPotential([1, 2, 4]), 0.5)).Relabel(Batch(), rewards, new SeedStream(1));
        Assert.Equal([10f, 20, 26], rewards);
    }

    [Fact]
    public void A_network_potential_works_in_pieces_and_copies_are_apart()
    {
        var net = new Mlp(new(2, [8], 1, Activation.Tanh), new SeedStream(4));
        var potential = new MlpPotential(net);
        float[] states = new float[2 * 600], whole = new float[600], one = new float[1];
        new SeedStream(5).FillNormal(states);
        potential.Evaluate(states, whole);
        for (int i = 0; i < 600; i += 119)
        {
            potential.Evaluate(states.AsSpan(2 * i, 2), one);
            Assert.Equal(whole[i], one[0], 1e-6f);
        }
        var copy = potential.Copy();
        copy.Parameters.Clear();
        potential.Evaluate(states.AsSpan(0, 2), one);
        Assert.Equal(whole[0], one[0], 1e-6f);
        MlpPotential.Quiet(2, new SeedStream(6)).Evaluate(states, whole);
        Assert.All(whole, v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_network_with_two_outputs_is_no_potential() =>
        Assert.Throws<ForewarnException>(() => new MlpPotential(new Mlp(new(2, [4], 2), new SeedStream(1))));

    /// <summary>0 to 1, 1 to 2 where a time limit cuts, 2 to an end; rewards 10, 20, 30.</summary>
    private static TransitionBatch Batch()
    {
        var batch = new TransitionBatch(3, 1, 1) { Count = 3 };
        ((float[])[0, 1, 2]).CopyTo(batch.States);
        ((float[])[1, 2, 0]).CopyTo(batch.NextStates);
        ((float[])[10, 20, 30]).CopyTo(batch.Rewards);
        ((float[])[1, 1, 0]).CopyTo(batch.Continues);
        return batch;
    }
}
