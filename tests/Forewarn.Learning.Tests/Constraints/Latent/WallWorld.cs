using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Reachability.ClosedForms;

namespace Forewarn.Learning.Tests.Constraints.Latent;

/// <summary>
/// A body that drives at a wall and can brake fully or by half: latents are a mixture of position and speed, and the truth is a closed
/// form, so what the heads learn can be checked.
/// </summary>
internal static class WallWorld
{
    public const int Size = 6, Brakes = 2;
    private const int Steps = 4, Watched = 3;
    private const double Period = 0.2;
    private static readonly DoubleIntegratorWall Full = new(1), Half = new(0.5);
    private static readonly double[,] Mixing = { { 1, 0.3 }, { -0.5, 1 }, { 0.2, -0.7 }, { 0.9, 0.9 }, { 0, 0.4 }, { 0.6, 0 } };

    public static double Value(double x, double v) => Full.Value(x, v);

    public static LatentStates Load(string folder, int episodes)
    {
        int half = episodes / 2;
        LatentStates.Write(LatentStates.Part(folder, 0), Record(0, half), "world", "test");
        LatentStates.Write(LatentStates.Part(folder, 1), Record(half, episodes), "world", "test");
        return LatentStates.Load(folder);
    }

    public static LatentStateList Record(int from, int to)
    {
        var states = new LatentStateList(Size, Brakes);
        for (int episode = from; episode < to; episode++)
        {
            var seed = new SeedStreams(5).Stream("episode", episode);
            double x = seed.Uniform(0.1, 1.6), v = seed.Uniform(-1.2, 0.2), u = -seed.Uniform(0, 1);
            for (int h = 0; h <= Steps; h++)
            {
                int here = Add(states, x, v, episode, h, seed);
                for (int k = 0; k < Brakes; k++) Brake(states, here, k, x, v, episode, seed);
                (x, v) = (x + v * Period + u * Period * Period / 2, v + u * Period);
            }
        }
        return states;
    }

    public static float[] Latent(double x, double v, SeedStream seed) =>
        [.. Enumerable.Range(0, Size).Select(i => (float)(Mixing[i, 0] * x + Mixing[i, 1] * v + 0.01 * seed.NextNormal()))];

    private static int Add(LatentStateList states, double x, double v, int episode, int horizon, SeedStream seed) => states.Add(
        Latent(x, v, seed), x, x <= 0 ? LatentTruth.Failing : Value(x, v) <= 0 ? LatentTruth.Doomed : LatentTruth.Safe, episode, horizon);

    private static void Brake(LatentStateList states, int here, int k, double x, double v, int episode, SeedStream seed)
    {
        var form = k == 0 ? Full : Half;
        for (int i = 0; i < Watched; i++)
        {
            double t = Math.Min(Period, Math.Max(0, -v / form.Acceleration));
            (x, v) = (x + v * t + form.Acceleration * t * t / 2, Math.Min(0, v) + form.Acceleration * t);
            int next = Add(states, x, v, episode, -1, seed);
            states.Link(here, k, next);
            here = next;
        }
        states.End(here, k, form.Value(x, v));
    }
}
