using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Evaluation.Cup;

/// <summary>The simulated cup task for evaluations.</summary>
public sealed class CupEpisodeTask(SceneOptions? options = null) : IEpisodeTask
{
    /// <summary>The simulator, for scripted plans that need to see more than a policy does.</summary>
    public CupEnvironment Environment { get; } = new(options);

    public void Reset(SeedStream seed) => Environment.Reset(seed);

    public ObservationHistory Observe() => new(Environment.Observe());

    public byte[] SaveState() => Environment.SaveState();

    public void LoadState(ReadOnlySpan<byte> state) => Environment.LoadState(state);

    public ExecutedPlan Execute(ActionChunk plan, bool recordFrames)
    {
        if (!plan.Spec.Matches(ArmTask.PlanSpec))
            throw ForewarnException.Of("plan", string.Join(", ", plan.Spec.Names), string.Join(", ", ArmTask.PlanSpec.Names),
                "Use a policy that was trained for the cup task.");
        var frames = new List<Observation>();
        string mode = Environment.Label.Mode;
        int decided = 0;
        PlanExecutor.Run(Environment, plan.Values, recordFrames ? _ => frames.Add(Environment.Observe()) : null, Watch);
        return new(Label(Environment.Label), frames) { Decided = decided };

        void Watch(int row)
        {
            string now = Environment.Label.Mode;
            if (now != mode) (mode, decided) = (now, row);
        }
    }

    public void Dispose() => Environment.Dispose();

    /// <summary>Outcomes in which the mug is not held at the end.</summary>
    public static IReadOnlyList<string> Failures { get; } =
    [
        .. Enum.GetValues<CupOutcome>().Select(o => new CupLabel(o, CupSide.None, CupSpeed.Slow, CupTilt.Upright))
            .Where(l => !l.Held).Select(l => Label(l).Outcome),
    ];

    /// <summary>Mode and family of a label.</summary>
    public static PlanLabel Label(CupLabel label) => new(label.Mode, label.Outcome.ToString().ToLowerInvariant());
}
