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
        var potential = new double[values.Length];
        for (int i = 0; i < values.Length; i++) potential[i] = values[i];
        for (int i = 0; i < Trainings; i++) sum += Learner.Area(World, potential, seed.Child("training", i));
        return sum / Trainings;
    }
}
