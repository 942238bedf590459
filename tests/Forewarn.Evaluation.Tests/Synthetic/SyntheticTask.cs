using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>
/// A task with a closed form: an object stands at x, a plan closes at x + d, and d alone decides the outcome. Executing
/// spoils the state, so a study that forgets to restore it gets everything wrong.
/// </summary>
internal sealed class SyntheticTask(Action? executed = null) : IEpisodeTask
{
    public const int Steps = 6, Closing = 2;

    public static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    private double _x, _d;

    public static PlanLabel Label(double d) => d switch
    {
        > -0.03 and < 0.03 => new("handle", "handle"),
        > 0.05 and < 0.12 => new("rim-left", "rim"),
        > -0.12 and < -0.05 => new("rim-right", "rim"),
        _ => new("miss", "miss"),
    };

    public static double Position(SeedStream scene) => scene.Uniform(0.4, 0.6);

    public void Reset(SeedStream seed) => (_x, _d) = (Position(seed), 0);

    public ObservationHistory Observe() => new(Observation(0));

    public byte[] SaveState() => BitConverter.GetBytes(_x);

    public void LoadState(ReadOnlySpan<byte> state) => (_x, _d) = (BitConverter.ToDouble(state), 0);

    public ExecutedPlan Execute(ActionChunk plan, bool recordFrames)
    {
        executed?.Invoke();
        _d = plan.Row(Closing)[0] - _x;
        var frames = new List<Observation>();
        if (recordFrames)
        {
            frames.Add(Observation(0));
            for (int t = 1; t <= Steps / 2; t++) frames.Add(Observation(t));
        }
        var label = Label(_d);
        _x += 5;
        return new(label, frames);
    }

    public void Dispose() { }

    private Observation Observation(int t)
    {
        var rgb = new byte[8 * 8 * 3];
        Array.Fill(rgb, (byte)(40 * t + 60));
        return new([new("front", 8, 8, rgb), new("wrist", 8, 8, rgb)], [(float)_x, t == 0 ? 0 : (float)_d], TimeSpan.Zero);
    }
}
