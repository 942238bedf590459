using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// Rules of <see cref="PlanarTask"/>, bit by bit the published ones except that the control cost is summed in double
/// precision (a difference below 1e-7) and that the noise of the starts has its own generator.
/// </summary>
internal sealed class PlanarRules : TaskRules
{
    private readonly PlanarTask _task;
    private readonly double _dt;

    public PlanarRules(PlanarTask task, MujocoData data)
        : base(data)
    {
        (_task, _dt) = (task, data.Model.TimeStep * task.FrameSkip);
        StateSize = data.Model.Nq - 1 + data.Model.Nv;
        Memory = new double[1]; // place before the step, m
    }

    public override int StateSize { get; }

    public override void Reset(SeedStream seed) => _task.Noise.Apply(Data, seed);

    public override void Begin() => Memory[0] = Data.Qpos[0];

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        double velocity = (Data.Qpos[0] - Memory[0]) / _dt;
        Memory[0] = Data.Qpos[0];
        bool healthy = _task.Health.Contains(Data.Qpos, Data.Qvel);
        double bonus = healthy || _task.PaysUnhealthy ? _task.HealthyReward : 0;
        return (velocity + bonus - _task.ControlCost * Squares(control), !healthy);
    }

    public override void Sense(Span<double> state)
    {
        state = Put(Data.Qpos[1..], state);
        var velocities = Data.Qvel;
        for (int i = 0; i < velocities.Length; i++) state[i] = Math.Clamp(velocities[i], -_task.VelocityClip, _task.VelocityClip);
    }
}
