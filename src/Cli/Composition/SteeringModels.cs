using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Inference;
using Forewarn.Policy;
using Forewarn.Verifier;
using Forewarn.WorldModel;

namespace Forewarn.Cli.Composition;

/// <summary>The packages of one configuration, loaded, checked and warm.</summary>
public sealed class SteeringModels : IDisposable
{
    private const int Samples = 64, Modes = 6;

    private readonly List<IDisposable> _owned = [];

    /// <exception cref="ForewarnException">A package is missing, damaged, or of another kind than wanted.</exception>
    public SteeringModels(Home home, ModelNames names, RuntimeOptions runtime)
    {
        try
        {
            var policy = Load(names.Policy, ModelKind.Policy);
            var world = Load(names.World, ModelKind.WorldModel);
            (PolicyManifest, WorldManifest) = (policy.Manifest, world.Manifest);
            Familiar = new(
                world.Stats["state"], world.Manifest.State,
                world.Manifest.Metrics.GetValueOrDefault("held_out/disagreement")?.Value ?? double.PositiveInfinity);
            var words = Load(names.Verifier, ModelKind.Verifier);
            VerifierManifest = words.Manifest;
            var imagination = Own(new RssmWorldModel(world));
            var verifier = Own(VerifierParts.Load(
                words, world.Manifest.Name, names.Decoder.Length > 0 ? home.Package(names.Decoder) : "", names.DecoderPrecision,
                runtime with { Device = names.DecoderDevice }, Modes));
            (LatentSteps, LatentSize) = (verifier.LatentSteps, verifier.LatentSize);
            RowsPerStep = imagination.RowsPerStep;
            (Proposer, WorldModel, Narrator, Reader) = (Own(new PolicyProposer(policy)), imagination, verifier.Narrator, verifier.Reader);
            // The first runs of a session allocate and choose kernels: they belong to loading, not to the first decision.
            Proposer.WarmUp(Samples);
            imagination.WarmUp(1, Modes, verifier.LatentSteps);
            Outcome = string.IsNullOrEmpty(names.Outcome) ? null : Own(new LatentOutcomeClassifier(Load(names.Outcome, ModelKind.Classifier)));
            if (!string.IsNullOrEmpty(names.Safety))
            {
                Safety = Own(new SafetyModel(Load(names.Safety, ModelKind.Safety), WorldManifest));
                Safety.WarmUp(Modes, verifier.LatentSteps);
            }

            Success = string.IsNullOrEmpty(names.Success) ? null : Own(new LatentOutcomeClassifier(Load(names.Success, ModelKind.Classifier)));
        }
        catch
        {
            Dispose();
            throw;
        }

        ModelPackage Load(string name, string kind)
        {
            var package = Own(ModelPackage.Load(home.Package(name), kind, runtime));
            Hashes[package.Manifest.Name] = package.Manifest.Sha256;
            return package;
        }
    }

    public PolicyProposer Proposer { get; }

    public IWorldModel WorldModel { get; }

    public INarrator Narrator { get; }

    public IWishReader Reader { get; }

    public ModelManifest PolicyManifest { get; }

    public ModelManifest WorldManifest { get; }

    public ModelManifest VerifierManifest { get; }

    /// <summary>What the world model was trained on.</summary>
    public FamiliarRange Familiar { get; }

    /// <summary>Imagined steps <c>H</c> that the verifier reads.</summary>
    public int LatentSteps { get; }

    /// <summary>Plan rows per imagined step.</summary>
    public int RowsPerStep { get; }

    /// <summary>Latent size <c>Z</c> that the verifier reads.</summary>
    public int LatentSize { get; }

    /// <summary>Mode-and-outcome classifier of the cheap rung; null when the configuration names none.</summary>
    public IOutcomeClassifier? Outcome { get; }

    /// <summary>Safety heads on the world model's latents; null when the configuration names none.</summary>
    public SafetyModel? Safety { get; }

    /// <summary>Success classifier, a baseline of evaluations; null when the configuration names none.</summary>
    public IOutcomeClassifier? Success { get; }

    /// <summary>Identity (SHA-256, hex) of every package, by package name.</summary>
    public Dictionary<string, string> Hashes { get; } = [];

    public void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        _owned.Clear();
    }

    private T Own<T>(T item)
    {
        if (item is IDisposable disposable) _owned.Add(disposable);
        return item;
    }
}
