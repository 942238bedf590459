using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>Rules of <see cref="CheetahRunTask"/>.</summary>
internal sealed class CheetahRunRules(MujocoData data) : TaskRules(data)
{
    private const double FullSpeed = 10;

    /// <summary>Physics steps in which the animal settles on the ground before an episode.</summary>
    private const int SettlingSteps = 200;

    private static readonly Tolerance s_speed = new(FullSpeed, double.PositiveInfinity, FullSpeed, Sigmoid.Linear, 0);

    private readonly MujocoArray _sensors = data.Array("sensordata");

    public override int StateSize { get; } = data.Model.Nq - 1 + data.Model.Nv;

    public override void Reset(SeedStream seed)
    {
        Data.Reset();
        JointRanges.Draw(Data, seed);
        Data.Forward();
        Data.Step(SettlingSteps);
        Data.ResetTime();
        Data.Forward();
    }

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        Data.PositionAndVelocity();
        return (s_speed.Of(Data.Doubles(_sensors)[0]), false);
    }

    public override void Sense(Span<double> state) => Put(Data.Qvel, Put(Data.Qpos[1..], state));
}
