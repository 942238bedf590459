using Forewarn.Core;
using Forewarn.Learning.Imitation.Studies.Retraining;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Retraining;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks.Control.Puck;

namespace Forewarn.Learning.Tests.InverseRl.Retraining;

public class RetrainTests
{
    private static readonly PpoOptions Ppo = new RetrainingSettings().Ppo;

    private static readonly RetrainTest Short = new(() => new PuckWorld(), 16, (seed, shaping) => new Ppo(Ppo, 4, 2, seed, shaping), 1920);

    [Fact]
    public void A_curve_has_one_value_per_roll_out_and_earns_what_the_task_pays()
    {
        var outcome = Short.Run(new TaskReward(), null, new SeedStream(1));
        Assert.Equal(4, outcome.Learned.Count);
        Assert.Equal(outcome.Learned, outcome.Earned);
        Assert.All(outcome.Earned, r => Assert.InRange(r, 0, 1));
        Assert.InRange(outcome.Return, 0, 60);
        Assert.Equal(outcome.Learned.Average(), outcome.Measure(RetrainMeasure.LearnedArea));
        Assert.Equal(outcome.Earned[3], outcome.Measure(RetrainMeasure.EarnedLast));
        var constant = Short.Run(new ConstantReward(), null, new SeedStream(1));
        Assert.All(constant.Learned, r => Assert.Equal(0.5, r, 1e-6));
    }

    [Fact]
    public void Runs_of_one_seed_begin_alike_and_a_zero_potential_changes_nothing()
    {
        var zero = new MlpPotential(new Mlp(new(4, [8], 1), new SeedStream(3)));
        zero.Parameters.Clear();
        var plain = Short.Run(new TaskReward(), null, new SeedStream(2));
        var shaped = Short.Run(new TaskReward(), new PotentialShaping(zero, Ppo.Gamma), new SeedStream(2));
        var other = Short.Run(new TaskReward(), new PotentialShaping(SomePotential(), Ppo.Gamma), new SeedStream(2));
        Assert.Equal(plain.Earned, shaped.Earned);
        Assert.Equal(plain.Return, shaped.Return);
        Assert.Equal(plain.Earned[0], other.Earned[0]);
        Assert.NotEqual(plain.Earned[3], other.Earned[3]);
    }

    [Fact]
    public void Fitness_depends_on_values_and_seed_alone()
    {
        IFitness fitness = new RetrainFitness(Short with { EvaluationEpisodes = 0 }, () => new TaskReward(), SomePotential(), Ppo.Gamma);
        var values = SomePotential().Parameters.ToArray();
        double first = fitness.Of(values, new SeedStream(4));
        Assert.Equal(first, fitness.Of(values, new SeedStream(4)));
        Assert.NotEqual(first, fitness.Of(values, new SeedStream(5)));
        Assert.NotEqual(first, fitness.Of(new float[values.Length], new SeedStream(4)));
    }

    [Fact]
    public void Expert_values_are_those_of_its_critic_through_its_normalizer()
    {
        var expert = (Ppo)Short.Train(new TaskReward(), null, new SeedStream(6));
        var potential = new CriticPotential(expert.Critic, expert.Gaussian.Normalizer);
        float[] states = [0.5f, -1, 0.2f, 0, 0, 0, 0, 0], inputs = new float[8], values = new float[2];
        potential.Evaluate(states, values);
        expert.Gaussian.Normalizer!.Apply(states, inputs);
        var tape = new MlpTape(expert.Critic.Shape, 2);
        expert.Critic.Forward(inputs, tape);
        Assert.Equal(tape.Outputs.ToArray(), values);
        Assert.NotEqual(values[0], values[1]);
    }

    [Fact]
    public void The_studies_run_small_and_repeat()
    {
        var settings = new RetrainingSettings
        {
            ExpertSteps = 1920, Demonstrations = 2, IrlSteps = 960, RetrainSteps = 960, Retrainings = 1, Members = 2, ShortSteps = 480, Pairs = 2,
            Evolution = new() { Population = 2, Generations = 2 },
        };
        foreach (var study in new IStudy[] { new IrlPlusPlusStudy(settings), new EvilStudy(settings) })
        {
            int told = 0, wanted = 0;
            var first = study.Run([1, 2], (done, all) => (told, wanted) = (done, all), TestContext.Current.CancellationToken);
            var again = study.Run([1, 2], (_, _) => { }, TestContext.Current.CancellationToken);
            Assert.Equal((2, 2), (told, wanted));
            Assert.Equal(first.Figures.Select(f => f.Value.Value), again.Figures.Select(f => f.Value.Value));
            Assert.All(first.Figures.SelectMany(f => f.PerSeed), v => Assert.True(double.IsFinite(v)));
            Assert.Contains(first.Figures, f => f.Bar is not null);
            Assert.Throws<ForewarnException>(() => study.Run([1], (_, _) => { }));
        }
    }

    /// <summary>Some potential that is not zero.</summary>
    private static MlpPotential SomePotential() => new(new Mlp(new(4, [8], 1, Activation.Tanh), new SeedStream(7)));
}
