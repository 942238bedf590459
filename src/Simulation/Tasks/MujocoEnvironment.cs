using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tasks;

/// <summary>
/// Steps, saves and loads any <see cref="MujocoTask"/>. Actions <c>[nu]</c> in [-1, 1] span the motors' own ranges; the
/// motors clamp what lies outside, a control cost does not.
/// </summary>
public sealed class MujocoEnvironment : IStateEnvironment
{
    private const int HeaderSize = sizeof(uint) + 2 * sizeof(int);

    private readonly MujocoModel _model;
    private readonly MujocoData _data;
    private readonly TaskRules _rules;
    private readonly double[] _control, _motorRange, _observation;
    private readonly uint _signature;
    private int _steps;

    /// <param name="variant">Altered physics; by default the published ones.</param>
    /// <exception cref="ForewarnException">MuJoCo is not installed, or the variant names something that the scene lacks.</exception>
    public MujocoEnvironment(MujocoTask task, SceneVariant? variant = null)
    {
        (Task, Variant) = (task, variant ?? SceneVariant.None);
        _model = SceneVariant.Load(task.Name, task.Scene, task.Edits, Variant);
        _data = new MujocoData(_model);
        _rules = task.Rules(_data);
        _control = new double[_model.Nu];
        _motorRange = [.. Enumerable.Range(0, _model.Nu).Select(i => _model.Doubles("actuator_ctrlrange")[2 * i + 1])];
        _observation = new double[_rules.StateSize];
        _signature = Signature($"{task.Name} {Variant.Text}");
        ActionSpec = new ActionSpec("absolute", "joint", 1 / (_model.TimeStep * task.FrameSkip),
            [.. Enumerable.Range(0, _model.Nu).Select(i => _model.Name(MujocoObject.Actuator, i) + "_motor")]);
        _data.Forward();
        Begin();
    }

    public MujocoTask Task { get; }

    public SceneVariant Variant { get; }

    public ActionSpec ActionSpec { get; }

    public int StateSize => _observation.Length;

    public int Steps => _steps;

    internal MujocoModel Model => _model;

    internal MujocoData Data => _data;

    public void Reset(SeedStream seed)
    {
        _rules.Reset(seed);
        Begin();
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
        Begin();
    }

    public StepResult Step(ReadOnlySpan<float> action)
    {
        Shape.Require("action", action.Length, ("A", _model.Nu));
        for (int i = 0; i < _control.Length; i++) _control[i] = _motorRange[i] * action[i];
        return Step(_control);
    }

    /// <summary>As <see cref="Step(ReadOnlySpan{float})"/> with commands <c>[nu]</c> in the motors' own units.</summary>
    public StepResult Step(ReadOnlySpan<double> control)
    {
        Shape.Require("control", control.Length, ("nu", _model.Nu));
        control.CopyTo(_data.Ctrl);
        _data.Step(Task.FrameSkip);
        _steps++;
        var (reward, terminated) = _rules.Judge(control);
        _rules.Sense(_observation);
        return new StepResult(reward, terminated, _steps >= Task.StepLimit);
    }

    public Observation Observe() =>
        new([], Array.ConvertAll(_observation, v => (float)v), TimeSpan.FromSeconds(_data.Time));

    public void Sense(Span<double> state)
    {
        Shape.Require("observation", state.Length, ("S", StateSize));
        _observation.CopyTo(state);
    }

    public byte[] SaveState()
    {
        // The observation is kept, not computed anew: some of it (contact forces, centers of mass) dates from the last
        // stage of the integrator and cannot be had from positions and velocities.
        int count = _data.StateSize + _observation.Length + _rules.Memory.Length;
        var bytes = new byte[HeaderSize + count * sizeof(double)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, _signature);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), _steps);
        var values = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(HeaderSize));
        _data.SaveState(values[.._data.StateSize]);
        values = values[_data.StateSize..];
        _observation.CopyTo(values);
        _rules.Memory.CopyTo(values[_observation.Length..]);
        return bytes;
    }

    public void LoadState(ReadOnlySpan<byte> state)
    {
        int count = _data.StateSize + _observation.Length + _rules.Memory.Length;
        if (state.Length != HeaderSize + count * sizeof(double)
            || BinaryPrimitives.ReadUInt32LittleEndian(state) != _signature
            || BinaryPrimitives.ReadInt32LittleEndian(state[4..]) != count)
        {
            string physics = Variant.Text.Length == 0 ? "" : $" with the altered physics '{Variant.Name}'";
            throw ForewarnException.Of("environment state", $"{state.Length} bytes of something else",
                $"a saved state of {Task.Name}{physics}", "Load it into an environment like the one that saved it.");
        }
        var values = new double[count];
        state[HeaderSize..].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        _data.LoadState(values.AsSpan(0, _data.StateSize));
        var rest = values.AsSpan(_data.StateSize);
        rest[.._observation.Length].CopyTo(_observation);
        rest[_observation.Length..].CopyTo(_rules.Memory);
        _steps = BinaryPrimitives.ReadInt32LittleEndian(state[8..]);
    }

    public void Dispose()
    {
        _data.Dispose();
        _model.Dispose();
    }

    private void Begin()
    {
        _steps = 0;
        _rules.Begin();
        _rules.Sense(_observation);
    }

    private static uint Signature(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
