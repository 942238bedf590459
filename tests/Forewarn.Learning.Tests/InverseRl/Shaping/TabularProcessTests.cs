using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Shaping;

namespace Forewarn.Learning.Tests.InverseRl.Shaping;

public class TabularProcessTests
{
    private const double Gamma = 0.8;

    [Fact]
    public void In_random_processes_invariant_shaping_moves_every_action_value_by_minus_the_potential() => Gen.ULong.Sample(key =>
    {
        var seed = new SeedStream(key);
        var process = Random(seed);
        double[] potential = [.. Enumerable.Range(0, 5).Select(_ => 3 * seed.NextNormal())];
        double[,] plain = process.Values(), shaped = process.Values(potential);
        for (int s = 0; s < 4; s++)
            for (int a = 0; a < 3; a++) Assert.Equal(plain[s, a] - potential[s], shaped[s, a], 1e-9);
    }, iter: 30);

    [Fact]
    public void Values_solve_the_Bellman_equation_of_a_chain()
    {
        var chain = TabularProcess.Of(4, 2, (s, a) => Math.Min(3, s + a), [false, false, false, true], 0.9);
        double[,] values = chain.Values();
        Assert.Equal(1, values[2, 1], 1e-12);
        Assert.Equal(0.9, values[2, 0], 1e-9);
        Assert.Equal(0.81, values[0, 1], 1e-9);
        Assert.Equal(0, values[3, 0]);
        Assert.Equal([1], TabularProcess.BestActions(values, 0));
    }

    [Fact]
    public void Without_a_discount_it_refuses() =>
        Assert.Throws<ForewarnException>(() => TabularProcess.Of(2, 1, (_, _) => 1, [false, true], 1).Values());

    /// <summary>Five states, the last one terminal; three actions.</summary>
    private static TabularProcess Random(SeedStream seed)
    {
        double[,,] next = new double[5, 3, 5], reward = new double[5, 3, 5];
        for (int s = 0; s < 5; s++)
            for (int a = 0; a < 3; a++)
            {
                double sum = 0;
                for (int t = 0; t < 5; t++) sum += next[s, a, t] = seed.NextDouble();
                for (int t = 0; t < 5; t++) (next[s, a, t], reward[s, a, t]) = (next[s, a, t] / sum, seed.NextNormal());
            }
        return new(next, reward, [false, false, false, false, true], Gamma);
    }
}
