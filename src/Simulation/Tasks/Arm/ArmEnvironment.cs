using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// A 7-joint arm with a parallel gripper in front of the objects of a task. Actions are 10 Hz tool displacements; the labels are
/// truth for data sets and evaluation and are not part of any observation.
/// Not thread-safe: one environment per thread, since it owns a GL context once it has rendered.
/// </summary>
public abstract class ArmEnvironment : IEnvironment
{
    private const int Joints = 7, Substeps = 10, PhysicsPerSubstep = 5;
    private const double LowestTool = 0.015;

    /// <summary>Positions and velocities of arm and fingers; those of the objects come behind.</summary>
    protected const int ArmDofs = 9;

    /// <summary>Time between two looks at the scene, s.</summary>
    protected const double SubstepSeconds = 0.01;

    /// <summary>How far closed fingers aim beyond touching, m: a grip's force is stiffness times this and what they hold.</summary>
    private const double GripDepth = 0.01;

    // Servo targets lead by damping over stiffness, else the arm lags its command by 0.1 s.
    private static readonly double[] VelocityLead = [0.102, 0.102, 0.1027, 0.1027, 0.08, 0.08, 0.08];
    private static readonly double[] Home = [0, -0.3, 0, -2.2, 0, 1.9, 0.785];

    private readonly ArmKinematics _arm;
    private readonly int _tool;
    private readonly int[] _cameraIds;
    private readonly double[] _lastAngles = new double[Joints];
    private Renderer? _renderer;
    private ToolPose _target;
    private double _width;
    private int _tick;

    /// <param name="objects">Name of the task's scene file, without its ending.</param>
    /// <exception cref="ForewarnException">MuJoCo is not installed.</exception>
    protected ArmEnvironment(string objects, SceneOptions scenes)
    {
        Scenes = scenes;
        Model = MujocoModel.LoadXml(ArmScene.With(objects));
        Data = new MujocoData(Model);
        _tool = Model.Id(MujocoObject.Site, "tcp");
        GeomNames = [.. Enumerable.Range(0, Model.Ngeom).Select(i => Model.Name(MujocoObject.Geom, i) ?? "")];
        IsGripper = [.. GeomNames.Select(n => n is "hand_box" or "pad_l" or "pad_r" or "finger_l_body" or "finger_r_body")];
        IsPad = [.. GeomNames.Select(n => n is "pad_l" or "pad_r")];
        _cameraIds = [.. ArmTask.Cameras.Select(c => Model.Id(MujocoObject.Camera, c))];
        _arm = new ArmKinematics(Model, _tool, Home);
    }

    public ActionSpec ActionSpec => ArmTask.ActionSpec;

    /// <summary>Truth about the plan so far, in words.</summary>
    public abstract TaskLabel Truth { get; }

    /// <summary>Whether the task came true so far, by any mode.</summary>
    public abstract bool Succeeded { get; }

    /// <summary>True pose <c>(x m, y m, yaw rad)</c> of what plans are aimed at: a label, never an input of a model at run time.</summary>
    public abstract (double X, double Y, double Yaw) ObjectPose { get; }

    /// <summary>Commanded tool target <c>(x, y, z m, yaw rad)</c> and finger opening m.</summary>
    public (double X, double Y, double Z, double Yaw, double Width) Command => (_target.X, _target.Y, _target.Z, _target.Yaw, _width);

    /// <summary>Plan rows executed since the plan began.</summary>
    public int Tick => _tick;

    protected SceneOptions Scenes { get; }

    protected MujocoModel Model { get; }

    protected MujocoData Data { get; }

    /// <summary>Names of all geoms, by id.</summary>
    protected IReadOnlyList<string> GeomNames { get; }

    /// <summary>Whether a geom is part of the hand or of a finger, by id.</summary>
    protected bool[] IsGripper { get; }

    /// <summary>Whether a geom is the inner side of a finger, by id.</summary>
    protected bool[] IsPad { get; }

