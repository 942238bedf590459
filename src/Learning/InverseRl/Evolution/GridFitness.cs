using Forewarn.Core;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>How fast tabular Q-learning is with a potential.</summary>
/// <param name="Trainings">Learners whose areas are averaged.</param>
public sealed record GridFitness(GridWorld World, TabularQLearning Learner, int Trainings) : IFitness
{
    public double Of(ReadOnlySpan<float> values, SeedStream seed)
    {
        double sum = 0;
        for (int i = 0; i < Trainings; i++) sum += Learner.Area(World, values, seed.Child("training", i));
        return sum / Trainings;
    }
}
