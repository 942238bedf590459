using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>Rules of <see cref="AntTask"/>.</summary>
internal sealed class AntRules : TaskRules
{
    private const double ControlCost = 0.5, ContactCost = 5e-4, HealthyReward = 1, LowestHealthy = 0.2, HighestHealthy = 1;

    private static readonly StartNoise s_noise = new(ResetNoise.UniformAndNormal, 0.1);

    private readonly AntTask _task;
    private readonly MujocoArray _contactForces;
    private readonly int _torso;
    private readonly double _dt;

    public AntRules(AntTask task, MujocoData data)
        : base(data)
    {
        (_task, _dt) = (task, data.Model.TimeStep * task.FrameSkip);
        _contactForces = data.Array("cfrc_ext");
        _torso = data.Model.Id(MujocoObject.Body, "torso");
        StateSize = data.Model.Nq - 2 + data.Model.Nv + (task.FeelsContacts ? 6 * (data.Model.Nbody - 1) : 0);
        Memory = new double[1]; // place of the torso after the last step, m
    }

    public override int StateSize { get; }

    public override void Reset(SeedStream seed) => s_noise.Apply(Data, seed);

    public override void Begin() => Memory[0] = Data.Xpos(_torso)[0];

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        // Body places date from the last stage of the integrator, before and after alike.
        double place = Data.Xpos(_torso)[0], velocity = (place - Memory[0]) / _dt;
        Memory[0] = place;
        bool healthy = Healthy();
        double cost = ControlCost * Squares(control);
        if (_task.FeelsContacts)
        {
            Data.RnePostConstraint();
            cost += ContactCost * ClippedSquares(Data.Doubles(_contactForces));
        }
        return (velocity + (healthy || _task.PaysUnhealthy ? HealthyReward : 0) - cost, !healthy);
    }

    public override void Sense(Span<double> state)
    {
        state = Put(Data.Qvel, Put(Data.Qpos[2..], state));
        if (!_task.FeelsContacts) return;
        var forces = Data.Doubles(_contactForces)[6..];
        for (int i = 0; i < forces.Length; i++) state[i] = Math.Clamp(forces[i], -1, 1);
    }

    private bool Healthy()
    {
        foreach (double q in Data.Qpos) if (!double.IsFinite(q)) return false;
        foreach (double v in Data.Qvel) if (!double.IsFinite(v)) return false;
        return Data.Qpos[2] is >= LowestHealthy and <= HighestHealthy;
    }

    private static double ClippedSquares(ReadOnlySpan<double> forces)
    {
        double sum = 0;
        foreach (double f in forces)
        {
            double clipped = Math.Clamp(f, -1, 1);
            sum += clipped * clipped;
        }
        return sum;
    }
}
