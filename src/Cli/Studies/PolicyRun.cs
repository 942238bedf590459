using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Policies;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Inference;
using Forewarn.Policy;

namespace Forewarn.Cli.Studies;

/// <summary>A comparison of policies on a task, without steering.</summary>
public sealed class PolicyRun(Session session, ResolvedConfig config, string command)
{
    /// <param name="policies">Packages by name or folder; the first is the base.</param>
    /// <exception cref="ForewarnException">A package is missing, damaged or no policy.</exception>
    public PolicyResults Run(
        string folder, IReadOnlyList<string> policies, IReadOnlyList<string> accept, PolicyStudyOptions options, CancellationToken cancel)
    {
        (string Name, string Sha256)[] names = [.. policies.Select(Identify)];
        options = options with { Identity = string.Join("; ", names.Select(n => $"{n.Name}={n.Sha256}")) };
        var study = new PolicyStudy(options, () => Bench(policies), session.Time);
        var rows = new WorkProgress(session.Terminal, session.Time).Run("scenes", report => study.Run(folder, p => report(p.Done, p.Total), cancel));
        var hashes = new Dictionary<string, string> { ["config"] = string.Join(" ", config.Names) };
        var results = PolicyAnalysis.Of(rows, names, accept, RunRecord.Now(command, options.Seeds, options.Episodes, hashes, session.Time));
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        PolicyReport.Of(results).Save(Path.Combine(folder, "report.html"));
        return results;
    }

    private (string Name, string Sha256) Identify(string policy)
    {
        using var package = Load(policy);
        return (package.Manifest.Name, package.Manifest.Sha256);
    }

    private PolicyBench Bench(IReadOnlyList<string> policies)
    {
        ModelPackage[] packages = [.. policies.Select(Load)];
        PolicyProposer[] proposers = [.. packages.Select(p => new PolicyProposer(p))];
        return new(config.Episodes(), proposers) { Owned = [.. proposers, .. packages] };
    }

    private ModelPackage Load(string policy) => ModelPackage.Load(session.Home.Package(policy), ModelKind.Policy, new RuntimeOptions());
}
