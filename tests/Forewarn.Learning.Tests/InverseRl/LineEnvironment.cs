using System.Buffers.Binary;
using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Tests.InverseRl;

/// <summary>A point on a line: <c>x += 0.1 a</c>, reward <c>-(x - 1)^2</c>, over when |x| reaches 2 or after a number of steps.</summary>
internal sealed class LineEnvironment(int horizon = 20) : IStateEnvironment
{
    public double X { get; private set; }

    public int Steps { get; private set; }

    public int StateSize => 1;

    public ActionSpec ActionSpec { get; } = new("absolute", "base", 10, ["x_m"]);

    public void Reset(SeedStream seed) => (X, Steps) = (seed.Uniform(-0.1, 0.1), 0);

    public StepResult Step(ReadOnlySpan<float> action)
    {
        X += 0.1 * Math.Clamp(action[0], -1, 1);
        Steps++;
        return new(-(X - 1) * (X - 1), Math.Abs(X) >= 2, Steps >= horizon);
    }

    public void Sense(Span<double> state) => state[0] = X;

    public Observation Observe() => new([], [(float)X], TimeSpan.FromSeconds(Steps * 0.1));

    public byte[] SaveState()
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, X);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Steps);
        return bytes;
    }

    public void LoadState(ReadOnlySpan<byte> state) =>
        (X, Steps) = (BinaryPrimitives.ReadDoubleLittleEndian(state), BinaryPrimitives.ReadInt32LittleEndian(state[8..]));

    public void Dispose() { }
}
