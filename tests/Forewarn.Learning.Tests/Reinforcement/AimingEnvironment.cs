using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Tests.Reinforcement;

/// <summary>
/// Episodes of one step: a target s is drawn in [-0.7, 0.7] per column, the reward is <c>-|a - s|^2</c>. The best policy earns 0, the
/// best constant action <c>-2 0.7^2 / 3 = -0.33</c>.
/// </summary>
internal sealed class AimingEnvironment : IStateEnvironment
{
    private const double Reach = 0.7;

    private readonly double[] _target = new double[2];

    public int StateSize => 2;

    public int Steps { get; private set; }

    public ActionSpec ActionSpec { get; } = new("absolute", "plane", 1, ["x", "y"]);

    public void Reset(SeedStream seed)
    {
        for (int c = 0; c < 2; c++) _target[c] = seed.Uniform(-Reach, Reach);
        Steps = 0;
    }

    public StepResult Step(ReadOnlySpan<float> action)
    {
        double reward = 0;
        for (int c = 0; c < 2; c++) reward -= (action[c] - _target[c]) * (action[c] - _target[c]);
        Steps++;
        return new(reward, true, false);
    }

    public void Sense(Span<double> state) => _target.CopyTo(state);

    public Observation Observe() => new([], [(float)_target[0], (float)_target[1]], TimeSpan.Zero);

    public byte[] SaveState() => [.. BitConverter.GetBytes(_target[0]), .. BitConverter.GetBytes(_target[1]), (byte)Steps];

    public void LoadState(ReadOnlySpan<byte> state)
    {
        for (int c = 0; c < 2; c++) _target[c] = BitConverter.ToDouble(state[(8 * c)..]);
        Steps = state[16];
    }

    public void Dispose() { }
}
