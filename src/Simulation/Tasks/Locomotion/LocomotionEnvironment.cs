using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Locomotion;

/// <summary>
/// A planar locomotion task on MuJoCo. Observation <c>[2 nq - 1]</c>: positions without the travelled distance, then
/// velocities. Actions <c>[nu]</c> are motor commands in [-1, 1]; the motors clamp what lies outside, the cost does
/// not. Dynamics, observation, reward and termination follow the published definitions bit by bit, except that the
/// control cost is summed in double precision (a difference below 1e-7) and the reset noise has its own generator.
/// </summary>
public sealed class LocomotionEnvironment : IStateEnvironment
{
    private const int HeaderSize = sizeof(uint) + 2 * sizeof(int);

    private readonly MujocoModel _model;
    private readonly MujocoData _data;
    private readonly double _dt;
    private readonly double[] _control;
    private int _steps;

    /// <exception cref="ForewarnException">MuJoCo is not installed.</exception>
    public LocomotionEnvironment(LocomotionTask task)
    {
        Task = task;
        _model = MujocoModel.LoadXml(Scene(task.Name), task.Name);
        _data = new MujocoData(_model);
        _dt = _model.TimeStep * task.FrameSkip;
        _control = new double[_model.Nu];
        ActionSpec = new ActionSpec("absolute", "joint", 1 / _dt,
            [.. Enumerable.Range(0, _model.Nu).Select(i => _model.Name(MujocoObject.Actuator, i) + "_motor")]);
    }

    public LocomotionTask Task { get; }

    public ActionSpec ActionSpec { get; }

    /// <summary>Width S of the observation.</summary>
    public int StateSize => _model.Nq - 1 + _model.Nv;

    /// <summary>Actions taken in this episode.</summary>
    public int Steps => _steps;

    public void Reset(SeedStream seed)
    {
        double[] qpos = [.. _model.Doubles("qpos0")], qvel = new double[_model.Nv];
        double scale = Task.NoiseScale;
        for (int i = 0; i < qpos.Length; i++) qpos[i] += seed.Uniform(-scale, scale);
        for (int i = 0; i < qvel.Length; i++)
            qvel[i] = Task.Noise == ResetNoise.Uniform ? seed.Uniform(-scale, scale) : scale * seed.NextNormal();
        ResetTo(qpos, qvel);
    }

    /// <summary>Starts an episode in a given state: positions <c>[nq]</c>, velocities <c>[nv]</c>.</summary>
    public void ResetTo(ReadOnlySpan<double> qpos, ReadOnlySpan<double> qvel)
    {
        Shape.Require("qpos", qpos.Length, ("nq", _model.Nq));
        Shape.Require("qvel", qvel.Length, ("nv", _model.Nv));
        _data.Reset();
        qpos.CopyTo(_data.Qpos);
        qvel.CopyTo(_data.Qvel);
        _data.Forward();
        _steps = 0;
    }

    public StepResult Step(ReadOnlySpan<float> action)
    {
        Shape.Require("action", action.Length, ("A", _model.Nu));
        for (int i = 0; i < _control.Length; i++) _control[i] = action[i];
        return Step(_control);
    }

    /// <summary>As <see cref="Step(ReadOnlySpan{float})"/> with commands <c>[nu]</c> of full precision.</summary>
    public StepResult Step(ReadOnlySpan<double> control)
    {
        Shape.Require("control", control.Length, ("nu", _model.Nu));
        double before = _data.Qpos[0], squares = 0;
        foreach (double c in control) squares += c * c;
        control.CopyTo(_data.Ctrl);
        _data.Step(Task.FrameSkip);
        _steps++;
        double velocity = (_data.Qpos[0] - before) / _dt;
        double reward = velocity + Task.HealthyReward - Task.ControlCost * squares;
        return new StepResult(reward, !Task.Health.Contains(_data.Qpos, _data.Qvel),
            _steps >= LocomotionTask.StepLimit);
    }

    public Observation Observe()
    {
        Span<double> values = stackalloc double[StateSize];
        Sense(values);
        var state = new float[values.Length];
        for (int i = 0; i < state.Length; i++) state[i] = (float)values[i];
        return new Observation([], state, TimeSpan.FromSeconds(_data.Time));
    }

    /// <summary>The observation in full precision, <c>[S]</c>.</summary>
    public void Sense(Span<double> values)
    {
        Shape.Require("observation", values.Length, ("S", StateSize));
        _data.Qpos[1..].CopyTo(values);
        values = values[(_model.Nq - 1)..];
        var velocities = _data.Qvel;
        for (int i = 0; i < velocities.Length; i++)
            values[i] = Math.Clamp(velocities[i], -Task.VelocityClip, Task.VelocityClip);
    }

    public byte[] SaveState()
    {
        var bytes = new byte[HeaderSize + _data.StateSize * sizeof(double)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Signature(Task));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _data.StateSize);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), _steps);
        MemoryMarshal.AsBytes(_data.SaveState().AsSpan()).CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    public void LoadState(ReadOnlySpan<byte> state)
    {
        if (state.Length != HeaderSize + _data.StateSize * sizeof(double)
            || BinaryPrimitives.ReadUInt32LittleEndian(state) != Signature(Task)
            || BinaryPrimitives.ReadInt32LittleEndian(state[4..]) != _data.StateSize)
            throw ForewarnException.Of("environment state", $"{state.Length} bytes of something else",
                $"a saved state of {Task.Name}",
                "Load it into the environment that saved it.");
        var values = new double[_data.StateSize];
        state[HeaderSize..].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        _data.LoadState(values);
        _steps = BinaryPrimitives.ReadInt32LittleEndian(state[8..]);
    }

    public void Dispose()
    {
        _data.Dispose();
        _model.Dispose();
    }

    /// <summary>The embedded MJCF of a task.</summary>
    internal static string Scene(string name)
    {
        using var stream = typeof(LocomotionEnvironment).Assembly.GetManifestResourceStream($"{name}.xml")
            ?? throw new ForewarnException($"locomotion task '{name}' has no embedded scene.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static uint Signature(LocomotionTask task)
    {
        uint hash = 2166136261;
        foreach (char c in task.Name) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