    /// <summary>Tool position in the base frame, m.</summary>
    protected ReadOnlySpan<double> Tool => Data.SiteXpos(_tool);

    public void Reset(SeedStream seed) => Reset(seed, 0, 0, 0);

    /// <summary>The same episode with the object displaced (m, m, rad); the data gate asks how much that changes.</summary>
    public virtual void Reset(SeedStream seed, double dx, double dy, double dyaw)
    {
        double x = Scenes.ObjectX + seed.Uniform(-Scenes.RangeX, Scenes.RangeX) + dx;
        double y = Scenes.ObjectY + seed.Uniform(-Scenes.RangeY, Scenes.RangeY) + dy;
        double yaw = seed.Uniform(-Scenes.RangeYaw, Scenes.RangeYaw) + dyaw;
        var angles = new double[Joints];
        for (int i = 0; i < Joints; i++) angles[i] = Home[i] + Scenes.HomeNoise * seed.NextNormal();
        Data.Reset();
        var q = Data.Qpos;
        for (int i = 0; i < Joints; i++) _arm.Angles[i] = q[i] = Data.Ctrl[i] = angles[i];
        q[7] = q[8] = Data.Ctrl[7] = _width = ArmTask.MaxWidth;
        PlaceObjects(x, y, yaw, seed);
        Data.Forward();
        for (int k = 0; k < 2 * Substeps; k++) Advance();
        var p = Tool;
        _target = ToolPose.Down(p[0], p[1], p[2], 0);
        _arm.Angles.CopyTo(_lastAngles, 0);
        BeginPlan();
    }

    /// <summary>
    /// The state of another environment over the same scene, such as that of the phase before, becomes this one's, and a new plan begins.
    /// </summary>
    /// <exception cref="ForewarnException">The other environment has other objects.</exception>
    public void GoOnFrom(ArmEnvironment other)
    {
        if (!GeomNames.SequenceEqual(other.GeomNames))
            throw ForewarnException.Of("phases", "tasks over different scenes", "tasks over one scene, in which the next goes on where the last ended",
                "Name tasks that belong together.", ExitCode.Usage);
        using var memory = new MemoryStream();
        other.SaveArm(new BinaryWriter(memory));
        memory.Position = 0;
        LoadArm(new BinaryReader(memory));
        BeginPlan();
    }

    /// <summary>From here on a new plan is executed and labelled, from wherever the arm is.</summary>
    public void BeginPlan()
    {
        _tick = 0;
        StartLabel();
    }

    /// <summary>True pose of a body that stands on the table, <c>(x m, y m, yaw rad)</c>.</summary>
    protected (double X, double Y, double Yaw) Pose(int body)
    {
        var p = Data.Xpos(body);
        var q = Data.Xquat(body);
        return (p[0], p[1], Math.Atan2(2 * (q[0] * q[3] + q[1] * q[2]), 1 - 2 * (q[2] * q[2] + q[3] * q[3])));
    }

    /// <summary>True angle between a body's axis and the vertical, rad.</summary>
    protected double Tilt(int body)
    {
        var q = Data.Xquat(body);
        return Math.Acos(Math.Clamp(1 - 2 * (q[1] * q[1] + q[2] * q[2]), -1, 1));
    }

    /// <summary>Stands a free body on the table.</summary>
    /// <param name="at">First of its seven positions.</param>
    protected void Stand(int at, double x, double y, double yaw)
    {
        var q = Data.Qpos[at..];
        (q[0], q[1], q[2]) = (x, y, 0);
        (q[3], q[4], q[5], q[6]) = (Math.Cos(yaw / 2), 0, 0, Math.Sin(yaw / 2));
    }

    /// <summary>Whether a geom's name begins so, by id.</summary>
    protected bool[] Named(string start) => [.. GeomNames.Select(n => n.StartsWith(start, StringComparison.Ordinal))];

