using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control;

/// <summary>
/// A task given by a few lines of arithmetic. Its whole state is a short vector, a step count and the position of its noise stream,
/// so that a saved state continues bit-exactly.
/// </summary>
public abstract class AnalyticEnvironment : IStateEnvironment
{
    private const int HeaderSize = sizeof(uint) + sizeof(int) + 2 * sizeof(ulong);

    private readonly double[] _values, _control;
    private readonly uint _signature;
    private SeedStream _noise = new(0);

    /// <param name="name">As in the catalog; a saved state is loaded by the same name alone.</param>
    /// <param name="values">Numbers that the task's state has.</param>
    protected AnalyticEnvironment(string name, int values, int stateSize, int stepLimit, ActionSpec actionSpec)
    {
        (Name, StateSize, StepLimit, ActionSpec) = (name, stateSize, stepLimit, actionSpec);
        (_values, _control) = (new double[values], new double[actionSpec.Width]);
        _signature = 2166136261;
        foreach (char c in name) _signature = (_signature ^ c) * 16777619;
    }

    public string Name { get; }

    public ActionSpec ActionSpec { get; }

    public int StateSize { get; }

    public int Steps { get; private set; }

    /// <summary>Actions after which an episode is cut off.</summary>
    public int StepLimit { get; }

    /// <summary>The task's state; what the numbers are is the task's.</summary>
    protected ReadOnlySpan<double> Values => _values;

    public void Reset(SeedStream seed)
    {
        (Steps, _noise) = (0, seed.Child("noise"));
        Start(_values, seed);
    }

    /// <summary>Starts an episode in a given state.</summary>
    public void ResetTo(ReadOnlySpan<double> values)
    {
        Shape.Require("values", values.Length, ("V", _values.Length));
        values.CopyTo(_values);
        (Steps, _noise) = (0, new(0));
    }

    /// <exception cref="ForewarnException">The action has another width or is not finite.</exception>
    public StepResult Step(ReadOnlySpan<float> action)
    {
        if (action.Length != _control.Length) Shape.Require("action", action.Length, ("A", _control.Length));
        for (int i = 0; i < _control.Length; i++)
        {
            if (!float.IsFinite(action[i]))
                throw ForewarnException.Of($"action {ActionSpec.Names[i]}", $"{action[i]}", "a finite number", "Check the policy's weights.");
            _control[i] = Math.Clamp((double)action[i], -1, 1);
        }
        Steps++;
        double reward = Advance(_values, _control, _noise, out bool terminated);
        return new(reward, terminated, Steps >= StepLimit);
    }

    public void Sense(Span<double> state)
    {
        if (state.Length != StateSize) Shape.Require("observation", state.Length, ("S", StateSize));
        Sense(_values, state);
    }

    public Observation Observe()
    {
        var state = new float[StateSize];
        this.Sense(state);
        return new([], state, TimeSpan.FromSeconds(Steps / ActionSpec.RateHz));
    }

    public byte[] SaveState()
    {
        var bytes = new byte[HeaderSize + _values.Length * sizeof(double)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, _signature);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Steps);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), _noise.Key);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), _noise.Position);
        MemoryMarshal.AsBytes(_values.AsSpan()).CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    public void LoadState(ReadOnlySpan<byte> state)
    {
        if (state.Length != HeaderSize + _values.Length * sizeof(double) || BinaryPrimitives.ReadUInt32LittleEndian(state) != _signature)
            throw ForewarnException.Of("environment state", $"{state.Length} bytes of something else", $"a saved state of {Name}",
                "Load it into the environment that saved it.");
        Steps = BinaryPrimitives.ReadInt32LittleEndian(state[4..]);
        _noise = new(BinaryPrimitives.ReadUInt64LittleEndian(state[8..]), BinaryPrimitives.ReadUInt64LittleEndian(state[16..]));
        state[HeaderSize..].CopyTo(MemoryMarshal.AsBytes(_values.AsSpan()));
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Writes the first state of an episode.</summary>
    protected abstract void Start(Span<double> values, SeedStream seed);

    /// <summary>One step of the dynamics.</summary>
    /// <param name="control">Each in [-1, 1], <c>[A]</c>.</param>
    /// <returns>The reward.</returns>
    protected abstract double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated);

    /// <summary>Writes the observation, <c>[S]</c>.</summary>
    protected abstract void Sense(ReadOnlySpan<double> values, Span<double> state);
}
