using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Evaluation.Tasks;

/// <summary>A simulated task of the arm for evaluations.</summary>
/// <param name="scenes">The task by its name, and the range of its scenes; null for the cup.</param>
/// <exception cref="ForewarnException">There is no task of this name.</exception>
public sealed class ArmEpisodeTask(SceneOptions? scenes = null) : IEpisodeTask
{
    private ArmEnvironment? _environment;

    public SceneOptions Scenes { get; } = scenes ?? new();

    public ManipulationTask Task { get; } = ManipulationTasks.Find(scenes?.Name ?? new SceneOptions().Name);

    /// <summary>The simulator, for scripted plans that need to see more than a policy does.</summary>
    public ArmEnvironment Environment => _environment ??= Task.Create(Scenes);

    public void Reset(SeedStream seed) => Environment.Reset(seed);

    public ObservationHistory Observe() => new(Environment.Observe());

    public byte[] SaveState() => Environment.SaveState();

    public void LoadState(ReadOnlySpan<byte> state) => Environment.LoadState(state);

    public ExecutedPlan Execute(ActionChunk plan, bool recordFrames)
    {
        if (!plan.Spec.Matches(ArmTask.PlanSpec))
            throw ForewarnException.Of("plan", string.Join(", ", plan.Spec.Names), string.Join(", ", ArmTask.PlanSpec.Names),
                $"Use a policy that was trained for the task {Task.Name}.");
        var frames = new List<Observation>();
        string mode = Mode();
        int decided = 0;
        PlanExecutor.Run(Environment, plan.Values, recordFrames ? _ => frames.Add(Environment.Observe()) : null, Watch);
        return new(Label(Environment.Truth), frames) { Decided = decided };

        void Watch(int row)
        {
            string now = Mode();
            if (now != mode) (mode, decided) = (now, row);
        }

        string Mode() => Task.Mode(Environment.Truth);
    }

    /// <summary>Mode and family of a label of this task.</summary>
    public PlanLabel Label(TaskLabel label) => Label(Task, label);

    /// <summary>Mode and family of a label.</summary>
    public static PlanLabel Label(ManipulationTask task, TaskLabel label) => new(task.Mode(label), label.Outcome);

    public void Dispose() => _environment?.Dispose();
}