    /// <summary>The geoms of a contact, an object's own one first.</summary>
    /// <param name="own">The object's geoms.</param>
    /// <returns>Null when the object is not part of it.</returns>
    protected (int Own, int Other)? ContactOf(bool[] own, int contact)
    {
        var (a, b) = Data.ContactGeoms(contact);
        return own[b] && !own[a] ? (b, a) : own[a] ? (a, b) : null;
    }

    /// <summary>Writes the objects' positions into <see cref="Data"/>.</summary>
    /// <param name="seed">For whatever else the scene draws.</param>
    protected abstract void PlaceObjects(double x, double y, double yaw, SeedStream seed);

    /// <summary>Forgets what was seen of earlier plans.</summary>
    protected abstract void StartLabel();

    /// <summary>Looks at contacts and poses, every <see cref="SubstepSeconds"/>.</summary>
    /// <param name="toolSpeed">m/s over the last period.</param>
    protected abstract void Watch(double toolSpeed);

    /// <summary>Everything that <see cref="Watch"/> remembers.</summary>
    protected abstract void SaveLabel(BinaryWriter writer);

    /// <summary>Reads what <see cref="SaveLabel"/> wrote.</summary>
    protected abstract void LoadLabel(BinaryReader reader);

    public StepResult Step(ReadOnlySpan<float> action)
    {
        Shape.Require("arm action", action.Length, ("A", ActionSpec.Width));
        int bad = Shape.FirstNonFinite(action);
        if (bad >= 0) throw new ForewarnException($"arm action: found {action[bad]} in {ActionSpec.Names[bad]}, wanted a finite number.");
        Span<double> move = stackalloc double[6];
        for (int i = 0; i < 6; i++) move[i] = Math.Clamp(action[i], i < 3 ? -ArmTask.MaxStep : -ArmTask.MaxTurn, i < 3 ? ArmTask.MaxStep : ArmTask.MaxTurn);
        move[2] = Math.Max(move[2], LowestTool - _target.Z);
        double width = Math.Clamp(action[6], 0, ArmTask.MaxWidth), from = _width;
        var start = _target;
        for (int k = 1; k <= Substeps; k++)
        {
            double a = (double)k / Substeps;
            _target = start.Moved(a * move[0], a * move[1], a * move[2], a * move[3], a * move[4], a * move[5]);
            _width = from + a * (width - from);
            _arm.Solve(_target.X, _target.Y, _target.Z, _target.Rotation, 2);
            Servo(_arm.Angles);
        }
        // Positions, bias forces and contacts of this very state: what is rendered and saved is what continues.
        Data.Forward();
        bool done = ++_tick >= ArmTask.PlanSteps;
        return new(done && Succeeded ? 1 : 0, false, done);
    }

    /// <summary>
    /// One servo period of 10 ms towards commanded joints, for controllers that command joints instead of the tool.
    /// </summary>
    /// <param name="angles"><c>[7]</c> rad.</param>
    /// <param name="width">Opening of one finger, m.</param>
    public void Follow(ReadOnlySpan<double> angles, double width)
    {
        _width = Math.Clamp(width, 0, ArmTask.MaxWidth);
        Servo(angles);
        Data.Forward();
    }

    private void Servo(ReadOnlySpan<double> angles)
    {
        var before = Tool;
        double bx = before[0], by = before[1], bz = before[2];
        for (int i = 0; i < Joints; i++)
        {
            Data.Ctrl[i] = angles[i] + VelocityLead[i] * (angles[i] - _lastAngles[i]) / SubstepSeconds;
            _lastAngles[i] = angles[i];
        }
        Data.Ctrl[7] = _width < ArmTask.SnapWidth ? -GripDepth : _width;
        Advance();
        var tool = Tool;
        Watch(Math.Sqrt(Sq(tool[0] - bx) + Sq(tool[1] - by) + Sq(tool[2] - bz)) / SubstepSeconds);

        static double Sq(double v) => v * v;
    }

