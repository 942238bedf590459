using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>Rules of <see cref="HumanoidWalkTask"/>.</summary>
internal sealed class HumanoidWalkRules : TaskRules
{
    private const int RootPosition = 7;
    private const double StandHeight = 1.4, WalkSpeed = 1;

    private static readonly Tolerance s_standing = new(StandHeight, double.PositiveInfinity, StandHeight / 4);
    private static readonly Tolerance s_upright = new(0.9, double.PositiveInfinity, 1.9, Sigmoid.Linear, 0);
    private static readonly Tolerance s_smallControl = new(0, 0, 1, Sigmoid.Quadratic, 0);
    private static readonly Tolerance s_speed = new(WalkSpeed, double.PositiveInfinity, WalkSpeed, Sigmoid.Linear, 0);
    private static readonly string[] s_extremities = ["left_hand", "left_foot", "right_hand", "right_foot"];

    private readonly int[] _limbs;
    private readonly int _torso, _head;
    private readonly MujocoArray _sensors, _orientations;

    public HumanoidWalkRules(MujocoData data)
        : base(data)
    {
        (_torso, _head) = (data.Model.Id(MujocoObject.Body, "torso"), data.Model.Id(MujocoObject.Body, "head"));
        _limbs = Array.ConvertAll(s_extremities, name => data.Model.Id(MujocoObject.Body, name));
        (_sensors, _orientations) = (data.Array("sensordata"), data.Array("xmat"));
        StateSize = data.Model.Nq - RootPosition + 1 + 3 * _limbs.Length + 3 + 3 + data.Model.Nv;
    }

    public override int StateSize { get; }

    public override void Reset(SeedStream seed)
    {
        Data.Reset();
        FreePose.Find(Data, () =>
        {
            var rotation = Data.Qpos[3..RootPosition];
            double norm = 0;
            foreach (ref double q in rotation)
            {
                q = seed.NextDouble(); // not every rotation: the published task draws all four parts from [0, 1)
                norm += q * q;
            }
            foreach (ref double q in rotation) q /= Math.Sqrt(norm);
            JointRanges.Draw(Data, seed);
        });
    }

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        Data.PositionAndVelocity();
        double small = 0;
        foreach (double c in control) small += s_smallControl.Of(c);
        small = (4 + small / control.Length) / 5;
        var velocity = Data.Doubles(_sensors);
        double speed = Math.Sqrt(velocity[0] * velocity[0] + velocity[1] * velocity[1]);
        double stand = s_standing.Of(Data.Xpos(_head)[2]) * s_upright.Of(Torso()[8]);
        return (small * stand * (5 * s_speed.Of(speed) + 1) / 6, false);
    }

    public override void Sense(Span<double> state)
    {
        state = Put(Data.Qpos[RootPosition..], state);
        state[0] = Data.Xpos(_head)[2];
        state = state[1..];
        ReadOnlySpan<double> torso = Torso(), center = Data.Xpos(_torso);
        foreach (int limb in _limbs)
        {
            var place = Data.Xpos(limb);
            for (int c = 0; c < 3; c++)
            {
                double sum = 0;
                for (int r = 0; r < 3; r++) sum += (place[r] - center[r]) * torso[3 * r + c];
                state[c] = sum;
            }
            state = state[3..];
        }
        state = Put(torso[6..], state);
        state = Put(Data.Doubles(_sensors)[..3], state);
        Put(Data.Qvel, state);
    }

    private ReadOnlySpan<double> Torso() => Data.Doubles(_orientations).Slice(9 * _torso, 9);
}
