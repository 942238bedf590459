namespace Forewarn.Core;

/// <summary>The words a manifest uses for its kind.</summary>
public static class ModelKind
{
    public const string Policy = "policy";
    public const string WorldModel = "world-model";
    public const string Verifier = "verifier";
    public const string Classifier = "classifier";
    public const string Safety = "safety";

    public static IReadOnlyList<string> All { get; } = [Policy, WorldModel, Verifier, Classifier, Safety];
}
