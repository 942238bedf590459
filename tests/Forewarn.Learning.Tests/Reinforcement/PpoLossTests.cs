using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class PpoLossTests
{
    /// <summary>Policy, entropy, log sigma and value gradients of whole networks, against automatic differentiation.</summary>
    [Theory]
    [InlineData(true, 0.2, 0.05)]
    [InlineData(false, 0, 0)]
    public void Gradients_agree_with_automatic_differentiation(bool normalize, double valueClip, double entropy)
    {
        const int S = 4, A = 2, Rows = 48;
        var options = new PpoOptions
        {
            Environments = 6, RollOutSteps = 8, Hidden = [16, 12], NormalizeAdvantages = normalize, ValueClip = valueClip,
            EntropyWeight = entropy, Minibatches = 1,
        };
        var seed = new SeedStream(5);
        var actor = new MlpShape(S, options.Hidden, A, Activation.Tanh);
        var policy = new GaussianPolicy(new Mlp(actor, seed.Child("a"), Initialization.Orthogonal), null);
        policy.LogStd[0] = -0.3f;
        policy.LogStd[1] = 0.4f;
        var critic = new Mlp(actor with { Outputs = 1 }, seed.Child("c"));
        var rollOut = new PpoRollOut(6, 8, S, A);
        seed.FillNormal(rollOut.Inputs);
        seed.FillNormal(rollOut.Draws);
        seed.FillNormal(rollOut.Advantages);
        seed.FillNormal(rollOut.Returns);
        seed.FillNormal(rollOut.Values);
        // Ratios on both sides of the clipping range.
        for (int r = 0; r < Rows; r++) rollOut.OldLogs[r] = -3 + 0.7f * (float)seed.NextNormal();
        var update = new PpoUpdate(options, actor, critic.Shape, Rows, 6);
        var (loss, value) = update.Gradients(rollOut, [.. Enumerable.Range(0, Rows)], policy, critic);

        using var scope = NewDisposeScope();
        TorchNet pi = new(actor, policy.Net.Values), v = new(critic.Shape, critic.Values);
        var x = TorchNet.Rows(rollOut.Inputs, Rows, S);
        var logStd = TorchNet.Leaf(policy.LogStd, A);
        var z = (TorchNet.Rows(rollOut.Draws, Rows, A) - pi.Forward(x)) / logStd.exp();
        var log = (-0.5 * z * z - logStd - 0.5 * Math.Log(2 * Math.PI)).sum(1);
        var ratio = (log - TorchNet.Rows(rollOut.OldLogs, Rows)).exp();
        var advantage = TorchNet.Rows(rollOut.Advantages, Rows);
        if (normalize) advantage = (advantage - advantage.mean()) / (advantage.std(false) + 1e-8);
        var policyLoss = maximum(-advantage * ratio, -advantage * ratio.clamp(0.8, 1.2)).mean()
            - entropy * (logStd + 0.5 * Math.Log(2 * Math.PI * Math.E)).sum();
        var values = v.Forward(x).squeeze(1);
        var wanted = TorchNet.Rows(rollOut.Returns, Rows);
        var old = TorchNet.Rows(rollOut.Values, Rows);
        var squares = (values - wanted).square();
        if (valueClip > 0) squares = maximum(squares, (old + (values - old).clamp(-valueClip, valueClip) - wanted).square());
        var valueLoss = options.ValueWeight * 0.5 * squares.mean();
        (policyLoss + valueLoss).backward();

        Assert.Equal(policyLoss.item<double>(), loss.Loss, 1e-5);
        Assert.Equal(valueLoss.item<double>(), value, 1e-5);
        Assert.Equal((ratio.lt(0.8) | ratio.gt(1.2)).to_type(ScalarType.Float64).mean().item<double>(), loss.Clipped, 1e-9);
        Assert.InRange(loss.Clipped, 0.2, 0.95);
        Near.Equal(pi.Gradients(), policy.Net.Gradients);
        Near.Equal(v.Gradients(), critic.Gradients);
        Near.Equal(logStd.grad!.data<double>().ToArray(), update.LogStdGradients);
    }

    /// <summary>Without a step nothing is clipped, the divergence is 0 and the gradient is that of the plain policy gradient.</summary>
    [Fact]
    public void The_first_step_is_a_policy_gradient() => Gen.Select(Gen.Float[-1, 1].Array[6], Gen.Float[-1, 1].Array[6], Gen.Float[-2, 2].Array[3])
        .Sample((means, noise, advantages) =>
        {
            float[] logStd = [-0.5f, 0.2f], draws = new float[6], logs = new float[3], gradients = new float[6], spread = new float[2];
            for (int i = 0; i < 6; i++) draws[i] = means[i] + MathF.Exp(logStd[i % 2]) * noise[i];
            for (int b = 0; b < 3; b++) logs[b] = (float)PpoLoss.LogDensity(noise.AsSpan(2 * b, 2), logStd);
            var loss = PpoLoss.Policy(means, logStd, draws, logs, advantages, 0.2, 0, gradients, spread);
            Assert.Equal(0, loss.Clipped);
            Assert.Equal(0, loss.Divergence, 1e-6);
            Assert.Equal(-advantages.Average(), loss.Loss, 1e-5);
            for (int i = 0; i < 6; i++)
                Assert.Equal(-advantages[i / 2] * noise[i] / MathF.Exp(logStd[i % 2]) / 3, gradients[i], 1e-4);
        });
}
