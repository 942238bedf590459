using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;
using Spectre.Console;

namespace Forewarn.Lab.Quantization;

/// <summary><c>export compact</c>: a package with its large weights stored in half precision or in eight bits.</summary>
internal sealed class CompactCommand
{
    private const string Suffix = "-compact";

    private readonly Argument<string> _package = new("package") { Description = "Folder of a model package, or a name in models/." };

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = $"Folder of the new package, which may be the old one (default: the old one's with {Suffix} behind).", HelpName = "FOLDER",
    };

    private readonly Option<int> _bits = new("--bits")
    {
        Description = "Of a stored weight: 16 (half precision) or 8 (bytes, one scale per row or column).", DefaultValueFactory = _ => 16,
        HelpName = "16|8",
    };

    private readonly Option<int> _draws = new("--draws", "-n")
    {
        Description = "Random inputs that both packages are run on.", DefaultValueFactory = _ => 20, HelpName = "NUMBER",
    };

    public Command Define(Session session)
    {
        var command = new Command("compact", """
            Write a model package with its large weights in half the bytes, or in a quarter: computed in floats as before.
            What the rounding changes in every output is measured and written into the model card.
            """) { _package, _to, _bits, _draws };
        var options = new CommonOptions().AddSeed(command).AddJson(command);
        command.SetAction(line => Run(session, line, options));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        int draws = line.GetValue(_draws);
        if (draws < 1) throw ForewarnException.Of("--draws", $"{draws}", "1 or more", "20 take a second.", ExitCode.Usage);
        var form = WeightForm.All.FirstOrDefault(f => f.Bits == line.GetValue(_bits))
            ?? throw ForewarnException.Of("--bits", $"{line.GetValue(_bits)}", string.Join(" or ", WeightForm.All.Select(f => $"{f.Bits}")),
                "16 changes next to nothing; 8 is half as large again.", ExitCode.Usage);
        string from = Path.TrimEndingDirectorySeparator(Path.GetFullPath(session.Home.Package(line.GetValue(_package)!)));
        string to = Path.TrimEndingDirectorySeparator(line.GetValue(_to)?.FullName ?? from + Suffix);
        long before = Bytes(from);
        using var original = ModelPackage.Load(from);
        var differences = CompactPackage.Write(to, original, form, draws, options.Seed(line, 1));
        var table = new ResultTable("graph", "output", "greatest difference", "of the largest number", "numbers");
        foreach (var d in differences)
            table.Add(Color.Default, d.Graph, d.Output, FormattableString.Invariant($"{d.Largest:G3}"),
                FormattableString.Invariant($"{d.Relative:G3}"), $"{d.Numbers}");
        table.Show(session.Terminal);
        long after = Bytes(to);
        JsonReport.Write(options.Json(line), new { package = original.Manifest.Name, bits = form.Bits, bytesBefore = before, bytesAfter = after, draws, differences });
        session.Terminal.Line(FormattableString.Invariant(
            $"{Path.GetFileName(to)} in {to}: {after / 1e6:0.00} MB instead of {before / 1e6:0.00}"));
        return (int)ExitCode.Done;
    }

    private static long Bytes(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) : 0;
}
