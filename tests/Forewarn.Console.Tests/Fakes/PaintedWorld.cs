using Forewarn.Core;

namespace Forewarn.Console.Tests;

/// <summary>A world model whose every imagined picture has one color per mode.</summary>
internal sealed class PaintedWorld : IWorldModel, IDisposable
{
    private int _imagined;

    public int Imagined => Volatile.Read(ref _imagined);

    public bool IsDisposed { get; private set; }

    /// <summary>Held by a test that wants orders to pile up.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    /// <summary>Set when somebody has come to the gate.</summary>
    public ManualResetEventSlim Arrived { get; } = new();

    public string? Fault { get; set; }

    public ThreadPriority Priority { get; private set; }

    public string? Thread { get; private set; }

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
    {
        Arrived.Set();
        Gate.Wait(deadline);
        Thread = System.Threading.Thread.CurrentThread.Name;
        return Fault is { } fault ? throw new ForewarnException(fault) : new(new LatentTrajectory([history.Latest.State[^1]], 1, 1));
    }

    public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
    {
        Interlocked.Increment(ref _imagined);
        int steps = modes.Steps / 2;
        return new(new LatentRollout(
            [.. Enumerable.Range(0, modes.Count * steps).Select(i => (float)(i % steps))], new float[modes.Count * steps], modes.Count, steps, 1));
    }

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => new(new DecodedFrames(
        [.. Enumerable.Range(0, rollout.Count).Select(k => (IReadOnlyList<IReadOnlyList<CameraFrame>>)
            [.. Enumerable.Range(0, rollout.Steps).Select(t => (IReadOnlyList<CameraFrame>)
                [Paint("front", k, rollout.Mode(k)[t]), Paint("wrist", k + 3, rollout.Mode(k)[t])])])]));

    public void Dispose() => IsDisposed = true;

    private static CameraFrame Paint(string camera, int mode, float step)
    {
        var rgb = new byte[8 * 8 * 3];
        for (int i = 0; i < rgb.Length; i += 3) (rgb[i], rgb[i + 1], rgb[i + 2]) = ((byte)(40 * mode), (byte)(10 * step), 120);
        return new(camera, 8, 8, rgb);
    }
}
