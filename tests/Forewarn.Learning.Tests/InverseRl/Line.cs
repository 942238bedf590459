using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.InverseRl;

/// <summary>What is played on <see cref="LineEnvironment"/>.</summary>
internal static class Line
{
    /// <summary>Episodes in which the point goes to the right at a fixed speed; lengths differ.</summary>
    public static TransitionSet Walks(params int[] lengths)
    {
        var environment = new LineEnvironment(1000);
        List<float> states = [], next = [];
        List<int> starts = [];
        List<byte> snapshots = [];
        foreach (int length in lengths)
        {
            starts.Add(states.Count);
            environment.Reset(new SeedStream((ulong)starts.Count));
            for (int t = 0; t < length; t++)
            {
                states.Add((float)environment.X);
                snapshots.AddRange(environment.SaveState());
                environment.Step([0.5f]);
                next.Add((float)environment.X);
            }
        }
        int count = states.Count;
        return new(1, 1, [.. states], [.. Enumerable.Repeat(0.5f, count)], [.. next], new float[count], [.. Enumerable.Repeat(1f, count)],
            starts, [.. snapshots]);
    }

    /// <summary>Always the same action.</summary>
    public sealed class Constant(float action) : IStatePolicy
    {
        public int StateSize => 1;

        public int ActionSize => 1;

        public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise) => actions.Fill(action);

        public void Save(SnapshotWriter to) { }

        public void Load(SnapshotReader from) { }
    }
}
