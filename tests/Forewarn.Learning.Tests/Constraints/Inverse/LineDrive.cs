using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Training;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

/// <summary>
/// A train on a track: wished speeds in [0, 2]; experts and learners drive the wished one where they may, else nearly the highest that they may. Experts
/// may drive up to 1, learners what the constraint allows.
/// </summary>
internal sealed class LineDrive : IConstrainedSearch
{
    public static DynamicsSignature Signature { get; } = new("train/1", ["speed_m_s"], new Dictionary<string, Bounds> { ["push"] = Bounds.Within(1) },
        new Dictionary<string, Bounds>(), new Dictionary<string, double>(), 0.1, 0, "speed/1");

    public static ConstraintTask[] Tasks(int count, double limit = 1) =>
        [.. Enumerable.Range(0, count).Select(k => new ConstraintTask($"wish {k}", Demonstrations(k, limit)))];

    public static TransitionSet Demonstrations(int task, double limit)
    {
        var seed = new SeedStream(70).Child("demonstration", task);
        float[] speeds = [.. Enumerable.Range(0, 400).Select(_ => (float)Math.Min(seed.Uniform(0, 2), limit * seed.Uniform(0.95, 1)))];
        return new(1, 1, speeds, new float[400], speeds, new float[400], [.. Enumerable.Repeat(1f, 400)], [.. Enumerable.Range(0, 20).Select(e => 20 * e)], []);
    }

    public int Calls { get; private set; }

    public SearchOutcome Improve(int task, ConstraintModel constraint, double limit, int round, SeedStream seed, CancellationToken cancel)
    {
        Calls++;
        var states = new float[400];
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = (float)seed.Uniform(0, 2);
            while (constraint.Raw([states[i]]) > constraint.Threshold && states[i] > 0.01f) states[i] *= 0.99f;
        }
        return new(states, states.Average(), states.Sum(s => constraint.Cost(constraint.Raw([s]))) / 20, states.Length);
    }

    public void Save(SnapshotWriter to) => to.Add("calls", Calls);

    public void Load(SnapshotReader from) => Calls = (int)from.Long("calls");
}
