using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Preferences.Verifiers;
using Forewarn.Learning.Verifiers;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Preferences.Verifiers;

/// <summary>The package in <c>models/</c>, as the robot process runs it and as weights that can be trained on.</summary>
public sealed class ShippedVerifier : IDisposable
{
    public ShippedVerifier()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null && Folder is null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "models", "cup-verifier"))) Folder = Path.Combine(at.FullName, "models", "cup-verifier");
        Package = ModelPackage.Load(Folder!, ModelKind.Verifier);
        Model = new(Package);
        Run = VerifierPackageWeights.Load(Folder!);
    }

    public string Folder { get; } = null!;

    public ModelPackage Package { get; }

    public VerifierModel Model { get; }

    public VerifierRun Run { get; }

    public void Dispose()
    {
        Run.Dispose();
        Package.Dispose();
    }
}
