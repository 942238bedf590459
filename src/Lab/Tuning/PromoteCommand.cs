using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Lab.Tuning;

/// <summary><c>tune promote</c>: the only way of a tuned package into <c>models/</c>, and only past a paired comparison.</summary>
internal sealed class PromoteCommand(Session session)
{
    private const string Card = "MODELCARD.md";

    private readonly Argument<DirectoryInfo> _run = new("run") { Description = "Run folder of the tuning." };

    private readonly Option<FileInfo> _comparison = new("--comparison")
    {
        Description = "JSON of eval policies (a policy), or of eval steering with the tuned verifier.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<FileInfo?> _before = new("--before")
    {
        Description = "JSON of eval steering on the same scenes with the verifier as it was.",
        HelpName = "FILE",
    };

    private readonly Option<string> _to = new("--to") { Description = "Name of the package below models/, or a folder.", HelpName = "NAME", Required = true };

    private readonly Option<bool> _replace = new("--replace") { Description = "Replace a package of that name." };

    public Command Define()
    {
        var command = new Command("promote", "Put a tuned package among the deployed ones, if a paired comparison allows it.")
        {
            _run, _comparison, _before, _to, _replace,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult line)
    {
        string from = Path.Combine(line.GetValue(_run)!.FullName, TuneCommand.Package), comparison = line.GetValue(_comparison)!.FullName;
        string evidence;
        using (var package = ModelPackage.Load(from))
        {
            evidence = package.Manifest.Kind == ModelKind.Policy
                ? TuningEvidence.OfPolicy(package.Manifest, comparison)
                : TuningEvidence.OfVerifier(package.Manifest, Before(line), comparison);
        }

        string to = Path.Combine(session.Home.Models, line.GetValue(_to)!);
        if (Directory.Exists(to) && !line.GetValue(_replace))
            throw ForewarnException.Of("--to", $"a package '{to}'", "a new name", "Choose another one, or say --replace.", ExitCode.Usage);
        Copy(from, to, evidence);
        session.Terminal.Line($"{evidence} {to}");
        return (int)ExitCode.Done;
    }

    private string Before(ParseResult line) => line.GetValue(_before)?.FullName ?? throw ForewarnException.Of(
        "--before", "nothing", "the steering results of the verifier as it was", "Run eval steering with it on the same scenes.", ExitCode.Usage);

    private static void Copy(string from, string to, string evidence) => AtomicFolder.Write(to, folder =>
    {
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.AppendAllText(Path.Combine(folder, Card), $"\n## Promoted\n{evidence}\n");
    });
}
