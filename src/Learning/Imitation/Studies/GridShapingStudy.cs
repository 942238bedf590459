using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>EvIL's second stage where the best answer is known: does an evolved potential speed Q-learning in a grid as the optimal values do?</summary>
public sealed class GridShapingStudy : IStudy
{
    /// <summary>Learners that every potential is judged by; none of them was used to evolve it.</summary>
    private const int HeldOut = 400;

    private static readonly int[] Looks = [20, 40, 60, 80, 100];

    private static readonly OpenEsOptions Evolution = new() { Population = 64, Sigma = 0.1, LearningRate = 0.03, Generations = 100 };

    public string Name => "grid-shaping";

    public string Summary => "a potential evolved for the area under the learning curve speeds tabular Q-learning nearly as the optimal values do";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var world = GridWorld.Corner;
        var learner = new TabularQLearning();
        double[] values = world.Values(learner.Gamma), against = [.. values.Select(v => -v)];
        List<double> plain = [], optimal = [], harmful = [];
        double[][] evolved = [.. Looks.Select(_ => new double[seeds.Count])];
        for (int s = 0; s < seeds.Count; s++)
        {
            var heldOut = StudySeeds.Reported(seeds[s]).Child("held out");
            plain.Add(Area(world, learner, [], heldOut));
            optimal.Add(Area(world, learner, values, heldOut));
            harmful.Add(Area(world, learner, against, heldOut));
            var search = new OpenEs(new float[world.States], Evolution with { Seed = StudySeeds.Reported(seeds[s]).Child("evolution").Key });
            var fitness = new GridFitness(world, learner, Trainings: 2);
            for (int look = 0; look < Looks.Length; look++)
            {
                while (search.Number < Looks[look]) search.Advance(fitness, cancel);
                evolved[look][s] = Area(world, learner, [.. search.Mean.ToArray().Select(v => (double)v)], heldOut);
            }
            progress(s + 1, seeds.Count);
        }
        return new(Name, Summary, seeds, Settings(learner), Figures(plain, optimal, harmful, evolved), Remarks);
    }

    private static double Area(GridWorld world, TabularQLearning learner, ReadOnlySpan<double> potential, SeedStream seed)
    {
        double sum = 0;
        for (int i = 0; i < HeldOut; i++) sum += learner.Area(world, potential, seed.Child("learner", i));
        return sum / HeldOut;
    }

    // The known answers came from 400 learners; the tolerances are some 2.7 of that number's standard errors.
    private static List<StudyFigure> Figures(List<double> plain, List<double> optimal, List<double> harmful, double[][] evolved)
    {
        var figures = new List<StudyFigure>
        {
            StudyFigure.Sampled("area/no_shaping", plain, StudyBar.Near(0.557, 0.02)),
            StudyFigure.Sampled("area/optimal_values", optimal, StudyBar.Near(0.866, 0.004)),
            StudyFigure.Sampled("area/minus_optimal_values", harmful, StudyBar.Near(0.084, 0.013)),
        };
        for (int i = 0; i < Looks.Length; i++)
            figures.Add(StudyFigure.Sampled(string.Create(CultureInfo.InvariantCulture, $"area/evolved@{Looks[i]}"), evolved[i],
                Looks[i] == 100 ? new(AtLeast: 0.8) : null));
        figures.Add(StudyFigure.Sampled("gain/evolved@100", [.. evolved[^1].Zip(plain, (e, p) => e - p)], new(AtLeast: 0.2)));
        return figures;
    }

    private static Dictionary<string, string> Settings(TabularQLearning learner) => new()
    {
        ["world"] = "5 x 5, goal in a corner, random starts, 10 steps, reward 1 at the goal",
        ["learner"] = string.Create(CultureInfo.InvariantCulture,
            $"Q-learning, alpha {learner.Alpha}, epsilon {learner.Epsilon}, gamma {learner.Gamma}, {learner.Episodes} episodes"),
        ["evolution"] = string.Create(CultureInfo.InvariantCulture,
            $"OpenES, {Evolution.Population} members in pairs on shared seeds, 2 trainings each, sigma {Evolution.Sigma}, "
                + $"Adam {Evolution.LearningRate}, 25 parameters from 0"),
        ["held out"] = $"{HeldOut} learners per seed",
    };

    private static readonly string[] Remarks =
    [
        "area is the share of a learner's 60 episodes that reach the goal; invariant shaping, so none of the potentials changes what is optimal.",
        "Evolution needs 12 800 trainings for this: worth it where the shaped reward is used again and again.",
    ];
}
