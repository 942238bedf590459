using System.Reflection;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// A 7-joint arm with a parallel gripper in front of a mug with a handle. Actions are 10 Hz tool displacements;
/// the labels are truth for data sets and evaluation and are not part of any observation.
/// Not thread-safe: one environment per thread, since it owns a GL context once it has rendered.
/// </summary>
public sealed class CupEnvironment : IEnvironment
{
    private const int Joints = 7, Substeps = 10, PhysicsPerSubstep = 5, Dofs = 9;
    private const double SubstepSeconds = 0.01, LowestTool = 0.015;

    /// <summary>Opening of one finger, m, above which what is gripped is the body: walls and handle are thinner than 12 mm.</summary>
    private const double AroundWidth = 0.015;

    /// <summary>How far closed fingers aim beyond touching, m: a grip's force is stiffness times this and what they hold.</summary>
    private const double GripDepth = 0.01;

    // Servo targets lead by damping over stiffness, else the arm lags its command by 0.1 s.
    private static readonly double[] VelocityLead = [0.102, 0.102, 0.1027, 0.1027, 0.08, 0.08, 0.08];
    private static readonly double[] Home = [0, -0.3, 0, -2.2, 0, 1.9, 0.785];

    private readonly CupOptions _options;
    private readonly MujocoModel _model;
    private readonly MujocoData _data;
    private readonly ArmKinematics _arm;
    private readonly CupLabeller _labeller = new();
    private readonly int _tool, _mug, _padLeft, _padRight;
    private readonly bool[] _isGripper, _isHandle, _isMug;
    private readonly int[] _cameraIds;
    private readonly double[] _lastAngles = new double[Joints];
    private Renderer? _renderer;
    private ToolPose _target;
    private double _width;
    private int _tick;

    public CupEnvironment(CupOptions? options = null)
    {
        _options = options ?? new();
        _model = MujocoModel.LoadXml(SceneXml());
        _data = new MujocoData(_model);
        _tool = _model.Id(MujocoObject.Site, "tcp");
        _mug = _model.Id(MujocoObject.Body, "mug");
        _padLeft = _model.Id(MujocoObject.Geom, "pad_l");
        _padRight = _model.Id(MujocoObject.Geom, "pad_r");
        var names = Enumerable.Range(0, _model.Ngeom).Select(i => _model.Name(MujocoObject.Geom, i) ?? "").ToArray();
        _isHandle = [.. names.Select(n => n.StartsWith("mug_handle", StringComparison.Ordinal))];
        _isMug = [.. names.Select(n => n.StartsWith("mug_", StringComparison.Ordinal))];
        _isGripper = [.. names.Select(n => n is "hand_box" or "pad_l" or "pad_r" or "finger_l_body" or "finger_r_body")];
        _cameraIds = [.. CupTask.Cameras.Select(c => _model.Id(MujocoObject.Camera, c))];
        _arm = new ArmKinematics(_model, _tool, Home);
    }

    public ActionSpec ActionSpec => CupTask.ActionSpec;

    /// <summary>Truth about the episode so far.</summary>
    public CupLabel Label => _labeller.Label();

    /// <summary>True mug pose <c>(x m, y m, yaw rad)</c>: a label, never an input of a model at run time.</summary>
    public (double X, double Y, double Yaw) MugPose
    {
        get
        {
            var p = _data.Xpos(_mug);
            var q = _data.Xquat(_mug);
            return (p[0], p[1], Math.Atan2(2 * (q[0] * q[3] + q[1] * q[2]), 1 - 2 * (q[2] * q[2] + q[3] * q[3])));
        }
    }

    /// <summary>True angle between the mug's axis and the vertical, rad: a label like <see cref="MugPose"/>.</summary>
    public double MugTilt
    {
        get
        {
            var q = _data.Xquat(_mug);
            return Math.Acos(Math.Clamp(1 - 2 * (q[1] * q[1] + q[2] * q[2]), -1, 1));
        }
    }

    /// <summary>Commanded tool target <c>(x, y, z m, yaw rad)</c> and finger opening m.</summary>
    public (double X, double Y, double Z, double Yaw, double Width) Command => (_target.X, _target.Y, _target.Z, _target.Yaw, _width);

