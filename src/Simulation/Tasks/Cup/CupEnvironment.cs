using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>The arm in front of a mug with a handle; the mug's x axis points along its handle.</summary>
public sealed class CupEnvironment : ArmEnvironment
{
    /// <summary>Opening of one finger, m, above which what is gripped is the body: walls and handle are thinner than 12 mm.</summary>
    private const double AroundWidth = 0.015;

    private readonly CupLabeller _labeller = new();
    private readonly int _mug;
    private readonly bool[] _isHandle, _isMug;

    public CupEnvironment(SceneOptions? scenes = null)
        : base("cup", scenes ?? new())
    {
        _mug = Model.Id(MujocoObject.Body, "mug");
        _isHandle = Named("mug_handle");
        _isMug = Named("mug_");
    }

    /// <summary>Truth about the plan so far.</summary>
    public CupLabel Label => _labeller.Label();

    public override TaskLabel Truth => Label.Words;

    public override bool Succeeded => Label.Held;

    /// <inheritdoc/>
    public override (double X, double Y, double Yaw) ObjectPose => Pose(_mug);

    /// <summary>True angle between the mug's axis and the vertical, rad: a label like <see cref="ObjectPose"/>.</summary>
    public double MugTilt => Tilt(_mug);

    protected override void PlaceObjects(double x, double y, double yaw, SeedStream seed) => Stand(ArmDofs, x, y, yaw);

    protected override void StartLabel() => _labeller.Start(Data.Xpos(_mug)[0], Data.Xpos(_mug)[1]);

    protected override void Watch(double toolSpeed)
    {
        bool touched = false, gripped = false, handle = false;
        for (int i = 0; i < Data.ContactCount; i++)
        {
            if (ContactOf(_isMug, i) is not (int b, int a) || !IsGripper[a]) continue;
            touched = true;
            gripped |= IsPad[a];
            handle |= IsPad[a] && _isHandle[b];
        }
        var mug = Data.Xpos(_mug);
        var tool = Tool;
        double gripY = ObjectFrame.Of(tool[0] - mug[0], tool[1] - mug[1], ObjectPose.Yaw).Y;
        _labeller.Observe(
            new(touched, gripped, handle, gripped && Data.Qpos[7] > AroundWidth, gripY), mug[0], mug[1], mug[2], MugTilt, tool[2], toolSpeed);
    }

    protected override void SaveLabel(BinaryWriter writer) => _labeller.Save(writer);

    protected override void LoadLabel(BinaryReader reader) => _labeller.Load(reader);
}
