using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <param name="Training">How far the run came, with held-out figures.</param>
/// <param name="Package">Manifest of the tuned package; null where the run is not finished.</param>
/// <param name="Trained">Prompts trained on.</param>
/// <param name="HeldOut">Prompts held out.</param>
/// <param name="Skipped">Records that taught nothing, by reason.</param>
public sealed record VerifierTuningResult(
    TrainingResult Training, ModelManifest? Package, int Trained, int HeldOut, IReadOnlyDictionary<string, int> Skipped);