    internal static string SceneXml()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cup.xml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public void Reset(SeedStream seed) => Reset(seed, 0, 0, 0);

    /// <summary>The same episode with the mug displaced (m, m, rad); the data gate asks how much that changes.</summary>
    public void Reset(SeedStream seed, double dx, double dy, double dyaw)
    {
        double x = _options.MugX + seed.Uniform(-_options.RangeX, _options.RangeX) + dx;
        double y = seed.Uniform(-_options.RangeY, _options.RangeY) + dy;
        double yaw = seed.Uniform(-_options.RangeYaw, _options.RangeYaw) + dyaw;
        var angles = new double[Joints];
        for (int i = 0; i < Joints; i++) angles[i] = Home[i] + _options.HomeNoise * seed.NextNormal();
        Place(angles, x, y, yaw);
    }

    private void Place(double[] angles, double x, double y, double yaw)
    {
        _data.Reset();
        var q = _data.Qpos;
        for (int i = 0; i < Joints; i++) _arm.Angles[i] = q[i] = _data.Ctrl[i] = angles[i];
        q[7] = q[8] = _data.Ctrl[7] = _width = CupTask.MaxWidth;
        (q[9], q[10], q[11]) = (x, y, 0);
        (q[12], q[13], q[14], q[15]) = (Math.Cos(yaw / 2), 0, 0, Math.Sin(yaw / 2));
        _data.Forward();
        for (int k = 0; k < 2 * Substeps; k++) Advance();
        var p = _data.SiteXpos(_tool);
        _target = ToolPose.Down(p[0], p[1], p[2], 0);
        _arm.Angles.CopyTo(_lastAngles, 0);
        _tick = 0;
        _labeller.Start(_data.Xpos(_mug)[0], _data.Xpos(_mug)[1]);
    }

    public StepResult Step(ReadOnlySpan<float> action)
    {
        Shape.Require("cup action", action.Length, ("A", ActionSpec.Width));
        int bad = Shape.FirstNonFinite(action);
        if (bad >= 0) throw new ForewarnException($"cup action: found {action[bad]} in {ActionSpec.Names[bad]}, wanted a finite number.");
        Span<double> move = stackalloc double[6];
        for (int i = 0; i < 6; i++) move[i] = Math.Clamp(action[i], i < 3 ? -CupTask.MaxStep : -CupTask.MaxTurn, i < 3 ? CupTask.MaxStep : CupTask.MaxTurn);
        move[2] = Math.Max(move[2], LowestTool - _target.Z);
        double width = Math.Clamp(action[6], 0, CupTask.MaxWidth), from = _width;
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
        _data.Forward();
        bool done = ++_tick >= CupTask.PlanSteps;
        return new(done && Label.Held ? 1 : 0, false, done);
    }

    /// <summary>
    /// One servo period of 10 ms towards commanded joints, for controllers that command joints instead of the tool.
    /// </summary>
    /// <param name="angles"><c>[7]</c> rad.</param>
    /// <param name="width">Opening of one finger, m.</param>
    public void Follow(ReadOnlySpan<double> angles, double width)
    {
        _width = Math.Clamp(width, 0, CupTask.MaxWidth);
        Servo(angles);
        _data.Forward();
    }

    private void Servo(ReadOnlySpan<double> angles)
    {
        var before = _data.SiteXpos(_tool);
        double bx = before[0], by = before[1], bz = before[2];
        for (int i = 0; i < Joints; i++)
        {
            _data.Ctrl[i] = angles[i] + VelocityLead[i] * (angles[i] - _lastAngles[i]) / SubstepSeconds;
            _lastAngles[i] = angles[i];
        }
        _data.Ctrl[7] = _width < CupTask.SnapWidth ? -GripDepth : _width;
        Advance();
        Watch(bx, by, bz);
    }

    private void Advance()
    {
        // The 2.2.2 dialect has no per-body gravity compensation: cancel gravity and Coriolis forces of the arm here.
        _data.QfrcBias[..Dofs].CopyTo(_data.QfrcApplied);
        _data.Step(PhysicsPerSubstep);
    }

