using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.Misspecification;

/// <summary>
/// Slow motors: an action is applied <c>k</c> steps after it was chosen, zeros before the first. The actions on their way are part of a
/// saved state; a state saved without the delay loads with zeros on their way.
/// </summary>
public sealed class DelayedActions : EnvironmentWrapper
{
    private const uint Signature = 0x59414C44;
    private const int HeaderSize = sizeof(uint) + sizeof(int);

    private readonly float[] _pending;
    private readonly int _width;
    private int _next;

    /// <param name="steps">k, at least 1.</param>
    /// <exception cref="ForewarnException">A delay below 1.</exception>
    public DelayedActions(IStateEnvironment inner, int steps) : base(inner)
    {
        if (steps < 1) throw ForewarnException.Of("action delay", $"{steps}", "1 or more steps", "Leave the delay out.", ExitCode.Usage);
        (Delay, _width) = (steps, inner.ActionSpec.Width);
        _pending = new float[steps * _width];
    }

    /// <summary>k.</summary>
    public int Delay { get; }

    public override void Reset(SeedStream seed)
    {
        Inner.Reset(seed);
        Forget();
    }

    public override StepResult Step(ReadOnlySpan<float> action)
    {
        if (action.Length != _width) Shape.Require("action", action.Length, ("A", _width));
        var slot = _pending.AsSpan(_next * _width, _width);
        var result = Inner.Step(slot);
        action.CopyTo(slot);
        _next = (_next + 1) % Delay;
        return result;
    }

    public override byte[] SaveState()
    {
        byte[] inner = Inner.SaveState();
        var bytes = new byte[HeaderSize + _pending.Length * sizeof(float) + inner.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Signature);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), _pending.Length);
        var pending = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(HeaderSize, _pending.Length * sizeof(float)));
        // Oldest first, so that equal states have equal bytes.
        _pending.AsSpan(_next * _width).CopyTo(pending);
        _pending.AsSpan(0, _next * _width).CopyTo(pending[((Delay - _next) * _width)..]);
        inner.CopyTo(bytes, bytes.Length - inner.Length);
        return bytes;
    }

    public override void LoadState(ReadOnlySpan<byte> state)
    {
        int size = HeaderSize + _pending.Length * sizeof(float);
        if (state.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(state) != Signature)
        {
            Inner.LoadState(state);
            Forget();
            return;
        }
        if (state.Length < size || BinaryPrimitives.ReadInt32LittleEndian(state[4..]) != _pending.Length)
            throw ForewarnException.Of("environment state", "actions on their way of another delay", $"a delay of {Delay} steps",
                "Load it into the environment that saved it.");
        Inner.LoadState(state[size..]);
        state[HeaderSize..size].CopyTo(MemoryMarshal.AsBytes(_pending.AsSpan()));
        _next = 0;
    }

    private void Forget()
    {
        Array.Clear(_pending);
        _next = 0;
    }
}
