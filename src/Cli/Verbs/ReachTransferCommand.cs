using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Cli.Reach;
using Forewarn.Core;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach transfer</c>: whether a constraint made for one body may guard another.</summary>
internal sealed class ReachTransferCommand
{
    private readonly Argument<string> _learned = new("learned") { Description = "What the constraint was made for." };

    private readonly Argument<string> _deployed = new("deployed") { Description = "The body that it is to guard." };

    public Command Define(Session session)
    {
        var command = new Command("transfer", """
            Judge whether a tube or a learned constraint may guard another body: exit code 1 if not.
            Accepted are identical dynamics, and wider controls alone, under which it is stricter than it need be.
            Each side is a file of reach solve --out, a signature (JSON), or a system with settings such as
            dubins:turn_rad_s=2.5,period_s=0.1.
            A signature:
              {"system": "dubins", "states": ["x_m", "y_m", "heading_rad"],
               "controls": {"turn_rad_s": {"low": -1.25, "high": 1.25}}, "disturbances": {},
               "parameters": {"speed_m_s": 1}, "periodSeconds": 0.05, "latencySeconds": 0, "margin": "name or hash"}
            """) { _learned, _deployed };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        DynamicsSignature learned = SignatureText.Read(line.GetValue(_learned)!);
        DynamicsSignature deployed = SignatureText.Read(line.GetValue(_deployed)!);
        var verdict = TransferRule.Judge(learned, deployed);
        session.Terminal.Line(verdict.Kind switch
        {
            TransferKind.Identical => "accepted: the same dynamics",
            TransferKind.Conservative => "accepted: safe, and stricter than it need be",
            _ => "refused",
        });
        foreach (string reason in verdict.Reasons) session.Terminal.Line($"  {reason}");
        if (!verdict.IsAccepted)
            session.Terminal.Line("The failure margin does carry over: compute the tube anew (reach solve), or learn it again on this body.");
        JsonReport.Write(options.Json(line), new
        {
            Command = CommandText.Of(line),
            Verdict = verdict.Kind,
            verdict.IsAccepted,
            verdict.Reasons,
            Learned = learned,
            Deployed = deployed,
        });
        return (int)(verdict.IsAccepted ? ExitCode.Done : ExitCode.Failed);
    }
}
