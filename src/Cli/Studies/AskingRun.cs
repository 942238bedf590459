using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Evaluation.Asking;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A study of asking on a task.</summary>
internal sealed class AskingRun(Session session, ResolvedConfig config, string command)
{
    /// <param name="lists">Files of wishes; none = the configured one.</param>
    /// <returns>What was found, and the calibration that was made; null where the configuration names one.</returns>
    public (AskingResults Results, ConformalCalibration? Calibration) Run(
        string folder, IReadOnlyList<string> lists, AskingStudyOptions options, CancellationToken cancel)
    {
        config.WriteTo(folder);
        var steering = config.Get<SteeringOptions>();
        IReadOnlyList<string> files = lists.Count > 0 ? lists : [config.Get<EvaluationOptions>().Wishes];
        WishCase[] wishes = [.. files.SelectMany(file => config.Wishes(session.Home.Wishes(file))).Where(w => !w.Neutral)];
        var hashes = Hashes();
        var given = Given(config.Get<AskingOptions>(), hashes);
        string identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}"));
        var study = new AskingStudy(options with { Proposals = steering.Proposals, Identity = identity, Threshold = given }, wishes, () => Bench(steering), session.Time);
        var (threshold, calibration, heldOut) = new WorkProgress(session.Terminal, session.Time)
            .Run("decisions", report => study.Run(folder, p => report(p.Done, p.Total), cancel));
        var record = RunRecord.Now(command, given is null ? [options.CalibrationSeed, options.Seed] : [options.Seed], options.Episodes,
            new Dictionary<string, string>(hashes) { ["config"] = string.Join(" ", config.Names) }, session.Time);
        var results = AskingResults.Of(record, threshold, heldOut, wishes);
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return (results, given is null ? new(threshold, [.. calibration.Select(r => r.Greatest)], hashes, command) : null);
    }

    /// <summary>The configured calibration, which is then judged instead of making one.</summary>
    private ConformalThreshold? Given(AskingOptions asking, Dictionary<string, string> hashes)
    {
        if (AskingRule.Load(session.Home, asking) is not { } calibration) return null;
        calibration.Require(hashes);
        return calibration.Threshold;
    }

    /// <summary>What coverage hangs on; classifiers have no part in a choice.</summary>
    private Dictionary<string, string> Hashes()
    {
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        return new[] { models.PolicyManifest, models.WorldManifest, models.VerifierManifest }.ToDictionary(m => m.Name, m => m.Sha256);
    }

    private AskingBench Bench(SteeringOptions steering)
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        return new(config.Episodes(), models.Proposer, SteeringAssembly.Clustering(steering), models.WorldModel,
            SteeringAssembly.Guards(config.Get<GuardOptions>(), steering, models), models.Narrator,
            threshold => new PlanChooser(models.Narrator, models.Reader, steering, session.Time, threshold), config.Reader()) { Owned = [models] };
    }
}
