using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.WorldModel;

namespace Forewarn.Cli.Consoles;

/// <summary>A world model of the console's own: the sessions that decide are not shared with those who look.</summary>
internal sealed class ConsoleImagination : IWorldModel, IDisposable
{
    private readonly ModelPackage _package;
    private readonly RssmWorldModel _model;

    /// <param name="folder">Of the world model's package.</param>
    /// <exception cref="ForewarnException">It is missing, damaged, or no world model.</exception>
    public ConsoleImagination(string folder)
    {
        _package = ModelPackage.Load(folder, ModelKind.WorldModel, new RuntimeOptions());
        _model = new RssmWorldModel(_package);
    }

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) => _model.ObserveAsync(history, deadline);

    public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline) =>
        _model.ImagineAsync(start, modes, noise, deadline);

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => _model.DecodeAsync(rollout, cancel);

    public void Dispose()
    {
        _model.Dispose();
        _package.Dispose();
    }
}
