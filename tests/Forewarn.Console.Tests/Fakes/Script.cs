using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

/// <summary>Decisions, pictures and a camera for tests.</summary>
internal static class Script
{
    public const int Modes = 3, Steps = 40, Size = 64;

    public static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    private static readonly string[] s_said = ["lifts the mug by the handle.", "lifts the mug by the left rim.", "knocks over the mug."];

    /// <summary>The cup scene's front camera.</summary>
    public static CameraRig Rig { get; } = new("base",
    [
        new("front", Size, Size, [138.6072, 0, 31.5, 0, 138.6072, 31.5, 0, 0, 1], [], [1.25, 0, 0.55], [-0.6187017, -0.6187017, 0.3423568, 0.3423568]),
    ]);

    public static Decision Decision(long index, string wish = "by the handle, please", int chosen = 0, string? question = null) => new(
        index, wish, $"{index:x64}", 18_000_000_000_000_000_000 + (ulong)index, 1, Plans(index), [.. s_said.Select((s, k) => new Narration(k, s, -0.1 * (k + 1)))],
        [0.7, 0.2, 0.05, 0.05], new GuardReport(
        [
            new(true, "") { Foreseen = new(PlanHazard.None, 0.42f, 7, 0.9f, 0, 0, 20) }, new(true, "") { Foreseen = SafetyTrace.Unimagined },
            new(false, "z_m 0.01 in row 12 is below 0.02"),
        ]),
        question is null ? chosen : -1, question is null ? Rung.Steered : Rung.Hold, question is null ? $"mode {chosen + 1} fits the wish with 0.70" : "asks",
        new(30 + index % 7, 4, 12, 1, 40, 25, 112 + index % 7), question,
        question is null ? null : [.. s_said]);

    public static ObservationHistory Seen(long index, int size = Size) => new(new Observation(
        [Picture("front", index, size), Picture("wrist", index + 90, size)], [0.1f, 0.2f, index], TimeSpan.FromSeconds(index)));

    public static void Decide(this ScriptedRobot robot, long index, string wish = "by the handle, please", int chosen = 0, string? question = null) =>
        robot.Decisions.Append(Decision(index, wish, chosen, question), Seen(index));

    /// <summary>Three ways down to a mug at (0.5, 0), each from a side of its own.</summary>
    private static ActionProposals Plans(long index)
    {
        var values = new float[Modes * Steps * Spec.Width];
        for (int k = 0; k < Modes; k++)
            for (int t = 0; t < Steps; t++)
            {
                float way = Math.Min(1, t / 20f), up = Math.Max(0, (t - 28) / 12f);
                Span<float> row = values.AsSpan((k * Steps + t) * Spec.Width, Spec.Width);
                row[0] = 0.42f + 0.08f * way + 0.0001f * (index % 10);
                row[1] = (k - 1) * 0.06f * way;
                row[2] = 0.36f - 0.28f * way + 0.15f * up;
                row[4] = t < 24 ? 0.05f : 0.01f;
            }
        return new(values, Modes, Spec, [0.5f, 0.3f, 0.2f]);
    }

    private static CameraFrame Picture(string camera, long tint, int size)
    {
        var rgb = new byte[size * size * 3];
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                int at = (y * size + x) * 3;
                bool isMug = Math.Abs(x - size / 2) < size / 10 && Math.Abs(y - size * 0.62) < size / 9.0;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = isMug ? ((byte)40, (byte)80, (byte)190) : ((byte)(120 + y / 2 + tint % 20), (byte)(95 + y / 3), (byte)75);
            }
        return new(camera, size, size, rgb);
    }
}
