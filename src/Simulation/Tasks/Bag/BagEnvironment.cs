using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>The arm in front of a bag of chips; the bag's x axis points along its crimped edge to the red tab.</summary>
public sealed class BagEnvironment : ArmEnvironment
{
    private readonly BagLabeller _labeller = new();
    private readonly int _bag, _sides;
    private readonly bool[] _isBag, _isBelly, _isCrimp;

    public BagEnvironment(SceneOptions? scenes = null)
        : base("bag", scenes ?? new BagTask().Scenes)
    {
        _bag = Model.Id(MujocoObject.Body, "bag");
        // The four sides follow each other: belly left and right, crimp left and right.
        _sides = Model.Ints("jnt_qposadr")[Model.Id(MujocoObject.Joint, "bag_belly_l")];
        _isBag = Named("bag_");
        _isBelly = Named("bag_belly");
        _isCrimp = Named("bag_crimp");
    }

    /// <summary>Truth about the plan so far.</summary>
    public BagLabel Label => _labeller.Label();

    public override TaskLabel Truth => Label.Words;

    public override bool Succeeded => Label.Held;

    /// <inheritdoc/>
    public override (double X, double Y, double Yaw) ObjectPose => Pose(_bag);

    /// <summary>How far the belly's sides are pressed in, their mean, m: a label like <see cref="ObjectPose"/>.</summary>
    public double BellyTravel => (Data.Qpos[_sides] + Data.Qpos[_sides + 1]) / 2;

    /// <summary>The same of the crimp's sides, m.</summary>
    public double CrimpTravel => (Data.Qpos[_sides + 2] + Data.Qpos[_sides + 3]) / 2;

    protected override void PlaceObjects(double x, double y, double yaw, SeedStream seed) => Stand(ArmDofs, x, y, yaw);

    protected override void StartLabel() => _labeller.Start(Data.Xpos(_bag)[0], Data.Xpos(_bag)[1]);

    protected override void Watch(double toolSpeed)
    {
        bool touched = false, belly = false, crimp = false;
        for (int i = 0; i < Data.ContactCount; i++)
        {
            if (ContactOf(_isBag, i) is not (int b, int a) || !IsGripper[a]) continue;
            touched = true;
            belly |= IsPad[a] && _isBelly[b];
            crimp |= IsPad[a] && _isCrimp[b];
        }
        var bag = Data.Xpos(_bag);
        _labeller.Observe(new(touched, belly, crimp, GripX(), BellyTravel, CrimpTravel), bag[0], bag[1], bag[2], Tool[2], toolSpeed);
    }

    /// <summary>The tool's place along the bag's own x axis, however the bag hangs.</summary>
    private double GripX()
    {
        var bag = Data.Xpos(_bag);
        var q = Data.Xquat(_bag);
        var tool = Tool;
        double ux = 1 - 2 * (q[2] * q[2] + q[3] * q[3]), uy = 2 * (q[1] * q[2] + q[0] * q[3]), uz = 2 * (q[1] * q[3] - q[0] * q[2]);
        return ux * (tool[0] - bag[0]) + uy * (tool[1] - bag[1]) + uz * (tool[2] - bag[2]);
    }

    protected override void SaveLabel(BinaryWriter writer) => _labeller.Save(writer);

    protected override void LoadLabel(BinaryReader reader) => _labeller.Load(reader);
}
