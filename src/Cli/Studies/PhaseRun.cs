using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Phases;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>A study of a task of several phases from configuration to results.</summary>
/// <param name="phases">Configuration of each phase.</param>
internal sealed class PhaseRun(Session session, IReadOnlyList<ResolvedConfig> phases, string command)
{
    /// <param name="options">Seeds and sizes; what the configurations and the models say is added here.</param>
    public PhaseResults Run(string folder, PhaseStudyOptions options, CancellationToken cancel)
    {
        foreach (var phase in phases) AtomicFile.WriteText(Path.Combine(folder, $"{Name(phase)}.yaml"), phase.ToYaml());
        var hashes = Check();
        options = options with
        {
            Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}"))
                + string.Concat(phases.Select(p => $"; {p.Get<SceneOptions>()}; {p.Get<SteeringOptions>()}")),
        };
        var wishes = phases.Select(p => p.Wishes(session.Home.Wishes(p.Get<EvaluationOptions>().Wishes))).ToArray();
        var study = new PhaseStudy(options, wishes, Bench, session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report => study.Run(folder, p => report(p.Done, p.Total), cancel));
        var record = RunRecord.Now(command, options.Seeds, options.Episodes,
            new Dictionary<string, string>(hashes) { ["config"] = string.Join(" ", phases.Select(p => string.Join("+", p.Names))) }, session.Time);
        var results = PhaseResults.Of(rows, [.. phases.Select(Name)], study.Wishes, record);
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return results;
    }

    /// <summary>Loads the packages once before any scene is played, so that a broken one is said at once.</summary>
    private Dictionary<string, string> Check()
    {
        var hashes = new Dictionary<string, string>();
        foreach (var phase in phases)
        {
            using var models = Models(phase, new RuntimeOptions { Report = session.Terminal.Line });
            foreach (var (name, hash) in models.Hashes) hashes[name] = hash;
        }

        return hashes;
    }

    private PhaseBench Bench()
    {
        SteeringModels[] models = [.. phases.Select(p => Models(p, new RuntimeOptions()))];
        return new([.. phases.Select((p, i) => Parts(p, models[i]))]) { Owned = models };
    }

    private PhaseParts Parts(ResolvedConfig phase, SteeringModels models)
    {
        var steering = phase.Get<SteeringOptions>();
        return new(
            phase.Episodes(), models.Proposer, steering.Proposals, SteeringAssembly.Clustering(steering), models.WorldModel,
            SteeringAssembly.Guards(phase.Get<GuardOptions>(), steering, models), models.Narrator, SteeringAssembly.Chooser(models, steering, session.Time));
    }

    // The classifiers have no part in a choice: a package less to load in every worker.
    private SteeringModels Models(ResolvedConfig phase, RuntimeOptions runtime) =>
        new(session.Home, phase.Get<ModelNames>() with { Outcome = "", Success = "" }, runtime);

    private static string Name(ResolvedConfig phase) => phase.Get<SceneOptions>().Name;
}