    private void Advance()
    {
        // The 2.2.2 dialect has no per-body gravity compensation: cancel gravity and Coriolis forces of the arm here.
        Data.QfrcBias[..ArmDofs].CopyTo(Data.QfrcApplied);
        Data.Step(PhysicsPerSubstep);
    }

    public Observation Observe()
    {
        _renderer ??= new Renderer(Model, ArmTask.ImageSize, ArmTask.ImageSize);
        var images = new CameraFrame[_cameraIds.Length];
        for (int c = 0; c < images.Length; c++)
        {
            var rgb = new byte[ArmTask.ImageSize * ArmTask.ImageSize * 3];
            _renderer.Render(Data, _cameraIds[c], rgb);
            images[c] = new(ArmTask.Cameras[c], ArmTask.ImageSize, ArmTask.ImageSize, rgb);
        }
        return new(images, State(), TimeSpan.FromSeconds(_tick / ActionSpec.RateHz));
    }

    /// <summary>Proprioception <c>[20]</c>, see <see cref="ArmTask.StateNames"/>.</summary>
    public float[] State()
    {
        var s = new float[ArmTask.StateNames.Count];
        for (int i = 0; i < Joints; i++) (s[i], s[Joints + i]) = ((float)Data.Qpos[i], (float)Data.Qvel[i]);
        var p = Tool;
        var r = Data.SiteXmat(_tool);
        double yaw = Math.Atan2(r[3], r[0]);
        s[14] = (float)Data.Qpos[7];
        (s[15], s[16], s[17]) = ((float)p[0], (float)p[1], (float)p[2]);
        (s[18], s[19]) = ((float)Math.Sin(yaw), (float)Math.Cos(yaw));
        return s;
    }

    public byte[] SaveState()
    {
        using var memory = new MemoryStream();
        using var w = new BinaryWriter(memory);
        SaveArm(w);
        w.Write(_tick);
        SaveLabel(w);
        return memory.ToArray();
    }

    public void LoadState(ReadOnlySpan<byte> state)
    {
        try
        {
            using var r = new BinaryReader(new MemoryStream(state.ToArray()));
            LoadArm(r);
            _tick = r.ReadInt32();
            LoadLabel(r);
        }
        catch (EndOfStreamException e)
        {
            throw ForewarnException.Of("state of the arm", $"{state.Length} bytes", "a state saved by this environment",
                "Save and load with the same version.", cause: e);
        }
    }

    /// <summary>The state of everything that moves, and where the arm is commanded to.</summary>
    private void SaveArm(BinaryWriter w)
    {
        foreach (double v in (ReadOnlySpan<double>)
            [.. Data.SaveState(), _target.X, _target.Y, _target.Z, .. _target.Rotation, _width, .. _arm.Angles, .. _lastAngles])
            w.Write(v);
    }

    private void LoadArm(BinaryReader r)
    {
        var physics = new double[Data.StateSize];
        for (int i = 0; i < physics.Length; i++) physics[i] = r.ReadDouble();
        Data.LoadState(physics);
        Data.Forward();
        // The forward pass moved the solver's warm start: put the saved one back.
        Data.LoadState(physics);
        var values = new double[3 + 9 + 1 + 2 * Joints];
        for (int i = 0; i < values.Length; i++) values[i] = r.ReadDouble();
        _target = new() { X = values[0], Y = values[1], Z = values[2], Rotation = values[3..12] };
        _width = values[12];
        values.AsSpan(13, Joints).CopyTo(_arm.Angles);
        values.AsSpan(13 + Joints, Joints).CopyTo(_lastAngles);
    }

    public void Dispose()
    {
        _renderer?.Dispose();
        _arm.Dispose();
        Data.Dispose();
        Model.Dispose();
        GC.SuppressFinalize(this);
    }
}
