using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

/// <summary>A chain over a small random network, with the weights it started from.</summary>
internal sealed class SmallChain : IDisposable
{
    public SmallChain(ChainOptions options, int steps = 6, int hidden = 16)
    {
        var schedule = new NoiseSchedule(50);
        Net = new(new(new() { Hidden = hidden, Blocks = 2 }, 3));
        Store = Net.Inner.Declare(new(new SeedStream(11)));
        Start = Store.Clone();
        Policy = new(new DenoisingChain(Net, ChainSampler.Ddim(schedule, steps, options.Eta, options.Floor), 5), Store, options);
    }

    public WatchedNet Net { get; }

    public ParameterStore Store { get; }

    public ParameterStore Start { get; }

    public DiffusionChainPolicy Policy { get; }

    /// <summary>Moves every weight a little.</summary>
    public void Disturb()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var noise = new float[Store.Count];
        new SeedStream(12).FillNormal(noise);
        Store.Values.add_(tensor(noise) * 0.02);
    }

    public void Dispose()
    {
        Policy.Dispose();
        Store.Dispose();
        Start.Dispose();
    }
}
