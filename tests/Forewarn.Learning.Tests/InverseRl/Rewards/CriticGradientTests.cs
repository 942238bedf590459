using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

/// <summary>Losses and gradients against automatic differentiation in double precision, over a batch that spans two pieces.</summary>
public sealed class CriticGradientTests
{
    private const int Rows = 300;
    private static readonly TransitionSet Expert = Clouds.Normal(Rows, 3, 2, 0.3, 1, 1), Learner = Clouds.Normal(Rows, 3, 2, -0.2, 1.5, 2);
    private static readonly SeedStream Seed = new SeedStreams(5).Stream("critic");

    [Theory]
    [InlineData(false, Activation.Relu, true)]
    [InlineData(false, Activation.Tanh, false)]
    [InlineData(true, Activation.Tanh, false)]
    [InlineData(true, Activation.Relu, true)]
    public void Integral_metric(bool bounded, Activation inner, bool actions)
    {
        var options = new IpmRewardOptions
        {
            Input = actions ? RewardInput.StateAction : RewardInput.State, Hidden = [16, 8], Inner = inner, Batch = Rows, Bounded = bounded,
        };
        var reward = new IpmReward(options, Expert, Seed);
        Compare(reward, options, actions, inner, net => bounded ? -net.sigmoid() : net, (f, g) => f.mean() - g.mean());
    }

    [Theory]
    [InlineData(new[] { 16 }, Activation.LeakyRelu)]
    [InlineData(new int[0], Activation.LeakyRelu)]
    public void Classifier(int[] hidden, Activation inner)
    {
        var options = new LogisticRewardOptions { Hidden = hidden, Inner = inner, Batch = Rows };
        var reward = new LogisticReward(options, Expert, Seed);
        Compare(reward, options, false, inner, net => net, (f, g) =>
            (nn.functional.softplus(-f).mean() + nn.functional.softplus(g).mean()) / 2);
    }

    private static void Compare(
        CriticReward reward, CriticRewardOptions options, bool actions, Activation inner, Func<Tensor, Tensor> critic,
        Func<Tensor, Tensor, Tensor> loss)
    {
        var figures = new FigureMeans();
        var seed = new SeedStreams(9).Stream("step");
        reward.Accumulate(new InOrder(Expert), new InOrder(Learner), seed, figures);
        using var scope = NewDisposeScope();
        var parameters = tensor(reward.Net.Values.Select(v => (double)v).ToArray(), requires_grad: true);
        Tensor Net(Tensor x) => critic(Layers(reward.Net.Shape, parameters, x, inner));
        Tensor a = Inputs(Expert, actions), b = Inputs(Learner, actions);
        var mix = seed.Child("interpolates");
        var u = tensor(Enumerable.Range(0, Rows).Select(_ => (double)(float)mix.NextDouble()).ToArray()).unsqueeze(1);
        var between = (u * a + (1 - u) * b).detach().requires_grad_(true);
        var slope = autograd.grad([Net(between).sum()], [between], retain_graph: true, create_graph: true)[0];
        var penalty = options.GradientWeight * (((slope * slope).sum(1) + 1e-12).sqrt() - options.GradientTarget).pow(2).mean();
        var total = loss(Net(a), Net(b)) + penalty;
        total.backward();
        var found = figures.Take();
        Assert.Equal(total.item<double>(), found["loss"], 1e-5 * (1 + Math.Abs(found["loss"])));
        Assert.Equal(penalty.item<double>(), found["penalty"], 1e-5 * (1 + found["penalty"]));
        double[] wanted = parameters.grad!.data<double>().ToArray();
        double size = wanted.Max(Math.Abs);
        for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], reward.Net.Gradients[i], 2e-5 * size);
    }

    private static Tensor Layers(MlpShape shape, Tensor parameters, Tensor x, Activation inner)
    {
        for (int l = 0; l < shape.Layers; l++)
        {
            int at = shape.OffsetOf(l), size = shape.InputsOf(l) * shape.OutputsOf(l), end = at + size + shape.OutputsOf(l);
            x = x.matmul(parameters[at..(at + size)].view(shape.InputsOf(l), shape.OutputsOf(l))) + parameters[(at + size)..end];
            if (l < shape.Layers - 1)
                x = inner switch
                {
                    Activation.Relu => x.relu(),
                    Activation.Tanh => x.tanh(),
                    _ => nn.functional.leaky_relu(x, 0.01),
                };
        }
        return x;
    }

    private static Tensor Inputs(TransitionSet set, bool actions)
    {
        var states = tensor(set.States.ToArray().Select(v => (double)v).ToArray()).view(Rows, 3);
        return actions ? cat([states, tensor(set.Actions.ToArray().Select(v => (double)v).ToArray()).view(Rows, 2)], 1) : states;
    }
}
