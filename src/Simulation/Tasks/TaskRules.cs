using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks;

/// <summary>
/// The rules of a task over one simulation: where episodes start, what is observed, what is paid and when it is over.
/// Nothing here allocates once an episode runs.
/// </summary>
internal abstract class TaskRules(MujocoData data)
{
    protected MujocoData Data { get; } = data;

    /// <summary>Width S of the observation.</summary>
    public abstract int StateSize { get; }

    /// <summary>What the rules remember from step to step beyond the simulation; part of a saved state.</summary>
    public double[] Memory { get; protected init; } = [];

    /// <summary>Draws the start of an episode and computes everything that follows from it.</summary>
    public abstract void Reset(SeedStream seed);

    /// <summary>Fills <see cref="Memory"/> at the start of an episode.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Reward of the step just taken under <paramref name="control"/> <c>[nu]</c>, and whether it was the last.</summary>
    public abstract (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control);

    /// <summary>Writes the observation <c>[S]</c>.</summary>
    public abstract void Sense(Span<double> state);

    /// <summary>Copies <paramref name="values"/> to the front of <paramref name="state"/> and returns the rest of it.</summary>
    protected static Span<double> Put(ReadOnlySpan<double> values, Span<double> state)
    {
        values.CopyTo(state);
        return state[values.Length..];
    }

    protected static double Squares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values) sum += v * v;
        return sum;
    }
}
