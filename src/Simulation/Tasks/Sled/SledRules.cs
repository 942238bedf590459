using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>Rules of <see cref="SledTask"/>.</summary>
internal sealed class SledRules : TaskRules
{
    private const double ControlCost = 0.02;

    private readonly SledTask _task;
    private readonly double _period;

    public SledRules(SledTask task, MujocoData data) : base(data)
    {
        (_task, _period) = (task, data.Model.TimeStep * task.FrameSkip);
        Memory = new double[2]; // place before the step, m
    }

    public override int StateSize => 4;

    /// <summary>At rest, 0.4 to 1 m to the left of the line y = 0.</summary>
    public override void Reset(SeedStream seed)
    {
        Data.Reset();
        Data.Qpos[0] = seed.Uniform(-0.2, 0.2);
        Data.Qpos[1] = seed.Uniform(0.4, 1);
        Data.Forward();
    }

    public override void Begin() => Data.Qpos.CopyTo(Memory);

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        double way = _task.WorthX * (Data.Qpos[0] - Memory[0]) + _task.WorthY * (Data.Qpos[1] - Memory[1]);
        Data.Qpos.CopyTo(Memory);
        return (way / _period - ControlCost * Squares(control), false);
    }

    public override void Sense(Span<double> state) => Put(Data.Qvel, Put(Data.Qpos, state));
}