    private void Watch(double bx, double by, double bz)
    {
        bool touched = false, gripped = false, handle = false;
        for (int i = 0; i < _data.ContactCount; i++)
        {
            var (a, b) = _data.ContactGeoms(i);
            if (_isMug[a]) (a, b) = (b, a);
            if (!_isMug[b] || !_isGripper[a]) continue;
            touched = true;
            bool pad = a == _padLeft || a == _padRight;
            gripped |= pad;
            handle |= pad && _isHandle[b];
        }
        var mug = _data.Xpos(_mug);
        var tool = _data.SiteXpos(_tool);
        var pose = MugPose;
        double gripY = -Math.Sin(pose.Yaw) * (tool[0] - mug[0]) + Math.Cos(pose.Yaw) * (tool[1] - mug[1]);
        double speed = Math.Sqrt(Sq(tool[0] - bx) + Sq(tool[1] - by) + Sq(tool[2] - bz)) / SubstepSeconds;
        _labeller.Observe(new(touched, gripped, handle, gripped && _data.Qpos[7] > AroundWidth, gripY), mug[0], mug[1], mug[2], MugTilt, tool[2], speed);

        static double Sq(double v) => v * v;
    }

    public Observation Observe()
    {
        _renderer ??= new Renderer(_model, CupTask.ImageSize, CupTask.ImageSize);
        var images = new CameraFrame[_cameraIds.Length];
        for (int c = 0; c < images.Length; c++)
        {
            var rgb = new byte[CupTask.ImageSize * CupTask.ImageSize * 3];
            _renderer.Render(_data, _cameraIds[c], rgb);
            images[c] = new(CupTask.Cameras[c], CupTask.ImageSize, CupTask.ImageSize, rgb);
        }
        return new(images, State(), TimeSpan.FromSeconds(_tick / ActionSpec.RateHz));
    }

    /// <summary>Proprioception <c>[20]</c>, see <see cref="CupTask.StateNames"/>.</summary>
    public float[] State()
    {
        var s = new float[CupTask.StateNames.Count];
        for (int i = 0; i < Joints; i++) (s[i], s[Joints + i]) = ((float)_data.Qpos[i], (float)_data.Qvel[i]);
        var p = _data.SiteXpos(_tool);
        var r = _data.SiteXmat(_tool);
        double yaw = Math.Atan2(r[3], r[0]);
        s[14] = (float)_data.Qpos[7];
        (s[15], s[16], s[17]) = ((float)p[0], (float)p[1], (float)p[2]);
        (s[18], s[19]) = ((float)Math.Sin(yaw), (float)Math.Cos(yaw));
        return s;
    }

    public byte[] SaveState()
    {
        using var memory = new MemoryStream();
        using var w = new BinaryWriter(memory);
        foreach (double v in (ReadOnlySpan<double>)
            [.. _data.SaveState(), _target.X, _target.Y, _target.Z, .. _target.Rotation, _width, .. _arm.Angles, .. _lastAngles])
            w.Write(v);
        w.Write(_tick);
        _labeller.Save(w);
        return memory.ToArray();
    }

    public void LoadState(ReadOnlySpan<byte> state)
    {
        try
        {
            using var r = new BinaryReader(new MemoryStream(state.ToArray()));
            var physics = new double[_data.StateSize];
            for (int i = 0; i < physics.Length; i++) physics[i] = r.ReadDouble();
            _data.LoadState(physics);
            _data.Forward();
            // The forward pass moved the solver's warm start: put the saved one back.
            _data.LoadState(physics);
            var values = new double[3 + 9 + 1 + 2 * Joints];
            for (int i = 0; i < values.Length; i++) values[i] = r.ReadDouble();
            _target = new() { X = values[0], Y = values[1], Z = values[2], Rotation = values[3..12] };
            _width = values[12];
            values.AsSpan(13, Joints).CopyTo(_arm.Angles);
            values.AsSpan(13 + Joints, Joints).CopyTo(_lastAngles);
            _tick = r.ReadInt32();
            _labeller.Load(r);
        }
        catch (EndOfStreamException e)
        {
            throw ForewarnException.Of("cup state", $"{state.Length} bytes", "a state saved by this environment",
                "Save and load with the same version.", cause: e);
        }
    }

    public void Dispose()
    {
        _renderer?.Dispose();
        _arm.Dispose();
        _data.Dispose();
        _model.Dispose();
    }
}
