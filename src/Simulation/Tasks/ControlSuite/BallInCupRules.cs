using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>Rules of <see cref="BallInCupTask"/>.</summary>
internal sealed class BallInCupRules : TaskRules
{
    private const int BallX = 2, BallZ = 3;

    private readonly int _target, _ball;
    private readonly double _reachX, _reachZ;

    public BallInCupRules(MujocoData data)
        : base(data)
    {
        var model = data.Model;
        (_target, _ball) = (model.Id(MujocoObject.Site, "target"), model.Id(MujocoObject.Body, "ball"));
        double radius = model.Doubles("geom_size")[3 * model.Id(MujocoObject.Geom, "ball")];
        var opening = model.Doubles("site_size").Slice(3 * _target, 3);
        (_reachX, _reachZ) = (opening[0] - radius, opening[2] - radius);
    }

    public override int StateSize => 8;

    public override void Reset(SeedStream seed)
    {
        Data.Reset();
        FreePose.Find(Data, () =>
        {
            Data.Qpos[BallX] = seed.Uniform(-0.2, 0.2);
            Data.Qpos[BallZ] = seed.Uniform(0.2, 0.5);
        });
    }

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        Data.PositionAndVelocity();
        ReadOnlySpan<double> target = Data.SiteXpos(_target), ball = Data.Xpos(_ball);
        bool caught = Math.Abs(target[0] - ball[0]) < _reachX && Math.Abs(target[2] - ball[2]) < _reachZ;
        return (caught ? 1 : 0, false);
    }

    public override void Sense(Span<double> state) => Put(Data.Qvel, Put(Data.Qpos, state));
}
