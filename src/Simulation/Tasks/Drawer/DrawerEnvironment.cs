using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// The arm in front of a cabinet with one drawer. The cabinet's frame lies in the middle of the drawer's front; its y axis is the
/// way in which the drawer opens, to the robot's left at yaw zero, across the front camera's picture.
/// </summary>
public sealed class DrawerEnvironment : ArmEnvironment
{
    private readonly DrawerLabeller _labeller = new();
    private readonly int _cabinet;
    private readonly bool[] _isKnob, _isBar, _isLedge, _isCabinet;

    public DrawerEnvironment(SceneOptions? scenes = null)
        : base("drawer", scenes ?? new DrawerTask().Scenes)
    {
        _cabinet = Model.Id(MujocoObject.Body, "cabinet");
        _isKnob = Named("drawer_knob");
        _isBar = Named("drawer_bar");
        _isLedge = Named("drawer_ledge");
        _isCabinet = [.. Named("drawer_").Zip(Named("cabinet_"), (drawer, cabinet) => drawer || cabinet)];
    }

    /// <summary>Truth about the plan so far.</summary>
    public DrawerLabel Label => _labeller.Label();

    public override TaskLabel Truth => Label.Words;

    public override bool Succeeded => Label.Opened;

    /// <summary>How far the drawer is open, m: a label like <see cref="ObjectPose"/>.</summary>
    public double Opening => Data.Qpos[ArmDofs + 3];

    /// <inheritdoc/>
    public override (double X, double Y, double Yaw) ObjectPose
    {
        get
        {
            var p = Data.Xpos(_cabinet);
            return (p[0], p[1], Data.Qpos[ArmDofs + 2]);
        }
    }

    protected override void PlaceObjects(double x, double y, double yaw, SeedStream seed) =>
        ((double[])[x, y, yaw, 0]).CopyTo(Data.Qpos[ArmDofs..]);

    protected override void StartLabel() => _labeller.Start(ObjectPose.X, ObjectPose.Y, Opening);

    protected override void Watch(double toolSpeed)
    {
        bool touched = false, knob = false, bar = false, ledge = false;
        for (int i = 0; i < Data.ContactCount; i++)
        {
            if (ContactOf(_isCabinet, i) is not (int b, int a) || !IsGripper[a]) continue;
            touched = true;
            knob |= _isKnob[b];
            bar |= _isBar[b];
            ledge |= _isLedge[b];
        }
        var (x, y, _) = ObjectPose;
        _labeller.Observe(new(touched, knob, bar, ledge), x, y, Opening, Tool[2], toolSpeed);
    }

    protected override void SaveLabel(BinaryWriter writer) => _labeller.Save(writer);

    protected override void LoadLabel(BinaryReader reader) => _labeller.Load(reader);
}
