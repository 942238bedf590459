using Forewarn.Core;
using Forewarn.Learning.Tests.Training;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Tests.WorldModels;

/// <summary>
/// A world a small model can learn: a bright square in both pictures stands where the plan's x and y say, dark blue
/// when the gripper is closed; its start is random, its path a line.
/// </summary>
internal sealed class SyntheticEpisodes : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SyntheticEpisodes(int count, ulong seed = 1)
    {
        const int frames = 21, size = 64, steps = 40;
        using (var writer = new EpisodeWriter(folder.Path,
            new EpisodeHeader(frames, 2, size, 20, steps, 5, "test", seed, "synthetic")))
        {
            var seeds = new SeedStreams(seed);
            for (int e = 0; e < count; e++)
            {
                var stream = seeds.Stream("episode", e);
                double x0 = stream.Uniform(8, 40), y0 = stream.Uniform(8, 40), x1 = stream.Uniform(8, 40),
                    y1 = stream.Uniform(8, 40);
                int close = 10 + stream.Next(20);
                var plan = new float[steps * 5];
                for (int t = 0; t < steps; t++)
                {
                    double part = (t + 1) / 40.0;
                    new[] { (float)(x0 + part * (x1 - x0)) / 100, (float)(y0 + part * (y1 - y0)) / 100, 0.1f, 0,
                        t < close ? 0.04f : 0 }
                        .CopyTo(plan, t * 5);
                }
                var pictures = new byte[frames * 2 * size * size * 3];
                var states = new float[frames * 20];
                for (int f = 0; f < frames; f++)
                {
                    float x = f == 0 ? (float)x0 / 100 : plan[(2 * f - 1) * 5], y = f == 0 ? (float)y0 / 100
                        : plan[(2 * f - 1) * 5 + 1];
                    float width = f == 0 ? 0.04f : plan[(2 * f - 1) * 5 + 4];
                    states[f * 20 + 14] = width;
                    (states[f * 20 + 15], states[f * 20 + 16]) = (x, y);
                    for (int camera = 0; camera < 2; camera++)
                        for (int py = 0; py < 16; py++)
                            for (int px = 0; px < 16; px++)
                                for (int c = 0; c < 3; c++)
                                    pictures[((((f * 2 + camera) * size) + (int)(y * 100) + py) * size + (int)(x * 100)
                                        + px) * 3 + c] =
                                        width > 0 || c == 2 ? (byte)220 : (byte)20;
                }
                writer.Append(new EpisodeInfo(stream.Key, "script", "line",
                    new CupLabel(CupOutcome.Miss, CupSide.None, Pace.Slow, CupTilt.Upright).Words, [0, 0, 0]),
                    pictures, plan, states);
            }
        }
        Store = EpisodeStore.Open(folder.Path);
    }

    public EpisodeStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        folder.Dispose();
    }
}
