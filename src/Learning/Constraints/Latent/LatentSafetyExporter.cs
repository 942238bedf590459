using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Reachability.Transfer;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>Writes calibrated heads as a model package of kind <c>safety</c>.</summary>
public static class LatentSafetyExporter
{
    /// <param name="folder">Becomes the package, for example <c>models/cup-safety</c>; the whole of it or nothing.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static ModelManifest Write(
        string folder, LatentHeads heads, LatentSupport support, LatentLevels levels, LatentStates states, LatentSafetyOptions options,
        TrainingProvenance training, IReadOnlyDictionary<string, MetricInterval> metrics)
    {
        string name = Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar));
        var signature = CupSignature.Of(states.WorldModelSha256, states.Size);
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = ModelKind.Safety,
            Name = name,
            Graphs = [VerifierExporter.Graph(LatentSafetyGraph.Role, LatentSafetyGraph.File, LatentSafetyGraph.Build(heads, support))],
            Stats = new Dictionary<string, ChannelStats> { ["latents"] = heads.Stats },
            Settings = new Dictionary<string, object>
            {
                ["latentSize"] = states.Size,
                ["valueEpsilon"] = levels.ValueEpsilon,
                ["marginEpsilon"] = LatentLevels.MarginEpsilon,
                ["supportLimit"] = levels.SupportLimit,
                ["alpha"] = options.Alpha,
                ["calibrationHash"] = states.Sha256,
                ["calibrationPlans"] = levels.LostPlans,
                ["worldModelSha256"] = states.WorldModelSha256,
                ["fallbacks"] = CupFallbacks.All.Select(f => $"{f}").ToArray(),
                ["dynamics"] = signature,
            },
            Training = training,
            Metrics = metrics,
            ModelCard = Card(name, levels, options, signature, training, metrics),
        });
    }

    private static string Card(
        string name, LatentLevels levels, LatentSafetyOptions options, DynamicsSignature signature, TrainingProvenance training,
        IReadOnlyDictionary<string, MetricInterval> metrics)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {name}

            Says of every state a world model sees or foresees how far the mug is from tipped over (`margin`), how much of that is left
            under the best of three fallbacks (`value`: hold, retreat, open and retract), how far the state is from those trained on
            (`support`), and which fallback it would pick (`fallbacks`).

            ## Levels
            - Lost (failing or doomed): value at or below {levels.ValueEpsilon:G4}. Set by split conformal on {levels.LostPlans} held-out plans through
              a lost state, so that at most {options.Alpha:P0} of such plans are accepted when drawn as those were.
            - Failing: margin at or below {LatentLevels.MarginEpsilon}, the edge of the failure set itself.
            - Unknown ground: support above {levels.SupportLimit:G4}, which {options.SupportAlpha:P1} of held-out states exceed.

            ## Limits
            A classifier with a calibration, not a certificate. It holds for {signature.System} with its control bounds and a period of
            {signature.PeriodSeconds} s, and for no other body or world model: a run-time guard must refuse those. A closed loop draws plans
            otherwise than the calibration did. Doomed means that none of the three fallbacks saves the mug; another motion might.

            ## Training
            - Command: `{training.Command}`; seed {training.Seed}; revision {training.Revision}.
            - Data: SHA-256 {training.DataSha256}.

            """);
        HeldOutFigures.Append(text, metrics);
        return text.ToString();
    }
}
