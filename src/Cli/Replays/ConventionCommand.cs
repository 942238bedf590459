using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.RosBridge;
using Forewarn.Steering;
using Spectre.Console;

namespace Forewarn.Cli.Replays;

/// <summary>Runs the check of conventions and shows what it found.</summary>
internal sealed class ConventionCommand(Session session, ResolvedConfig config)
{
    private const int Shown = 5;

    /// <param name="path">Data set or recording.</param>
    /// <returns>Exit code.</returns>
    public int Run(string path, string? node, int limit, FileInfo? json, CancellationToken cancel)
    {
        var policy = ModelPackage.Load(session.Home.Package(config.Get<ModelNames>().Policy), ModelKind.Policy, new RuntimeOptions());
        ConventionCheck check;
        int values;
        using (policy)
        {
            ActionSpec action = policy.Manifest.Action!;
            values = config.Get<SteeringOptions>().PredictionHorizon * action.Width;
            check = new ConventionCheck(
                action, policy.Manifest.State, RobotDescription.Load(session.Home.Robot("cup_arm")),
                SteeringAssembly.Guards(config.Get<GuardOptions>(), action), new SteeringNodeOptions { Steering = config.Get<SteeringOptions>() });
        }
        foreach (var demonstration in Demonstrations.Of(path, node, values).Take(limit))
        {
            cancel.ThrowIfCancellationRequested();
            check.Add(demonstration);
        }
        Show(check);
        JsonReport.Write(json, new { check.Demonstrations, check.Holds, check.Refused, check.Findings });
        return (int)(check.Holds ? ExitCode.Done : ExitCode.Failed);
    }

    private void Show(ConventionCheck check)
    {
        var table = new ResultTable("answer", "number", "mean off", "most off", "allowed", "where");
        foreach (var f in check.Findings.Where(f => double.IsFinite(f.Tolerance)))
            table.Add(f.Holds ? Color.Green : Color.Red, f.Holds ? "holds" : "fails", f.What, Number(f.Mean), Number(f.Largest), Number(f.Tolerance), f.Where);
        table.Show(session.Terminal);
        foreach (string refused in check.Refused.Take(Shown)) session.Terminal.Line($"not carried out: {refused}");
        if (check.Refused.Count > Shown) session.Terminal.Line($"… and {check.Refused.Count - Shown} more");
        session.Terminal.Line(check.Holds
            ? $"{check.Demonstrations} executed plans reach the robot as they were recorded."
            : $"{check.Demonstrations} executed plans: the convention does not hold. Compare frame, units and order of the columns with the policy's manifest.");
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
