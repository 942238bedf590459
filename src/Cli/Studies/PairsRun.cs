using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Evaluation.Preferences;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A collection of pairs on a task, from configuration to file.</summary>
internal sealed class PairsRun(Session session, ResolvedConfig config)
{
    /// <param name="options">Sizes and source; what the models say of themselves is added here.</param>
    public PairTotals Run(string path, PairCollectionOptions options, WishCase wish, CancellationToken cancel)
    {
        // Outcomes need no classifier: a package less to load in every worker.
        var run = config.With(config.Get<ModelNames>() with { Outcome = "", Success = "" });
        using (var models = new SteeringModels(session.Home, run.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line }))
        {
            string policy = models.PolicyManifest.Name, verifier = models.VerifierManifest.Name;
            options = options with
            {
                PolicyId = $"{policy}@{models.Hashes[policy]}",
                LabelerId = options.Source == PairLabelSource.Outcome ? "physics" : $"{verifier}@{models.Hashes[verifier]}",
                Models = models.Hashes,
                Identity = $"{run.Get<SceneOptions>()}; {run.Get<SteeringOptions>()}",
            };
        }
        return new WorkProgress(session.Terminal, session.Time).Run("pairs", report =>
            new PairCollection(options, wish, () => Bench(run), session.Time).Run(path, report, cancel));
    }

    private PairBench Bench(ResolvedConfig run)
    {
        var models = new SteeringModels(session.Home, run.Get<ModelNames>(), new RuntimeOptions());
        return new(run.Episodes(), models.Proposer, SteeringAssembly.Clustering(run.Get<SteeringOptions>()),
            models.WorldModel, models.Narrator, models.Reader) { Owned = [models] };
    }
}
