using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// The ratio as <c>exp f(h, s)</c> of a discriminator that tells states of simulated deviator episodes (1) from recorded ones (0)
/// with logistic loss, both sides weighing the same. Needs a simulator and no table of the game.
/// </summary>
/// <param name="episodes">Of the deviator, per round.</param>
/// <param name="hidden">Width of the one hidden layer.</param>
/// <param name="steps">Updates of Adam from fresh weights.</param>
public sealed class DiscriminatedRatio(int episodes = 100, int hidden = 32, int steps = 300, double learningRate = 1e-2) : IDensityRatio
{
    // Logits beyond this are ratios that no clip leaves standing.
    private const double Limit = 10;

    public double[] Of(MarkovGame game, RecommendationData demonstrations, Mediator learner, Deviation deviation, SeedStream seed)
    {
        double[] deviating = Visits(game, learner, deviation, seed), recorded = [.. Enumerable.Range(0, demonstrations.Places).Select(demonstrations.Visits)];
        double ours = deviating.Sum(), theirs = recorded.Sum();
        float[] features = [.. Enumerable.Range(0, recorded.Length).SelectMany(p => NeuralMediator.StateAndTime(game, p / game.States, p % game.States))];
        var net = new Mlp(new(game.States + 1, [hidden], 1, Activation.Tanh), seed.Child("discriminator"));
        var tape = new MlpTape(net.Shape, recorded.Length);
        var adam = new FlatAdam(net.Shape.Count);
        for (int step = 0; step < steps; step++)
        {
            net.Forward(features, tape);
            for (int p = 0; p < recorded.Length; p++)
            {
                double belief = 1 / (1 + Math.Exp(-tape.Outputs[p]));
                tape.OutputGradients[p] = (float)((belief - 1) * deviating[p] / ours + belief * recorded[p] / theirs);
            }
            net.ZeroGradients();
            net.Backward(tape);
            adam.Update(net.Values, net.Gradients, learningRate);
        }
        net.Forward(features, tape);
        float[] logits = tape.Outputs.ToArray();
        return [.. logits.Select((logit, p) => recorded[p] > 0 ? Math.Exp(Math.Clamp(logit, -Limit, Limit)) : 0)];
    }

    private double[] Visits(MarkovGame game, Mediator learner, Deviation deviation, SeedStream seed)
    {
        var visits = new double[game.Horizon * game.States];
        var simulator = new GameSimulator(game, learner);
        var steps = new EpisodeStep[game.Horizon];
        for (int e = 0; e < episodes; e++)
        {
            simulator.Play(steps, seed.Child("deviating", e), deviation.Agent, deviation.Answer);
            for (int h = 0; h < steps.Length; h++) visits[h * game.States + steps[h].State]++;
        }
        return visits;
    }
}
