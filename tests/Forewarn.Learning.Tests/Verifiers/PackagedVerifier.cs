using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>A debug-size verifier with random weights, in torch and as a loaded package.</summary>
public sealed class PackagedVerifier : IDisposable
{
    public const int Steps = 8, Size = 5;

    private readonly string folder = Path.Combine(Path.GetTempPath(), "forewarn-verifier-" + Guid.NewGuid().ToString("N"));

    public PackagedVerifier()
    {
        var vocabulary = LanguageTokenizer.Learn([CupLanguage.Language], 768);
        var options = DecoderOptions.Debug with { Vocabulary = vocabulary.Count };
        var stats = new ChannelStats([0.1f, -0.2f, 0, 1, 2], [1, 2, 0.5f, 1, 3]);
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(11)), options);
        LatentProjector.Declare(store, Size, 2, options.Width);
        Run = new(vocabulary, options, store, [new(Steps, Size, 2, stats)]);
        Net = new(store, options);
        VerifierExporter.Write(folder, Run, new() { Training = new("test", 11, "none", "", "2000-01-01") });
        Package = ModelPackage.Load(folder, ModelKind.Verifier);
        Model = new(Package);
    }

    public VerifierRun Run { get; }

    public DecoderNet Net { get; }

    public ModelPackage Package { get; }

    public VerifierModel Model { get; }

    /// <summary>Latents <c>[K, H, Z]</c>.</summary>
    public static LatentRollout Rollout(int count, ulong seed)
    {
        var values = new float[count * Steps * Size];
        new SeedStream(seed).FillNormal(values);
        return new(values, new float[count * Steps], count, Steps, Size);
    }

    public void Dispose()
    {
        Package.Dispose();
        Net.Dispose();
        Run.Dispose();
        Directory.Delete(folder, true);
    }
}
