using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Tests.Preferences.Verifiers;

/// <summary>A verifier package of debug size with random weights.</summary>
public sealed class SmallPackage : IDisposable
{
    public const int Steps = 8, Size = 5;

    public SmallPackage()
    {
        var vocabulary = LanguageTokenizer.Learn([CupLanguage.Language], 768);
        var options = DecoderOptions.Debug with { Vocabulary = vocabulary.Count };
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(11)), options);
        LatentProjector.Declare(store, Size, 2, options.Width);
        Run = new(vocabulary, options, store, [new(Steps, Size, 2, new([0, 0, 0, 0, 0], [1, 1, 1, 1, 1]))]);
        VerifierExporter.Write(Folder, Run, new() { Training = new("test", 11, "none", "", "2000-01-01") });
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "forewarn-small-" + Guid.NewGuid().ToString("N"));

    public VerifierRun Run { get; }

    public void Dispose()
    {
        Run.Dispose();
        Directory.Delete(Folder, true);
    }
}
