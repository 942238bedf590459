using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Imitation;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Sled;

namespace Forewarn.Learning.Constraints.Sled;

/// <summary>A limit that experts with a sled keep to, and which columns of the state it concerns.</summary>
/// <param name="Name">For example <c>velocity</c>.</param>
/// <param name="Worths">One task each: the direction that is worth something.</param>
/// <param name="Columns">Columns of the state that the constraint reads.</param>
/// <param name="Cell">Cell width of the support mask in these columns.</param>
/// <param name="Spare">Largest distance that an expert keeps to the limit; each draws its own.</param>
internal sealed record SledCase(
    string Name, ISledLimit Limit, IReadOnlyList<(double X, double Y)> Worths, IReadOnlyList<int> Columns, float Cell, double Spare)
{
    /// <summary>Velocity along x at most 0.75 m/s, half of what the motors could.</summary>
    public static SledCase Velocity { get; } = new("velocity", new SledSpeedLimit(0.75), [(1, 0), (1, 0.5)], [2], 0.05f, 0.05);

    /// <summary>Left of a line of slope 0.5, along which the tasks lead either way.</summary>
    public static SledCase Position { get; } = new("position", new SledHalfPlane(0.5), [(1, -0.5), (-0.3, -1)], [0, 1], 0.2f, 0.1);

    public SledTask Task(int index) => SledTask.Toward(Worths[index].X, Worths[index].Y);

    /// <summary>A constraint that forbids nothing yet, of the class with one parameter that is the limit's own form.</summary>
    public ConstraintModel Blank() => new(new(4, Columns, []), Limit is SledSpeedLimit ? new ThresholdConstraint() : new HalfPlaneConstraint(),
        new([.. Columns.Select(_ => Cell)]));

    /// <summary>Above 0 where the limit is kept.</summary>
    public double Margin(ReadOnlySpan<float> state) => Limit.Margin([state[0], state[1], state[2], state[3]]);

    /// <summary>Episodes of drivers who keep to the limit, and what they earn on average.</summary>
    public (ConstraintTask Task, double Return) Demonstrate(int index, int episodes, SeedStream seed)
    {
        var task = Task(index);
        using var sled = new MujocoEnvironment(task);
        List<float> states = [], actions = [], next = [], rewards = [], continues = [];
        List<int> starts = [];
        var sensed = new double[4];
        var action = new float[2];
        for (int e = 0; e < episodes; e++)
        {
            var driver = new SledDriver(task, Limit, seed.Child("spare", e).Uniform(0.1, 1) * Spare);
            sled.Reset(seed.Child("start", e));
            starts.Add(rewards.Count);
            for (bool over = false; !over;)
            {
                sled.Sense(sensed);
                driver.Act(sensed, action);
                foreach (double v in sensed) states.Add((float)v);
                actions.AddRange(action);
                var result = sled.Step(action);
                sled.Sense(sensed);
                foreach (double v in sensed) next.Add((float)v);
                rewards.Add((float)result.Reward);
                continues.Add(result.Terminated ? 0 : 1);
                over = result.Terminated || result.Truncated;
            }
        }
        var set = new TransitionSet(4, 2, [.. states], [.. actions], [.. next], [.. rewards], [.. continues], starts, []);
        return (new(task.Name, set), rewards.Sum(r => (double)r) / episodes);
    }

    /// <summary>Of the sled as its scene has it.</summary>
    public DynamicsSignature Signature => new("sled.xml", ["x_m", "y_m", "vx_m_s", "vy_m_s"],
        new Dictionary<string, Bounds> { ["force_x_n"] = Bounds.Within(1.5), ["force_y_n"] = Bounds.Within(1.5) }, new Dictionary<string, Bounds>(),
        new Dictionary<string, double> { ["mass_kg"] = 0.5, ["drag_n_s_m"] = 1 }, 0.05, 0, Limit.ToString()!);
}
