using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class CloningStepTests
{
    private const int Rows = 6;

    private static readonly int[] All = [.. Enumerable.Range(0, Rows)];

    private static readonly TransitionSet Data = Random(Rows);

    [Theory]
    [InlineData(CloningLoss.MeanAction, false)]
    [InlineData(CloningLoss.DrawnAction, false)]
    [InlineData(CloningLoss.Likelihood, false)]
    [InlineData(CloningLoss.MeanAction, true)]
    public void Gradients_are_those_of_the_loss(CloningLoss loss, bool deterministic)
    {
        var shape = deterministic
            ? new MlpShape(3, [5], 2, Activation.Tanh, Activation.Tanh)
            : new MlpShape(3, [5], 4, Activation.Tanh);
        var net = new Mlp(shape, new SeedStream(4));
        var step = new CloningStep(net, 2, loss, Rows);
        // No step at rate 0, but its gradients stay.
        double before = step.Update(new InOrder(Data), 0, new SeedStream(9));
        float[] gradients = [.. net.Gradients];
        Assert.Equal(before, step.Loss(Data, All, new SeedStream(9)), 6);
        for (int p = 0; p < net.Values.Length; p++)
        {
            const float H = 1e-2f;
            float at = net.Values[p];
            net.Values[p] = at + H;
            double up = step.Loss(Data, All, new SeedStream(9));
            net.Values[p] = at - H;
            double down = step.Loss(Data, All, new SeedStream(9));
            net.Values[p] = at;
            Assert.Equal((up - down) / (2 * H), gradients[p], 3e-3 + 0.01 * Math.Abs(gradients[p]));
        }
        Assert.Contains(gradients, g => Math.Abs(g) > 0.01);
    }

    [Fact]
    public void The_likelihood_is_the_density_of_the_squashed_action()
    {
        // Biases alone: mu 0.3 and log sigma -0.5 whatever the state.
        var net = new Mlp(new MlpShape(3, [], 2), new SeedStream(1));
        Array.Clear(net.Values);
        (net.Bias(0)[0], net.Bias(0)[1]) = (0.3f, -0.5f);
        double sigma = Math.Exp(-0.5), sum = 0, each = 0.001;
        // exp(-loss) integrated over all actions is one.
        for (double a = -0.9985; a < 0.999; a += each)
        {
            var one = new TransitionSet(3, 1, [0, 0, 0], [(float)a], [0, 0, 0], [0], [1], [0], []);
            double density = Math.Exp(-new CloningStep(net, 1, CloningLoss.Likelihood, 1).Loss(one, [0], new SeedStream(1)));
            double z = (Math.Atanh(a) - 0.3) / sigma;
            Assert.Equal(Math.Exp(-z * z / 2) / (sigma * Math.Sqrt(2 * Math.PI) * (1 - a * a)), density, 1e-3 * (1 + density));
            sum += density * each;
        }
        Assert.Equal(1, sum, 2e-3);
    }

    [Fact]
    public void Drawn_actions_make_the_policy_less_random_and_mean_actions_leave_that_alone()
    {
        Assert.True(Spread(CloningLoss.DrawnAction) < -1);
        Assert.Equal(0, Spread(CloningLoss.MeanAction), 1e-6);

        static double Spread(CloningLoss loss)
        {
            var net = new Mlp(new MlpShape(3, [], 4), new SeedStream(2));
            Array.Clear(net.Values);
            var step = new CloningStep(net, 2, loss, 32);
            for (int i = 0; i < 2000; i++) step.Update(Data, 0.02, new SeedStreams(3).Stream("step", i));
            return net.Bias(0)[2];
        }
    }

    [Fact]
    public void A_policy_without_a_distribution_has_no_likelihood() => Assert.Throws<ForewarnException>(() => new CloningStep(
        new Mlp(new MlpShape(3, [4], 2, Activation.Relu, Activation.Tanh), new SeedStream(1)), 2, CloningLoss.Likelihood, 8));

    private static TransitionSet Random(int count)
    {
        var seed = new SeedStream(11);
        float[] states = new float[count * 3], actions = new float[count * 2];
        seed.FillNormal(states);
        foreach (ref float a in actions.AsSpan()) a = (float)seed.Uniform(-0.9, 0.9);
        return new(3, 2, states, actions, states, new float[count], new float[count], [0], []);
    }

    /// <summary>Draws the rows in order and nothing from the seed.</summary>
    private sealed class InOrder(TransitionSet set) : ITransitionSource
    {
        public int Count => set.Count;

        public int StateSize => set.StateSize;

        public int ActionSize => set.ActionSize;

        public void Draw(TransitionBatch batch, int from, int to, SeedStream seed)
        {
            for (int i = from; i < to; i++) Copy(i, batch, i);
        }

        public void Copy(int index, TransitionBatch batch, int row) => set.Copy(index, batch, row);
    }
}
