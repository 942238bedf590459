using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// One simulation (<c>mjData</c>) of a model; used by one thread at a time. Spans point into native memory: take them
/// once per step and do not keep them beyond the data's life. Positions in m, angles in rad, matrices row-major.
/// </summary>
public sealed unsafe class MujocoData : IDisposable
{
    private readonly MujocoRuntime _runtime;
    private readonly MujocoDataHandle _handle;
    private readonly MujocoArray[] _state;
    private readonly MujocoDataOffsets _at;
    private bool _poisoned;

    /// <exception cref="ForewarnException">MuJoCo cannot allocate the data.</exception>
    public MujocoData(MujocoModel model)
    {
        Model = model;
        _runtime = model.Runtime;
        nint data = _runtime.Guard.Call(_runtime.MakeData, model.Pointer);
        if (data == 0)
            throw new ForewarnException("MuJoCo could not allocate a simulation: out of memory.", ExitCode.Environment);
        _handle = new MujocoDataHandle(data, model.Handle);
        _at = _runtime.DataOffsets;
        _state = MujocoArray.State(model);
        StateSize = 1 + _state.Sum(f => f.Length);
    }

    public MujocoModel Model { get; }

    internal nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return _handle.DangerousGetHandle();
        }
    }

    /// <summary>Positions <c>[nq]</c>.</summary>
    public Span<double> Qpos => Doubles(_at.Qpos, Model.Nq);

    /// <summary>Velocities <c>[nv]</c>.</summary>
    public Span<double> Qvel => Doubles(_at.Qvel, Model.Nv);

    /// <summary>Controls <c>[nu]</c>.</summary>
    public Span<double> Ctrl => Doubles(_at.Ctrl, Model.Nu);

    /// <summary>Actuator activations <c>[na]</c>.</summary>
    public Span<double> Act => Doubles(_at.Act, Model.Na);

    /// <summary>Generalized forces applied from outside <c>[nv]</c>, N or N m.</summary>
    public Span<double> QfrcApplied => Doubles(_at.QfrcApplied, Model.Nv);

    /// <summary>Coriolis, centrifugal and gravity forces <c>[nv]</c>; applying them compensates gravity.</summary>
    public Span<double> QfrcBias => Doubles(_at.QfrcBias, Model.Nv);

    /// <summary>Accelerations the constraint solver starts from <c>[nv]</c>; part of the exact state.</summary>
    public Span<double> QaccWarmstart => Doubles(_at.QaccWarmstart, Model.Nv);

    /// <summary>Simulated time, s.</summary>
    public double Time => *(double*)(Pointer + _at.Time);

    /// <summary>Lets the simulated time begin again; nothing else changes.</summary>
    public void ResetTime() => *(double*)(Pointer + _at.Time) = 0;

    /// <summary>Number of contacts of the last forward pass.</summary>
    public int ContactCount => *(int*)(Pointer + _at.ContactCount);

    /// <summary>Number of values of an exact state.</summary>
    public int StateSize { get; }

    /// <summary>World position of a site <c>[3]</c>.</summary>
    public ReadOnlySpan<double> SiteXpos(int site) => Row(_at.SiteXpos, site, Model.Nsite, 3);

    /// <summary>World orientation of a site, row-major <c>[3, 3]</c>.</summary>
    public ReadOnlySpan<double> SiteXmat(int site) => Row(_at.SiteXmat, site, Model.Nsite, 9);

    /// <summary>World position of a body frame <c>[3]</c>.</summary>
    public ReadOnlySpan<double> Xpos(int body) => Row(_at.Xpos, body, Model.Nbody, 3);

    /// <summary>World orientation of a body frame, quaternion <c>[w, x, y, z]</c>.</summary>
    public ReadOnlySpan<double> Xquat(int body) => Row(_at.Xquat, body, Model.Nbody, 4);

    /// <summary>
    /// A real-valued array by its MuJoCo name, for example <c>cfrc_ext</c> <c>[nbody, 6]</c>; writable.
    /// </summary>
    /// <exception cref="ForewarnException">No such field, or not one of doubles.</exception>
    public Span<double> Doubles(string field) =>
        MujocoFieldReader.Span<double>(Pointer, _runtime.Layout.Data(field), "mjtNum", Model.Count);

    /// <summary>Looks an array up once, to read it every step without a search.</summary>
    /// <exception cref="ForewarnException">No such field.</exception>
    internal MujocoArray Array(string field) => MujocoArray.Of(Model, field);

    internal Span<double> Doubles(MujocoArray array) => Doubles(array.Offset, array.Length);

    /// <summary>An integer array by its MuJoCo name.</summary>
    /// <exception cref="ForewarnException">No such field, or not one of integers.</exception>
    public Span<int> Ints(string field) =>
        MujocoFieldReader.Span<int>(Pointer, _runtime.Layout.Data(field), "int", Model.Count);

    /// <summary>The two geoms of contact <paramref name="index"/>, the lower number first.</summary>
    public (int First, int Second) ContactGeoms(int index)
    {
        nint contact = Contact(index);
        int a = *(int*)(contact + _at.ContactGeom1), b = *(int*)(contact + _at.ContactGeom2);
        return a < b ? (a, b) : (b, a);
    }

    /// <summary>
    /// Force and torque of a contact in its own frame <c>[6]</c>: normal, two tangents (N), then torques (N m).
    /// </summary>
    public void ContactForce(int index, Span<double> force)
    {
        Contact(index);
        Shape.Require("contact force", force.Length, ("force+torque", 6));
        fixed (double* result = force) Call(_runtime.ContactForce, index, (nint)result);
    }

    /// <summary>Back to the model's initial state; also revives the data after an error.</summary>
    public void Reset()
    {
        _poisoned = false;
        Call(_runtime.ResetData);
    }

    /// <summary>Computes everything that follows from the state, contacts and accelerations included.</summary>
    public void Forward() => Call(_runtime.Forward);

    /// <summary>
    /// Computes what follows from positions and velocities alone (poses, contacts, velocities, their sensors), which a
    /// step leaves behind as they were before it.
    /// </summary>
    public void PositionAndVelocity() => Call(_runtime.Step1);

    /// <summary>
    /// Body, geom and site poses only; enough for inverse kinematics together with <see cref="ComPos"/>.
    /// </summary>
    public void Kinematics() => Call(_runtime.Kinematics);

    /// <summary>Centers of mass and the motion axes that Jacobians need.</summary>
    public void ComPos() => Call(_runtime.ComPos);

    /// <summary>External contact forces and accelerations per body; run it before reading <c>cfrc_ext</c>.</summary>
    public void RnePostConstraint() => Call(_runtime.RnePostConstraint);

    /// <summary>Jacobians of a site, row-major: translation <c>[3, nv]</c> and rotation <c>[3, nv]</c>.</summary>
    public void SiteJacobian(int site, Span<double> translation, Span<double> rotation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)site, (uint)Model.Nsite, nameof(site));
        Shape.Require("translation Jacobian", translation.Length, ("xyz", 3), ("nv", Model.Nv));
        Shape.Require("rotation Jacobian", rotation.Length, ("xyz", 3), ("nv", Model.Nv));
        fixed (double* p = translation)
        fixed (double* r = rotation) Call(_runtime.JacSite, (nint)p, (nint)r, site);
    }

    /// <summary>Advances the simulation by <paramref name="count"/> physics steps under the present controls.</summary>
    /// <exception cref="ForewarnException">
    /// MuJoCo raised an error, or the simulation became unstable (a state or control was NaN or huge). MuJoCo itself
    /// would silently start over from the initial state; here it is an error and <see cref="Reset"/> must follow.
    /// </exception>
    public void Step(int count = 1)
    {
        RequireHealthy();
        double start = Time;
        try
        {
            _runtime.Guard.Steps(_runtime.Step, Model.Pointer, Pointer, count);
        }
        catch (ForewarnException)
        {
            _poisoned = true;
            throw;
        }
        GC.KeepAlive(this);
        foreach (int counter in _at.BadStateCounters)
        {
            if (*(int*)(Pointer + counter) == 0) continue;
            _poisoned = true;
            throw new ForewarnException(
                $"The simulation became unstable after t = {start:G6} s: a position, velocity, " +
                "acceleration or control was NaN or huge. Reset it; a smaller time step or weaker forces may help.");
        }
    }

    /// <summary>
    /// Everything that decides how the simulation goes on, solver warm start included: <c>[StateSize]</c>.
    /// </summary>
    public double[] SaveState()
    {
        var state = new double[StateSize];
        SaveState(state);
        return state;
    }

    /// <summary>As <see cref="SaveState()"/>, into the caller's buffer <c>[StateSize]</c>.</summary>
    public void SaveState(Span<double> state)
    {
        Shape.Require("simulation state", state.Length, ("StateSize", StateSize));
        state[0] = Time;
        state = state[1..];
        foreach (var field in _state)
        {
            Doubles(field.Offset, field.Length).CopyTo(state);
            state = state[field.Length..];
        }
    }

    /// <summary>Continues from a saved state bit-exactly; poses and contacts are recomputed.</summary>
    /// <exception cref="ForewarnException">The length does not fit this model.</exception>
    public void LoadState(ReadOnlySpan<double> state)
    {
        Shape.Require("simulation state", state.Length, ("StateSize", StateSize));
        Reset();
        Restore(state);
        Forward();
        // The forward pass overwrites the warm start of the step that comes next.
        Restore(state);
    }

    /// <summary>
    /// Copies the exact state into another simulation of the same model without recomputing anything there.
    /// </summary>
    public void CopyStateTo(MujocoData other)
    {
        if (!ReferenceEquals(other.Model, Model))
            throw new ForewarnException("Simulation states can be copied only between data of one model.");
        foreach (var field in _state)
            Doubles(field.Offset, field.Length).CopyTo(other.Doubles(field.Offset, field.Length));
        *(double*)(other.Pointer + _at.Time) = Time;
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>Asks for more scratch memory than there is: the one error that can be raised at will.</summary>
    internal void OverflowStack()
    {
        try
        {
            _runtime.Guard.Call(_runtime.StackAlloc, Pointer, int.MaxValue);
        }
        catch (ForewarnException)
        {
            _poisoned = true;
            throw;
        }
    }

    private void Call(nint function, nint a = 0, nint b = 0, nint c = 0)
    {
        RequireHealthy();
        try
        {
            _runtime.Guard.Call(function, Model.Pointer, Pointer, a, b, c);
        }
        catch (ForewarnException)
        {
            _poisoned = true;
            throw;
        }
        GC.KeepAlive(this);
    }

    private void RequireHealthy()
    {
        if (_poisoned)
            throw new ForewarnException("This simulation met an error and must be reset before it is used again.");
    }

    private void Restore(ReadOnlySpan<double> state)
    {
        *(double*)(Pointer + _at.Time) = state[0];
        state = state[1..];
        foreach (var field in _state)
        {
            state[..field.Length].CopyTo(Doubles(field.Offset, field.Length));
            state = state[field.Length..];
        }
    }

    private nint Contact(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ContactCount, nameof(index));
        return *(nint*)(Pointer + _at.Contacts) + index * _at.ContactSize;
    }

    private Span<double> Doubles(int offset, int length) => new(*(void**)(Pointer + offset), length);

    private ReadOnlySpan<double> Row(int offset, int row, int rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)rows, nameof(row));
        return new(*(double**)(Pointer + offset) + row * width, width);
    }
}
