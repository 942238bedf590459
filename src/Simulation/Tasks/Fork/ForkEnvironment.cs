using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// The arm in front of a fork and a bowl. Fork's x axis points to its tips, the bowl's to its dark ear. An episode is a pick and, after
/// <see cref="BeginPlace"/>, a placing; each is one plan with labels of its own.
/// </summary>
public sealed class ForkEnvironment : ArmEnvironment
{
    private const int PickAttempts = 20;
    private const int ForkAt = ArmDofs, BowlAt = ForkAt + 7;

    private readonly ForkPhase _start;
    private readonly ForkPickLabeller _pick = new();
    private readonly ForkPlaceLabeller _place = new();
    private readonly int _fork, _bowl;
    private readonly bool[] _isFork, _isHandle, _isNeck, _isTines, _isTable;

    /// <param name="start">Where episodes begin: with a fork on the table, or with one in the hand.</param>
    /// <param name="scenes">Of what the first plan is aimed at: the fork, or the bowl.</param>
    public ForkEnvironment(ForkPhase start, SceneOptions? scenes = null)
        : base("fork", scenes ?? (start == ForkPhase.Pick ? ForkScene.Fork : ForkScene.Bowl))
    {
        _start = Phase = start;
        _fork = Model.Id(MujocoObject.Body, "fork");
        _bowl = Model.Id(MujocoObject.Body, "bowl");
        (_isFork, _isHandle, _isNeck, _isTines) = (Named("fork_"), Named("fork_handle"), Named("fork_neck"), Named("fork_tines"));
        _isTable = Named("table");
    }

    /// <summary>The phase that is being executed and labelled.</summary>
    public ForkPhase Phase { get; private set; }

    /// <summary>Truth about the plan of the present phase so far.</summary>
    public override TaskLabel Truth => Phase == ForkPhase.Pick ? _pick.Label() : _place.Label();

    /// <summary>Truth about the pick: what it was when the placing began.</summary>
    public TaskLabel PickTruth => _pick.Label();

    /// <summary>Whether the present phase came true: fork in the hand, or fork in a standing bowl.</summary>
    public override bool Succeeded => Phase == ForkPhase.Pick ? _pick.Held : Completed;

    /// <summary>Whether the whole task came true: the fork lies in a bowl that stands where it stood.</summary>
    public bool Completed => Phase == ForkPhase.Place && _place.Placed;

    /// <inheritdoc/>
    public override (double X, double Y, double Yaw) ObjectPose => Phase == ForkPhase.Pick ? ForkPose : BowlPose;

    /// <summary>True pose of the fork, m and rad: a label like <see cref="ObjectPose"/>.</summary>
    public (double X, double Y, double Yaw) ForkPose => Pose(_fork);

    /// <summary>True pose of the bowl, m and rad: a label like <see cref="ObjectPose"/>.</summary>
    public (double X, double Y, double Yaw) BowlPose => Pose(_bowl);

    /// <summary>Draws a scene; where episodes begin with a fork in the hand, a scripted pick by any part puts it there.</summary>
    /// <exception cref="ForewarnException">No pick held: the scenes lie beyond the arm's reach.</exception>
    public override void Reset(SeedStream seed, double dx, double dy, double dyaw)
    {
        if (_start == ForkPhase.Pick)
        {
            Phase = ForkPhase.Pick;
            base.Reset(seed, dx, dy, dyaw);
            return;
        }
        for (int attempt = 0; attempt < PickAttempts; attempt++)
        {
            Phase = ForkPhase.Pick;
            base.Reset(seed.Child("scene", attempt), dx, dy, dyaw);
            var noise = seed.Child("pick", attempt);
            var script = ForkScripts[noise.Next(ForkScripts.Length)];
            PlanExecutor.Run(this, new ForkPickDemonstrator(ForkScene.Fork).Plan(script, this, noise));
            if (!Succeeded) continue;
            BeginPlace();
            return;
        }
        throw ForewarnException.Of("fork in the hand", $"none after {PickAttempts} scripted picks", "one that holds",
            "Keep the task's ranges within the arm's reach.");
    }

    private static readonly ForkPickScript[] ForkScripts = [ForkPickScript.Handle, ForkPickScript.Neck, ForkPickScript.Tines];

    /// <summary>Ends the pick, whatever came of it: the next plan is executed and labelled as a placing.</summary>
    public void BeginPlace()
    {
        Phase = ForkPhase.Place;
        BeginPlan();
    }

    protected override void PlaceObjects(double x, double y, double yaw, SeedStream seed)
    {
        bool aimsAtFork = _start == ForkPhase.Pick;
        var other = aimsAtFork ? ForkScene.Bowl : ForkScene.Fork;
        double otherX = other.ObjectX + seed.Uniform(-other.RangeX, other.RangeX);
        double otherY = other.ObjectY + seed.Uniform(-other.RangeY, other.RangeY), otherYaw = seed.Uniform(-other.RangeYaw, other.RangeYaw);
        if (aimsAtFork)
        {
            Stand(ForkAt, x, y, yaw);
            Stand(BowlAt, otherX, Math.Max(otherY, y + ForkScene.Apart), otherYaw);
        }
        else
        {
            Stand(BowlAt, x, y, yaw);
            Stand(ForkAt, otherX, Math.Min(otherY, y - ForkScene.Apart), otherYaw);
        }
    }

    protected override void StartLabel()
    {
        if (Phase == ForkPhase.Pick) _pick.Start(ForkPose.X, ForkPose.Y);
        _place.Start(BowlPose.X, BowlPose.Y);
    }

    protected override void Watch(double toolSpeed)
    {
        var contact = Contact();
        var tool = Tool;
        var fork = Data.Xpos(_fork);
        if (Phase == ForkPhase.Pick)
        {
            _pick.Observe(contact, fork[0], fork[1], fork[2], tool[2], toolSpeed);
            return;
        }
        var bowl = Data.Xpos(_bowl);
        var (along, across) = ObjectFrame.Of(fork[0] - bowl[0], fork[1] - bowl[1], BowlPose.Yaw);
        var where = new ForkInBowl(along, across, fork[2] - bowl[2], bowl[0], bowl[1], Tilt(_bowl));
        _place.Observe(contact, where, tool[2], SubstepSeconds);
    }

    private ForkContact Contact()
    {
        bool touched = false, gripped = false, handle = false, neck = false, tines = false, table = false;
        for (int i = 0; i < Data.ContactCount; i++)
        {
            if (ContactOf(_isFork, i) is not (int b, int a)) continue;
            table |= _isTable[a];
            touched |= IsGripper[a];
            if (!IsPad[a]) continue;
            gripped = true;
            handle |= _isHandle[b];
            neck |= _isNeck[b];
            tines |= _isTines[b];
        }
        return new(touched, gripped, handle, neck, tines, table);
    }

    protected override void SaveLabel(BinaryWriter writer)
    {
        writer.Write((int)Phase);
        _pick.Save(writer);
        _place.Save(writer);
    }

    protected override void LoadLabel(BinaryReader reader)
    {
        Phase = (ForkPhase)reader.ReadInt32();
        _pick.Load(reader);
        _place.Load(reader);
    }
}
