using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>Updates of soft actor-critic from one batch, as training runs them, drawing of noise and log included.</summary>
internal sealed class SacWork
{
    public const int Batch = 256, States = 17, Actions = 6;

    private const ulong NoiseKey = 7;

    private readonly SeedStream _seed;
    private readonly SeedStream _noise;
    private readonly FigureMeans _figures = new();
    private Sac _sac;

    /// <param name="width">Of both hidden layers of every network.</param>
    public SacWork(int width, SeedStream seed)
    {
        Name = $"{width}x{width}";
        (_seed, _noise) = (seed, seed.Child("noise"));
        Options = new() { Hidden = [width, width], Batch = Batch, Temperature = 0.2 };
        Transitions = new(Batch, States, Actions) { Count = Batch };
        var draw = seed.Child("transitions");
        draw.FillNormal(Transitions.States);
        draw.FillNormal(Transitions.NextStates);
        draw.FillNormal(Transitions.Rewards);
        foreach (ref float a in Transitions.Actions) a = (float)draw.Uniform(-1, 1);
        foreach (ref float c in Transitions.Continues) c = draw.Next(20) > 0 ? 1 : 0;
        _sac = Fresh();
    }

    public string Name { get; }

    public SacOptions Options { get; }

    public TransitionBatch Transitions { get; }

    /// <summary>Networks before any update.</summary>
    public Sac Fresh() => new(Options with { ReplayCapacity = 1 }, States, Actions, _seed.Child("networks"));

    /// <summary>Noise of the first update: for the actions in the next states, then for those in the states, <c>[B, A]</c> each.</summary>
    public static (float[] Next, float[] Now) FirstNoise()
    {
        float[] next = new float[Batch * Actions], now = new float[Batch * Actions];
        var seed = new SeedStream(NoiseKey);
        NormalNoise.Fill(next, seed);
        NormalNoise.Fill(now, seed);
        return (next, now);
    }

    /// <summary>The first update, from fresh networks.</summary>
    public (Sac After, Dictionary<string, double> Losses) First()
    {
        _sac = Fresh();
        var figures = new FigureMeans();
        _sac.Learn(Transitions, Options.LearningRate, new SeedStream(NoiseKey), figures);
        return (_sac, figures.Take());
    }

    public void Update() => _sac.Learn(Transitions, Options.LearningRate, _noise, _figures);

    /// <summary>Bytes of resident memory that many updates add, and managed bytes they allocate.</summary>
    public (long Resident, long Allocated) Memory(int updates)
    {
        for (int i = 0; i < 200; i++) Update();
        long resident = Environment.WorkingSet, allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < updates; i++) Update();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (Environment.WorkingSet - resident, allocated);
    }
}
