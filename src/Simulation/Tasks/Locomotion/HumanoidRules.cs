using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>Rules of <see cref="HumanoidTask"/>.</summary>
internal sealed class HumanoidRules : TaskRules
{
    private const double ForwardReward = 1.25, ControlCost = 0.1, ContactCost = 5e-7, MostContactCost = 10, HealthyReward = 5;

    private static readonly StartNoise s_noise = new(ResetNoise.Uniform, 0.01);

    private readonly HumanoidTask _task;
    private readonly MujocoArray _inertias, _velocities, _motorForces, _contactForces, _centers;
    private readonly double[] _masses;
    private readonly double _dt, _totalMass;
    private readonly int _firstBody, _firstDof;

    public HumanoidRules(HumanoidTask task, MujocoData data)
        : base(data)
    {
        (_task, _dt) = (task, data.Model.TimeStep * task.FrameSkip);
        (_inertias, _velocities) = (data.Array("cinert"), data.Array("cvel"));
        (_motorForces, _contactForces) = (data.Array("qfrc_actuator"), data.Array("cfrc_ext"));
        _centers = data.Array("xipos");
        _masses = data.Model.Doubles("body_mass").ToArray();
        _totalMass = _masses.Sum();
        (_firstBody, _firstDof) = task.WholeArrays ? (0, 0) : (1, 6);
        int bodies = data.Model.Nbody - _firstBody;
        StateSize = data.Model.Nq - 2 + data.Model.Nv + (10 + 6 + 6) * bodies + data.Model.Nv - _firstDof;
        Memory = new double[1]; // place of the center of mass after the last step, m
    }

    public override int StateSize { get; }

    public override void Reset(SeedStream seed) => s_noise.Apply(Data, seed);

    public override void Begin() => Memory[0] = Place();

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        double place = Place(), velocity = (place - Memory[0]) / _dt;
        Memory[0] = place;
        bool healthy = Data.Qpos[2] is > 1 and < 2;
        Data.RnePostConstraint();
        double cost = ControlCost * Squares(control);
        if (_task.PaysForContacts) cost += Math.Min(ContactCost * Squares(Data.Doubles(_contactForces)), MostContactCost);
        return (ForwardReward * velocity + (healthy || _task.PaysUnhealthy ? HealthyReward : 0) - cost, !healthy);
    }

    public override void Sense(Span<double> state)
    {
        state = Put(Data.Qvel, Put(Data.Qpos[2..], state));
        state = Put(Data.Doubles(_inertias)[(10 * _firstBody)..], state);
        state = Put(Data.Doubles(_velocities)[(6 * _firstBody)..], state);
        state = Put(Data.Doubles(_motorForces)[_firstDof..], state);
        Put(Data.Doubles(_contactForces)[(6 * _firstBody)..], state);
    }

    private double Place()
    {
        var centers = Data.Doubles(_centers);
        double sum = 0;
        for (int body = 0; body < _masses.Length; body++) sum += _masses[body] * centers[3 * body];
        return sum / _totalMass;
    }
}
